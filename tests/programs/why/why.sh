#!/usr/bin/env bash
# The proofs that each program of this folder shows, as the lines that begin with `%|` in it. The program is $LINCHPIN.
set -uo pipefail
cd "$(dirname "$0")" || exit 1
failed=0
for program in *.kb; do
  if ! diff -u <(sed -nE 's/^%\| ?//p' "$program") <("$LINCHPIN" run "$program" 2>&1); then
    echo "FAILED $program"
    failed=1
  fi
done
exit $failed
