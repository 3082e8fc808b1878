#!/usr/bin/env bash
# run.sh [--update]: what `linchpin check` says, to the letter, of each of tests/diagnostics/habits (what people write who
# come from other languages, and what they slip in) and of tests/programs/errors; and what `linchpin check` and `run` say
# of tests/diagnostics/newcomers: what people wrote in their first hour, who had seen the tutorial's first pages only. For
# NAME.kb the text is in NAME.txt, here or in errors/; --update writes it anew. The program is $LINCHPIN.
set -uo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
failed=0 compared=0

compare() { # compare FOLDER TEXTS [runs]: of each program in the folder; `runs`: its questions are answered, too
  local program name text given status
  cd "$1" || exit 1
  for program in *.kb; do
    name=${program%.kb} text=$2/${program%.kb}.txt
    given=$("$linchpin" check "$program" 2>&1)
    status=$?
    [[ ! ${3-} || $status != 0 ]] || given+=$'\n'$("$linchpin" run "$program" 2>/dev/null)
    if ((status > 1)); then
      echo "FAILED $program: the status is $status"
      failed=1
    elif [[ ${update-} ]]; then
      printf '%s\n' "$given" >"$text"
    elif ! diff -u "$text" - <<<"$given"; then
      echo "FAILED $name"
      failed=1
    fi
    compared=$((compared + 1))
  done
}

[[ ${1-} != --update ]] || update=yes
compare "$here/habits" "$here/habits"
compare "$here/newcomers" "$here/newcomers" runs
compare "$here/../programs/errors" "$here/errors"
echo "$compared programs"
((failed == 0 && compared >= 150))
