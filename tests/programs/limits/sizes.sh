#!/usr/bin/env bash
# Files that are too large or include one another too deep are errors; and so is memory that ends, where no limit was set:
# what was stated before stands.
set -euo pipefail

linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# tells STATUS CODE COMMAND...: how it ends, and with which message.
tells() {
  local status=0
  output=$("${@:3}" 2>&1) || status=$?
  [[ $status == "$1" && $output == *"$2"* ]] || { echo "status $status, not $1 with $2: ${output:0:2000}"; exit 1; }
}

truncate --size 5G large.kb
tells 1 'larger than 4 GiB' "$linchpin" check large.kb

for ((i = 0; i < 150; ++i)); do printf 'include "%d.kb".\np(%d).\n' $((i + 1)) "$i" >"$i.kb"; done
echo 'p(150).' >150.kb
tells 1 E444 "$linchpin" check 0.kb
tells 0 101 "$linchpin" ask 50.kb -q 'find N where N = #count{X : p(X)}?'

[[ ${LINCHPIN_SANITIZED-0} == 0 ]] || { echo "a sanitizer has memory of its own"; exit 77; }
tells 3 E321 "$linchpin" run --limit-memory 100M /dev/zero
ulimit -v 400000
for rule in 'c(0). c(Y) :- c(X), Y = X + 1.' 'n(0). n(Y) :- n(X), X < 3000, Y = X + 1. w(X, Y, Z) :- n(X), n(Y), n(Z).' \
  't(z). t(f(X, Y)) :- t(X), t(Y).' 's("x"). s(Y) :- s(X), length(X) < 1000000, Y = concat(X, "abcdefgh").' 'w(X, Y), m(Z), Z < 3?'; do
  for limit in 100G 200M; do
    printf 'p(a). m(0). m(Y) :- m(X), X < 2000, Y = X + 1. w(X, Y) :- m(X), m(Y).\n' >base.kb
    printf '%s\np(X)?\n' "$rule" >more.kb
    tells 3 'error[E32' "$linchpin" repl --format csv --limit-memory "$limit" base.kb <more.kb
    [[ $output == *$'X\na'* ]] || { echo "$rule: the state before: ${output:0:2000}"; exit 1; }
  done
done
