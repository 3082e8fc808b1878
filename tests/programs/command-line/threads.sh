#!/usr/bin/env bash
# What is so large that threads share it gives the same output with one, two and three of them, and counts the same.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat >"$work/large.kb" <<'KB'
n(X) :- integer_below(300000, X).
next(X, Y) :- n(X), Y = (X * 7919 + 13) mod 100003.
shifted(X, Y) :- next(X, Y), Y - 3 = X mod 50000.
cube(X, Y) :- n(X), Y = X * X * X.  % beyond what threads compute at once
pair(X, Y) :- n(X), next(X, Y), n(Y), X < 40000.
reach(0).
reach(Y) :- reach(X), next(X, Y).
half(X, Y) :- next(X, Z), Y = Z / 2.0.
group(G, X) :- next(X, Y), G = Y mod 7.

per_group(G, N, S, M, L) :- group(G, _), N = #count{X : group(G, X)}, S = #sum{Y : group(G, X), next(X, Y)},
  M = #avg{Y : group(G, X), half(X, Y)}, L = #max{Y : group(G, X), cube(X, Y)}.

per_group(G, N, S, M, L)?
find C where C = #count{X : reach(X)}?
find C, S where C = #count{X, Y : pair(X, Y)}, S = #sum{(X * 7 + Y) mod 257 : pair(X, Y)}?
find S where S = #sum{X * Y : next(X, Y)}?
find S where S = #sum{Y : half(X, Y)}?
find A, B where A = #min{Y - X : next(X, Y)}, B = #max{Y : cube(X, Y)}?
find L where L = #list{Y : shifted(X, Y), X < 5}?
find C where C = #count{X : shifted(X, _)}?
KB

for threads in 1 2 3; do
  "$LINCHPIN" run --threads "$threads" --stats "$work/large.kb" >"$work/$threads" 2>"$work/$threads.stats"
  sed -i 's/.*\("tuples": [0-9]*, "derivations": [0-9]*\).*/\1/' "$work/$threads.stats"
  cmp "$work/1" "$work/$threads"
  cmp "$work/1.stats" "$work/$threads.stats"
done
[[ $(wc -l <"$work/1") -gt 30 ]] && grep -q derivations "$work/1.stats"
