#!/usr/bin/env bash
# One version everywhere: the program's, the newest of CHANGELOG.md, the extension's for VS Code.
set -euo pipefail

program=${LINCHPIN:-build/release/linchpin}
version=$("$program" --version)
version=${version#linchpin }
newest=$(sed -n 's/^## \([0-9][0-9.]*\).*/\1/p' CHANGELOG.md | head -1)
extension=$(sed -n 's/^  "version": "\(.*\)",/\1/p' docs/editors/vscode/package.json)
if [[ $newest != "$version" || $extension != "$version" ]]; then
  printf 'the program is %s, CHANGELOG.md begins with %s, and the extension is %s\n' "$version" "$newest" "$extension"
  exit 1
fi
