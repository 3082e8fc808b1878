#!/usr/bin/env bash
# The knowledge bases say how their terms read: whatever functor stands inside a fact or rule is declared, or is named like
# a predicate, whose sentence it then reads as.
set -uo pipefail
cd "$(dirname "$0")/../../.." || exit 1
failed=0
for folder in kb/*/; do
  # What opens a bracket inside another, comments and texts left out.
  inside=$(sed -E 's/"([^"\\]|\\.)*"//g; s/%.*//' "$folder"*.kb | grep -oE "[a-z][A-Za-z0-9_]*\(|[()]" | awk '
    /^\)/ { depth--; next }
    depth > 0 && /^[a-z]/ { print substr($0, 1, length($0) - 1) }
    { depth++ }' | sort -u)
  declared=$(sed -nE 's/^(functor|predicate) ([A-Za-z0-9_]+)\(.*/\2/p' "$folder"*.kb | sort -u)
  raw=$(comm -23 <(echo "$inside") <(echo "$declared"))
  if [[ -z $inside || -n $raw ]]; then
    echo "$folder: ${raw:-no terms were found}"
    failed=1
  fi
done
exit $failed
