#!/usr/bin/env bash
# The examples of these :help topics are what the language takes: typed as they stand, they give no error.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")

for topic in facts rules negation terms types claims levels trust exceptions undecided conflicts why constraints scenarios; do
  example=$(printf ':help %s\n' "$topic" | "$linchpin" repl | grep '^  ')
  "$linchpin" run - <<<"$example" >/dev/null 2>&1 || {
    echo ":help $topic does not run:"
    "$linchpin" run - <<<"$example"
    exit 1
  }
done
