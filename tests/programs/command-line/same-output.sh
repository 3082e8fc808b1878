#!/usr/bin/env bash
# One text gives the same output, byte for byte: however many threads there are, each time, and in whatever order its files
# are named.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0 compared=0

output() { # output FILE COMMAND...
  local to=$1
  shift
  timeout 20 "$@" >"$to" 2>&1 </dev/null || true
}

same() { # same WHAT FIRST SECOND
  compared=$((compared + 1))
  cmp -s "$2" "$3" && return
  printf '%s differs:\n' "$1"
  diff "$2" "$3" | head -10 || true
  failed=1
}

for file in examples/*.kb tests/programs/*/*.kb kb/*/main.kb; do
  ! grep -q -e --limit "$file" || continue # what has no end but its limit
  # What it may read besides stands in the file.
  mapfile -t options < <(sed -n 's/^% option: //p' "$file" | sed "s|--allow-path |&$(dirname "$file")/|" | tr ' ' '\n')
  output "$work/1" "$LINCHPIN" run --threads 1 "${options[@]}" "$file"
  for threads in 1 2 5; do
    output "$work/n" "$LINCHPIN" run --threads "$threads" "${options[@]}" "$file"
    same "$file with $threads threads" "$work/1" "$work/n"
  done
done

# The parts of a knowledge base, named one by one, in five orders.
mapfile -t parts < <(printf '%s\n' kb/east-asia/*.kb)
for question in 'depends_on(X, Y, Z)?' 'constrained(X, Y)?' 'rises(X)?' 'conflicts?' 'about china?' \
  'find P, N where actor(P), N = #count{A : depends_on(A, P, _)} order by N desc?' 'in escalation: rises(X)?' \
  'why constrained(X, Y)?' 'why all rises(X)?' 'linchpins of worried_by(X, Y, Z)?' 'why not rises(china)?' 'requires constrained(china, X)?'; do
  output "$work/1" "$LINCHPIN" ask "${parts[@]}" -q "$question" --format json
  for seed in 1 2 3 4 5; do
    mapfile -t mixed < <(printf '%s\n' "${parts[@]}" | shuf --random-source=<(yes "$seed"))
    output "$work/n" "$LINCHPIN" ask "${mixed[@]}" -q "$question" --format json
    same "$question of files in another order" "$work/1" "$work/n"
  done
done

printf '%d outputs compared\n' "$compared"
((compared > 500 && failed == 0))
