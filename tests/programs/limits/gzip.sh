#!/usr/bin/env bash
# A small file that unpacks to a large table hits the limit of memory, and takes no more than that.
set -euo pipefail
[[ ${LINCHPIN_SANITIZED-0} == 0 ]] || { echo "a sanitizer has memory of its own"; exit 77; }

linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# 20 million rows, of 160 MB, in less than 1 MB.
for _ in $(seq 200); do cat <(yes 1,2 | head -n 100000) ; done | gzip -1 >bomb.csv.gz
(($(stat -c %s bomb.csv.gz) < 4000000))
echo 'import p(a, b) from "bomb.csv.gz". p(X, Y)?' >bomb.kb
status=0
output=$("$linchpin" run --limit-memory 60M --stats bomb.kb 2>&1) || status=$?
[[ $status == 3 && $output == *E321* ]] || { echo "status $status: $output"; exit 1; }
peak=$(sed -n 's/.*"peak_memory": \([0-9]*\).*/\1/p' <<<"$output")
((peak < 140000000)) || { echo "the peak is $peak bytes"; exit 1; }
