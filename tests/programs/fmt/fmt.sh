#!/usr/bin/env bash
# `linchpin fmt` on files: what it writes, what it leaves alone, what it says. The program is $LINCHPIN.
# shellcheck disable=SC2153  # LINCHPIN is set by whoever runs this
set -uo pipefail
linchpin=$(realpath "$LINCHPIN")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# expect NAME STATUS OUTPUT COMMAND...: the command's status and standard output; standard error goes to the file err.
expect() {
  local name=$1 status=$2 output=$3 given actual
  shift 3
  given=$("$@" 2>err)
  actual=$?
  [[ $actual == "$status" && $given == "$output" ]] && return
  failed=1
  printf 'FAILED %s: status %s, expected %s\n--- expected\n%s\n--- given\n%s\n%s\n' \
    "$name" "$actual" "$status" "$output" "$given" "$(<err)"
}

# holds NAME FILE TEXT
holds() {
  [[ $(<"$2") == "$3" ]] && return
  failed=1
  printf 'FAILED %s: %s holds\n%s\n' "$1" "$2" "$(<"$2")"
}

mkdir kb
printf 'p( a ).%% why\nq(b).\n' >kb/messy.kb
printf 'p(a).\n' >kb/clean.kb
printf 'p( a ).\np(b' >kb/wrong.kb
printf 'p( a ).\n' >kb/_part.kb
printf 'p( a ).\n' >kb/notes.txt
touch -d 2020-01-01 kb/clean.kb
chmod 640 kb/messy.kb
ln -s messy.kb kb/link.kb

expect check 1 'kb/messy.kb' "$linchpin" fmt --check kb/messy.kb kb/clean.kb
holds check_writes_nothing kb/messy.kb "$(printf 'p( a ).%% why\nq(b).')"

expect write 1 'kb/_part.kb
kb/link.kb' "$linchpin" fmt kb
grep -qF 'kb/wrong.kb:2' err || { failed=1 && echo 'FAILED: no message for kb/wrong.kb' && cat err; }
holds written kb/messy.kb "$(printf 'p(a).  %% why\nq(b).')"
holds errors_are_left kb/wrong.kb "$(printf 'p( a ).\np(b')"
holds others_are_left kb/notes.txt 'p( a ).'
[[ -L kb/link.kb ]] || { failed=1 && echo 'FAILED: the link is gone'; }
[[ $(stat -c %a kb/messy.kb) == 640 ]] || { failed=1 && echo 'FAILED: the mode has changed'; }
[[ $(stat -c %Y kb/clean.kb) == $(date -d 2020-01-01 +%s) ]] || { failed=1 && echo 'FAILED: a clean file is written'; }
[[ $(find kb -name '*.tmp') == '' ]] || { failed=1 && echo 'FAILED: something is left beside'; }
expect again 0 '' "$linchpin" fmt --check kb/messy.kb kb/_part.kb

expect input 0 'p(a).' "$linchpin" fmt - < <(echo 'p( a ).')
expect input_check 1 '<stdin>' "$linchpin" fmt --check - < <(echo 'p( a ).')
expect missing 1 '' "$linchpin" fmt none.kb
grep -qF 'E440' err || { failed=1 && cat err; }
expect nothing 2 '' "$linchpin" fmt

exit $failed
