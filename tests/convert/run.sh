#!/usr/bin/env bash
# run.sh [--update]: converts each program of tests/convert/programs and compares, exactly, with the files beside it:
# NAME.kb is what NAME.dl becomes, and NAME.out what `linchpin run NAME.kb` prints; where it can't be taken, there is
# NAME.err with the messages instead. --update writes these files anew. The program is $LINCHPIN.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/programs" || exit

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

same() { # same EXPECTED ACTUAL
  diff -u "$1" "$2" || failed=1
}

compared=0
for program in *.dl; do
  name=${program%.dl}
  cp ./*.facts ./*.csv "$work"
  "$LINCHPIN" convert "$program" -o "$work/$name.kb" 2>"$work/$name.err"
  status=$?
  if ((status == 0)); then
    (cd "$work" && "$LINCHPIN" run "$name.kb" >"$name.out" 2>&1) || failed=1
  fi
  if [[ ${1-} == --update ]]; then
    rm -f "$name".{kb,out,err}
    if ((status == 0)); then cp "$work/$name".{kb,out} .; else cp "$work/$name.err" .; fi
  elif [[ -e $name.kb ]]; then
    same "$name.kb" "$work/$name.kb"
    same "$name.out" "$work/$name.out"
    [[ ! -s $work/$name.err ]] || same /dev/null "$work/$name.err"
  elif ((status != 1)); then
    echo "$program: the status is $status, not 1"
    failed=1
  else
    same "$name.err" "$work/$name.err"
  fi
  compared=$((compared + 1))
done
echo "$compared programs"
((failed == 0 && compared >= 12))
