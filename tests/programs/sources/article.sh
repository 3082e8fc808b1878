#!/usr/bin/env bash
# The East Asia knowledge base against the article itself, which is not part of the project: every sentence is covered, every
# place is there, and a changed word is noticed. Skipped where the article is not at hand.
set -uo pipefail
linchpin=${LINCHPIN:-build/release/linchpin}
article=${LINCHPIN_ARTICLE:-../shared/east-asia/article.txt}
if [[ ! -r $article ]]; then
  echo "skipped: no article at $article; LINCHPIN_ARTICLE names another place"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

wrong() {
  echo "$1"
  cat "$work/report"
  exit 1
}

"$linchpin" sources kb/east-asia/main.kb --text "article=$article" --strict --no-write >"$work/report" 2>&1 ||
  wrong "a citation is bad, a sentence is not covered, or a claim does no work"
grep -q '^216 of 216 sentences' "$work/report" || wrong "not all of the sentences are covered"

# One word of the sentence about the trade share, c100.
sed 's/80%/81%/' "$article" >"$work/changed.txt"
cmp -s "$article" "$work/changed.txt" && wrong "nothing was changed"
"$linchpin" sources kb/east-asia/main.kb --text "article=$work/changed.txt" --no-write >"$work/report" 2>&1 &&
  wrong "a changed word is not noticed"
grep -q 'E421.*c100. cites a sentence that has changed' "$work/report" || wrong "c100 is not said to be stale"
