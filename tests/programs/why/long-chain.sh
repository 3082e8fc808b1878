#!/usr/bin/env bash
# A conclusion of many steps is explained in time that grows with these, not with their square.
set -euo pipefail

steps=60000 seconds=15
[[ ${LINCHPIN_SANITIZED:-0} == 0 ]] || steps=20000 seconds=60
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/chain.kb" <<KB
claim start "it begins at 0" { n(0). }
n(Y) :- n(X), X < $steps, Y = X + 1.
m(0).
m(Y) :- m(X), Y = 1 + X, Y < 2000.
down($steps).
down(Y) :- down(X), X > 0, Y = X - 1.
flip(Y, X) :- n(X), Y = 7 - X.
halves(2.5). halves(Y) :- halves(X), X < 9, Y = X + 1.
KB

explained() { # explained QUESTION TEXT...: within the time
  local said
  said=$("$LINCHPIN" ask --limit-time "$seconds" "$work/chain.kb" -q "$1" 2>&1) || true
  for text in "${@:2}"; do
    grep -qF -e "$text" <<<"$said" || { printf '%s: no "%s" in\n%s\n' "$1" "$text" "${said:0:600}"; exit 1; }
  done
}

explained "why n($steps)?" "$((steps - 1)) < $steps" "$steps = $((steps - 1)) + 1"
explained "why m(1999)?" "1999 = 1 + 1998"
explained "why down(1)?" "down(2)"
explained "why flip(-3, 10)?" "-3 = 7 - 10"
explained "why halves(4.5)?" "4.5 = 3.5 + 1"
explained "why all n($steps)?" "it begins at 0"
explained "linchpins of n($steps)?" "it begins at 0"

# What is stopped then is named.
said=$(printf 'n(0). n(Y) :- n(X), X < 200000, Y = X + 1.\nn(7)?\n:set limit_time 0.05\nwhy all n(200000)?\nn(8)?\n' |
  "$LINCHPIN" repl 2>&1) || true
grep -qF "stopped at the time limit while answering" <<<"$said" || { printf 'not stopped:\n%s\n' "${said:0:600}"; exit 1; }
[[ $(grep -c '^yes' <<<"$said") == 2 ]]
