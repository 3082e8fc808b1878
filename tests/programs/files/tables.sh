#!/usr/bin/env bash
# Tables that are written and read again, standard input and output, and where tables may lie. The program is $LINCHPIN.
# shellcheck disable=SC2016,SC2153  # messages hold backquotes; LINCHPIN is set by whoever runs this
set -uo pipefail
linchpin=$(realpath "$LINCHPIN")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/kb" "$work/elsewhere"
cd "$work/kb" || exit 1
failed=0

# expect NAME OUTPUT COMMAND...: what the command prints, standard error included.
expect() {
  local name=$1 output=$2 given
  shift 2
  given=$("$@" 2>&1)
  [[ $given == "$output" ]] && return
  failed=1
  printf 'FAILED %s\n--- expected\n%s\n--- given\n%s\n' "$name" "$output" "$given"
}

# has NAME TEXT COMMAND...: the command fails, and says so.
has() {
  local name=$1 text=$2 given
  shift 2
  if given=$("$@" 2>&1) || [[ $given != *"$text"* ]]; then
    failed=1
    printf 'FAILED %s: lacks %s\n%s\n' "$name" "$text" "$given"
  fi
}

# --- what is written is read again, and an SQLite file keeps its other tables

cat >facts.kb <<'KB'
predicate share(of: any, over: any).
share(north_korea, 80). share("New York", 0.5). share(2024-06-19, f(x, "y")).
rank(1). rank(2).
export share to "t.jsonl.gz". export share to "t.db". export rank to "t.db".
KB
expect write '' "$linchpin" run facts.kb
expect again '' "$linchpin" run facts.kb
echo 'import p(of, over) from "t.jsonl.gz". import p(over, of) from "t.db" table "share".' >both.kb
expect read 'A,B
0.5,New York
80,north_korea
2024-06-19,"f(x, ""y"")"
north_korea,80
New York,0.5
"f(x, ""y"")",2024-06-19' "$linchpin" ask both.kb -q 'p(A, B)?' --format csv
echo 'import rank(a1) from "t.db".' >rank.kb
expect rank 'A
1
2' "$linchpin" ask rank.kb -q 'rank(A)?' --format csv
echo 'import p(off) from "t.db" table "share".' >column.kb
has column 'the table `share` has no column `off`; did you mean `of`?' "$linchpin" run column.kb
echo 'import p(a1) from "t.db" table "shares".' >table.kb
has table 'E413' "$linchpin" run table.kb
echo 'import p(a) from "facts.kb" table "p".' >text.kb
has text 'E414' "$linchpin" run text.kb

# --- standard input and output

echo 'import p(a, b) from "-". export p to "-.jsonl".' >pipe.kb
expect pipe '{"a1":1,"a2":"x"}
{"a1":2,"a2":"y"}' "$linchpin" run pipe.kb < <(printf 'b,a\nx,1\ny,2\n')
echo 'import p(a) from "-.jsonl". export p to "-".' >lines.kb
expect lines 'a1
1' "$linchpin" run lines.kb < <(echo '{"a": 1}')
has twice 'E443' "$linchpin" run - < <(echo 'import p(a) from "-".')

# An SQLite file is no stream.
echo 'import p(a) from "-" table "p".' >table.kb
has no_stream 'E440' "$linchpin" run table.kb
mkdir -- -.
echo 'p(1). export p to "-./../../elsewhere/t.jsonl". export p to "-./../../elsewhere/t.db".' >slash.kb
has slash 'E442' "$linchpin" run slash.kb
[[ $(ls "$work/elsewhere") == '' ]] || { failed=1 && echo 'FAILED: written outside by way of -.'; }

# --- a path stays inside, through links as well

ln -s "$work/elsewhere" link
echo '{"a": 1}' >"$work/elsewhere/t.jsonl"
echo 'import p(a) from "link/t.jsonl".' >outside.kb
has outside 'E442' "$linchpin" run outside.kb
echo 'p(1). export p to "link/t.db".' >outside.kb
has outside_db 'E442' "$linchpin" run outside.kb
[[ ! -e $work/elsewhere/t.db ]] || { failed=1 && echo 'FAILED: written outside'; }
expect allowed '' "$linchpin" run --allow-path "$work/elsewhere" outside.kb

exit $failed
