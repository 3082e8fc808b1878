#!/usr/bin/env bash
# `linchpin check`, and it alone, lists who is quoted and not said to be trusted.
# shellcheck disable=SC2016  # messages hold backquotes
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >village.kb <<'KB'
trust smith likely.
trust priest none.
levels certain > likely.
claim c1 "Trusted" by smith { p(a). }
claim c2 "Not trusted, and said so" by priest { p(b). }
claim c3 "Forgotten" by miller { p(c). }
claim c4 "Forgotten again" by priest by miller { p(d). }
claim c5 "Only beside one who is trusted" by smith, baker { p(e). }
KB

expected='village.kb:6:25: warning[W135]: `miller` is quoted without a `trust` statement, so 2 claims are left out
village.kb:8:53: warning[W135]: `baker` is quoted without a `trust` statement'
found=$("$linchpin" check village.kb 2>&1 >/dev/null | grep -E '^village' || true)
diff <(printf '%s\n' "$expected") <(printf '%s\n' "$found")
"$linchpin" check village.kb 2>&1 >/dev/null | grep -qF 'trust miller certain.'

# Loading says nothing of it.
test -z "$("$linchpin" run village.kb 2>&1)"
