#!/usr/bin/env bash
# Every command and option of the program is in the man page and in the completions of the shells, and these have no
# others. Completion is tried in bash.
set -euo pipefail

program=${LINCHPIN:-build/release/linchpin}
failed=0
fail() { printf '%s\n' "$1"; failed=1; }

commands=$("$program" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' | sort)
options=$(for command in '' $commands; do "$program" ${command:+"$command"} --help; done | sed -n '/^Options:/,/^$/s/.*\(--[a-z-]\+\).*/\1/p' | sort -u)
[[ $(wc -w <<<"$commands") -gt 5 && $(wc -w <<<"$options") -gt 10 ]] || fail 'the help shows no commands or options'

compare() { # compare WHAT EXPECTED FOUND
  local difference
  difference=$(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3")) || fail "$1 (< of the program, > there):"$'\n'"$difference"
}

compare 'the man page: commands' "$commands" "$(sed -n 's/^\.It Cm //p' docs/man/linchpin.1 | sort)"
compare 'the man page: options' "$options" \
  "$(sed -n 's/^\.It Fl \(. , \)\{0,1\}-\([a-z-]*\).*/--\2/p' docs/man/linchpin.1 | sort -u)"
compare 'zsh: options' "$options" "$(grep -o -- '--[a-z][a-z-]*' docs/completions/_linchpin | sort -u)"
compare 'zsh: commands' "$commands" "$(sed -n "s/^      '\([a-z]*\):.*/\1/p" docs/completions/_linchpin | sort)"
compare 'fish: options' "$options" "$(sed -n 's/^complete .* -l \([a-z-]*\).*/--\1/p' docs/completions/linchpin.fish | sort -u)"
compare 'fish: commands' "$commands" "$(sed -n 's/^set -l commands //p' docs/completions/linchpin.fish | tr ' ' '\n' | sort)"

# shellcheck source=docs/completions/linchpin.bash
source docs/completions/linchpin.bash
complete_line() { # complete_line WORD...: what the last word may go on as
  COMP_WORDS=(linchpin "$@") COMP_CWORD=$# COMPREPLY=()
  _linchpin
  printf '%s\n' "${COMPREPLY[@]}" | sort -u
}
# What `compare` names is what bash completes; files and directories are left out by a prefix that none has.
compare 'bash: commands' "$commands" "$(complete_line '' | grep -Fx "$commands")"
offered=$({ complete_line --; for command in $commands; do complete_line "$command" --; done; } | sort -u)
compare 'bash: options' "$options" "$offered"
compare 'bash: formats' $'csv\njson\ntable\ntsv' "$(complete_line ask --format '')"
compare 'bash: what begins so' 'sources' "$(complete_line so)"
compare 'bash: files' 'kb/bridge/main.kb' "$(complete_line check kb/bridge/main)"

((failed == 0)) && echo 'all commands and options are there'
