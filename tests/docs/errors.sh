#!/usr/bin/env bash
# Every code that the source reports is explained in docs/errors.md, and the other way round.
#
# A code stands in the source as the first argument of a call (`diagnostics.error(103, ...)`), as the value of a named
# constant (`kOverflow = 300;`) or first in a row of a table (`{409, "..."}`, from 400 on). In docs/errors.md it is a
# heading: `### E103 ...` or `### W105 ...`.
set -euo pipefail

sources() { find src grammar -name '*.cpp' -o -name '*.hpp' | sort; }

# The codes in the source, each with three digits; comments are left out.
in_source() {
  sources | xargs sed -e 's|//.*||' | tr '\n' ' ' |
    grep -oE '\b(error|warning|fault|fail|first|refuse|raise|report|complain)\w*\( *[0-9]{1,3},|constexpr [a-z_0-9:]+ k\w+ = [0-9]{1,3};|\{ *[1-5][0-9]{2}, ' |
    grep -vE 'kStatus|kInterrupted = 130|kOk|kFirst' |
    grep -oE '[0-9]+[,;]' | tr -d ',;' | awk '{ printf "%03d\n", $1 }' | sort -u
}

in_docs() { sed -nE 's/^#+ .*\b[EW]([0-9]{3})\b.*/\1/p' docs/errors.md | sort -u; }

undocumented=$(comm -23 <(in_source) <(in_docs))
unknown=$(comm -13 <(in_source) <(in_docs))
[[ -z $undocumented ]] || echo "not in docs/errors.md:" $undocumented
[[ -z $unknown ]] || echo "in docs/errors.md, but not in the source:" $unknown
[[ -z $undocumented && -z $unknown ]]
