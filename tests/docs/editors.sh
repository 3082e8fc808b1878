#!/usr/bin/env bash
# The keywords that docs/editors colours are those of the grammar.
set -euo pipefail

grammar=$(cat grammar/lexical.hpp grammar/terms.hpp grammar/statements.hpp grammar/questions.hpp |
  grep -o 'TAO_PEGTL_KEYWORD("[a-z]*")' | sed 's/.*"\(.*\)".*/\1/' | grep -vxE 'count|sum|avg|list' | sort -u)
[[ $(wc -w <<<"$grammar") -gt 40 ]] || { echo 'the grammar shows no keywords'; exit 1; }
failed=0
compare() { # compare WHAT FOUND
  diff <(printf '%s\n' "$grammar") <(tr ' |' '\n' <<<"$2" | sort -u) || { echo "$1 (< of the grammar, > there)"; failed=1; }
}
compare 'docs/editors/vim' "$(sed -n 's/^syntax keyword linchpinKeyword //p' docs/editors/vim/syntax/linchpin.vim)"
compare 'docs/editors/vscode' \
  "$(sed -n 's/.*keyword.control.linchpin.*(?:\(.*\))\\\\b" }.*/\1/p' docs/editors/vscode/syntaxes/linchpin.tmLanguage.json)"
compare 'src/syntax/keywords.hpp' "$(sed -n '/words = {/,/};/p' src/syntax/keywords.hpp | grep -o '"[a-z]*"' | tr -d '"' | tr '\n' ' ' | sed 's/ $//')"
exit $failed
