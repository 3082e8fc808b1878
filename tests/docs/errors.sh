#!/usr/bin/env bash
# Every code that the source reports is explained in docs/errors.md, and the other way round.
#
# In docs/errors.md a code is a heading: `### E103 ...` or `### W105 ...`. In the source it is a number below 700 that
# stands where codes stand: see `places`.
set -euo pipefail

places=(
  # diagnostics.error(103, ...)
  '\b(error|warning|fault|complain|report|first|refuse|make|at_found|after_previous)\( *[0-9]+,'
  '\breport_unknown\([^,]+, [0-9]+,'                # report_unknown(diagnostics, 240, "scenario", ...)
  '\? [0-9]+ : [0-9]+, '                            # diagnostics.error(aggregate ? 205 : 204, ...)
  'constexpr (std::uint16_t|int) k[A-Z]\w* = [0-9]+;' # constexpr int kUnknownOption = 461;
  '\bcode = [0-9]+;'
  '\bExpectation [a-z_]+\{ *[0-9]+,'
  'LINCHPIN_EXPECTED\([^,]+, [0-9]+,' # the grammar's messages
  'Habit\{"[^ ]*", [0-9]+,'           # what those used to other languages write
  '\{ *4[0-9][0-9], '                 # {409, "the header has ..."}
  '\{[A-Za-z_:]+, 5[0-9][0-9], '      # {Kind::why, 506, "why"}
)
# Constants of that form that are no codes.
others='k(Status|Ok|Error|Usage|Limit|FirstOfSafety)\b|kInterrupted = 130'

in_source() {
  local alternatives
  alternatives=$(printf '|%s' "${places[@]}")
  find src grammar -name '*.cpp' -o -name '*.hpp' | sort | xargs sed -e 's|//.*||' | tr '\n' ' ' |
    grep -oE "${alternatives:1}" | grep -vE "$others" | grep -oE '\b[0-9]{1,3}\b' |
    awk '$1 > 0 && $1 < 700 { printf "%03d\n", $1 }' | sort -u
}

in_docs() { sed -nE 's/^#+ .*\b[EW]([0-9]{3})\b.*/\1/p' docs/errors.md | sort -u; }

say() { # say WHAT CODES
  [[ -z $2 ]] || printf '%s: %s\n' "$1" "${2//$'\n'/ }"
}

undocumented=$(comm -23 <(in_source) <(in_docs))
unknown=$(comm -13 <(in_source) <(in_docs))
say "not in docs/errors.md" "$undocumented"
say "in docs/errors.md, but not in the source" "$unknown"
[[ -z $undocumented && -z $unknown ]]
