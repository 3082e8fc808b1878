#!/usr/bin/env bash
# Each predicate of the knowledge bases is in a rule, in a question of its tests, or in at least three claims.
set -euo pipefail
linchpin=${LINCHPIN:-build/release/linchpin}
for base in east-asia bridge; do
  "$linchpin" uses --strict "kb/$base/main.kb" "tests/programs/$base"/*.kb >/dev/null || {
    "$linchpin" uses "kb/$base/main.kb" "tests/programs/$base"/*.kb
    exit 1
  }
done
