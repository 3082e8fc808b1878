#!/usr/bin/env bash
# What is supposed is evaluated within the limits, and leaves the knowledge base as it was.
set -uo pipefail
linchpin=$(realpath -e "${LINCHPIN:-build/release/linchpin}") || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cat >count.kb <<'KB'
on(a).
num(0).
num(X + 1) :- num(X), limit(L), X < L.
limit(10).
KB

fail() {
  echo "FAILED $1"
  cat out
  exit 1
}

for limit in '--limit-memory 30M' '--limit-tuples 100000' '--limit-time 1'; do
  { cat count.kb; echo 'suppose limit(100000000): num(5)? on(X)?'; } >deep.kb
  # shellcheck disable=SC2086  # an option and its value
  timeout 60 "$linchpin" run deep.kb $limit >out 2>&1
  [[ $? == 3 ]] || fail "$limit: another status"
  grep -q 'error\[E32[012]\]: stopped at' out || fail "$limit: no message"
  grep -qx ' a' out || fail "$limit: what is not supposed was not answered"
done

# What is kept of earlier suppositions does not count against a later one.
{ cat count.kb; for i in {1..16}; do echo "suppose limit(${i}0000): num(${i}0000)?"; done; } >many.kb
timeout 60 "$linchpin" run many.kb --limit-memory 20M >out 2>&1 || fail 'many: another status'
[[ $(grep -cx yes out) == 16 ]] || fail 'many: not all answered'
