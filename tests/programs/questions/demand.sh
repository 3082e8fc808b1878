#!/usr/bin/env bash
# Questions with bound arguments over a relation that is far too large to be worked out: all paths of a chain of
# 250,000 nodes. The program is $LINCHPIN.
# shellcheck disable=SC2016,SC2153  # messages hold backquotes; LINCHPIN is set by whoever runs this
set -uo pipefail
linchpin=$(realpath "$LINCHPIN")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
seq 1 250000 | awk '{ print $1 - 1 "\t" $1 }' >edge.tsv

# expect NAME OUTPUT INPUT: what the prompt answers, on knowledge.kb.
expect() {
  local given
  given=$(printf '%s\n' "$3" | "$linchpin" repl --format csv --limit-time 60 --limit-tuples 20000000 knowledge.kb 2>&1)
  [[ $given == "$2" ]] && return
  failed=1
  printf 'FAILED %s\n--- expected\n%s\n--- given\n%s\n' "$1" "$2" "$given"
}

recursions=('path(X, Y) :- path(X, Z), edge(Z, Y).' # on from the far end
  'path(X, Y) :- edge(X, Z), path(Z, Y).'           # from the near end
  'path(X, Y) :- path(X, Z), path(Z, Y).')          # from the middle
for recursion in "${recursions[@]}"; do
  printf '%s\n' 'import edge(x, y) from "edge.tsv".' 'path(X, Y) :- edge(X, Y).' "$recursion" \
    'twice(X, Y) :- path(X, Y), path(Y, X).' 'far(X, Y) :- path(X, Y), Y > 249998.' >knowledge.kb
  expect "$recursion: from a node" $'Y\n249999\n250000' 'path(7, Y), Y > 249998?'
  expect "$recursion: to a node" $'X\n0\n1\n2' 'path(X, 3)?'
  expect "$recursion: from a node to another" $'truth\nyes' 'path(7, 249000)?'
  expect "$recursion: not so" $'truth\nnot stated' 'path(249000, 7)?'
  expect "$recursion: by a rule" $'Y\n249999\n250000' 'far(249997, Y)?'
  expect "$recursion: by a rule, from far" $'Y\n249999\n250000' 'far(7, Y)?'
  expect "$recursion: with what binds it" $'X,Y\n3,2' 'edge(2, X), path(Y, X), Y > 1?'
  expect "$recursion: statements go on" $'Y\n250000\n250001' $'edge(250000, 250001).\npath(249999, Y)?'
done
listed=$("$linchpin" repl knowledge.kb <<<':list' | grep twice)
[[ $listed == *'| not yet' ]] || { echo "FAILED the list: $listed"; failed=1; }
exit "$failed"
