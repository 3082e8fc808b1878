#!/usr/bin/env bash
# Pictures in text: what they show, where they go, and what is refused. Graphviz is not needed.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/kb" "$work/elsewhere"
cp "$here/village.kb" "$work/kb/"
cd "$work"

fail() {
  printf 'FAILED %s\n' "$*"
  exit 1
}
ask() { "$linchpin" ask kb/village.kb -q "$1"; }
refused() { # refused CODE QUESTION
  local output
  output=$(ask "$2" 2>&1) && fail "accepted: $2"
  [[ $output == *"error[$1]"* ]] || fail "not $1: $output"
}

diff - <(ask 'graph needs(A, B, What)?') <<'DOT'
digraph {
  graph [rankdir=LR, labelloc=t, labeljust=l, bgcolor=white, pad=0.2, nodesep=0.25, ranksep=0.4,
         fontname="Helvetica,Arial,sans-serif", fontsize=13,
         label=<<b>graph needs(A, B, What)?</b><br align="left"/><font point-size="10">dashed: less than sure, at the level that is named</font><br align="left"/>>]
  node [shape=box, style=filled, fillcolor=white, fontname="Helvetica,Arial,sans-serif", fontsize=12,
        margin="0.12,0.07", height=0.3]
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=10, arrowsize=0.7]
  n1 [class="thing", label=<Ada &quot;the &lt;Baker&gt;&quot; &amp; co>, style="filled,rounded"]
  n2 [class="thing", label=<Bruno>, style="filled,rounded"]
  n3 [class="thing", label=<dora>, style="filled,rounded"]
  n1 -> n2 [class="relates", label=<bread<br/>flour>]
  n1 -> n3 [class="relates lower", style=dashed, label=<hinges (likely)>]
}
DOT

# A constant is a thing, too; one variable gives things alone.
diff - <(ask 'graph needs(ada, B, flour) as mermaid?') <<'MERMAID'
---
title: "graph needs(ada, B, flour)?"
---
flowchart LR
  n1("Ada #34;the #60;Baker#62;#34; #38; co")
  n2("Bruno")
  n1 -->|"flour"| n2
  class n1,n2 thing
  classDef thing fill:#fff,stroke:#000,color:#000
MERMAID
[[ $(ask 'graph villager(X) as mermaid?' | grep -c -- '-->') == 0 ]] || fail "things with arrows"

# To a file, and what was written.
diff - <(ask 'graph needs(A, B, _) to "elsewhere/needs.gv"?') <<<'wrote elsewhere/needs.gv: 3 things, 2 arrows'
diff - <(ask 'in fair: why goes(X, fair) as mermaid to "why.mmd"?') <<<'wrote why.mmd: 9 facts'
grep -q '^title: "in fair: why goes(X, fair)? - fair: There is a fair"$' why.mmd || fail "the title of the scenario"
grep -q 'assumed in fair' why.mmd || fail "what is assumed"
[[ $("$linchpin" ask kb/village.kb --format json -q 'graph needs(A, B, _) to "x.dot"?') == *'"picture":{"form":"dot","file":"x.dot","things":3,"arrows":2,"answers":2,"drawn":2}'* ]] || fail "json"

# Whole or not at all: a directory that is not there, a file that is none.
refused E434 'graph needs(A, B, _) to "nowhere/needs.dot"?'
mkdir taken.dot
refused E434 'graph needs(A, B, _) to "taken.dot"?'
[[ -z $(find . -name '*.tmp') ]] || fail "a temporary file is left"

# What is typed may write anywhere, what a file asks stays in its directory, and is named from there.
printf 'graph needs(A, B, _) to "%s/typed.dot"?\n' "$work/elsewhere" | "$linchpin" kb/village.kb >typed.txt
[[ -s elsewhere/typed.dot ]] || fail "typed: $(cat typed.txt)"
printf 'include "village.kb".\ngraph needs(A, B, _) to "inside.dot"?\n' >kb/asks.kb
"$linchpin" run kb/asks.kb >/dev/null
[[ -s kb/inside.dot ]] || fail "a file's own picture"
printf 'include "village.kb".\ngraph needs(A, B, _) to "../elsewhere/outside.dot"?\n' >kb/asks.kb
! "$linchpin" run kb/asks.kb >/dev/null 2>&1 || fail "a picture outside"
[[ ! -e elsewhere/outside.dot ]] || fail "a picture outside is written"
"$linchpin" run kb/asks.kb --allow-path elsewhere >/dev/null
[[ -s elsewhere/outside.dot ]] || fail "a picture that is allowed"

# More than can be followed: the first ones, and it is said.
{
  for i in $(seq 600); do echo "next($i, $((i + 1)))."; done
  echo 'reach(1). reach(Y) :- reach(X), next(X, Y).'
} >kb/long.kb
diff - <("$linchpin" ask kb/long.kb -q 'graph next(X, Y) to "long.dot"?') \
  <<<'wrote long.dot: 501 things, 500 arrows (the first 500 of 600 answers)'
grep -q 'the first 500 of 600 answers' long.dot || fail "the picture does not say what it leaves out"
output=$("$linchpin" ask kb/long.kb -q 'why reach(601) as dot?' 2>&1) && fail "a proof too large is drawn"
[[ $output == *'error[E432]'* ]] || fail "not E432: $output"
[[ $("$linchpin" ask kb/long.kb -q 'why reach(601) to "long.html"?') == 'wrote long.html: 1201 facts' ]] || fail "a page"

# Without Graphviz a drawing is an error that says what to do instead.
mkdir none
output=$(PATH=$work/none "$linchpin" ask kb/village.kb -q 'graph needs(A, B, _) as svg?' 2>&1) && fail "drawn by nothing"
[[ $output == *'error[E433]'*'as dot'* ]] || fail "not E433: $output"
! PATH=$work/none "$linchpin" ask kb/village.kb -q 'graph needs(A, B, _) to "none.svg"?' 2>/dev/null || fail "E433"
[[ ! -e none.svg ]] || fail "none.svg is written"
