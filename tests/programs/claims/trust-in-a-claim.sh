#!/usr/bin/env bash
# `:show` tells the level at which a claim holds where trust lowers it, or that it is left out, and for whose sake.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >village.kb <<'KB'
levels certain > likely > possible.
trust smith likely.
trust baker possible.
trust priest none.
claim c1 "Lowered" by smith, baker { p(a). }
claim c2 "Left out" by smith by priest, miller { p(b). }
claim c3 "Less sure than trusted" by smith level possible { p(c). }
claim c4 "A repeat" by priest repeats c1.
claim c5 "Plain" { p(d). }
KB

diff - <(printf ':show c%d\n' 1 2 3 4 5 | "$linchpin" repl village.kb | grep -E '^c|holds') <<'TEXT'
c1 Lowered
  holds    likely, which is the trust in smith, baker
c2 Left out
  holds    not taken for so: no trust in priest, miller
c3 Less sure than trusted
c4 A repeat
c5 Plain
TEXT
