#!/usr/bin/env bash
# Runs the examples of Markdown files: examples.sh FILE.md...
#
#   ```prolog            a program of its own: `linchpin test` must accept it
#   ```prolog NAME.kb    the same, kept as NAME.kb for what follows; a second block of that name goes on with the file
#   ```text NAME         a file NAME for what follows, as it stands
#   ```console           lines `$ command`, each with exactly what it prints below it; run beside the NAME.kb files
#
# Blocks of any other kind are not looked at. The program is $LINCHPIN; the commands call it `linchpin`.
set -euo pipefail

program=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/linchpin"
export PATH=$work/bin:$PATH
export LC_ALL=C.UTF-8
ran=0 failed=0

fail() { # fail PLACE MESSAGE
  printf '%s: %s\n' "$1" "$2"
  failed=$((failed + 1))
}

run_program() { # run_program PLACE FILE
  local output
  ran=$((ran + 1))
  output=$(cd "$work/files" && linchpin test "$2" 2>&1 </dev/null) || fail "$1" "the example does not pass: $output"
}

# Runs one command of a console block and compares what it prints.
run_command() { # run_command PLACE COMMAND EXPECTED
  local output
  ran=$((ran + 1))
  output=$(cd "$work/files" && bash -c "$2" 2>&1 </dev/null) || true
  if [[ $output != "$3" ]]; then
    fail "$1" "\`$2\` prints something else (- written, + printed):"
    diff <(printf '%s\n' "$3") <(printf '%s\n' "$output") | sed -n 's/^</-/p; s/^>/+/p' || true
  fi
}

run_console() { # run_console PLACE TEXT
  local line command='' expected=''
  while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
      [[ -z $command ]] || run_command "$1" "$command" "${expected%$'\n'}"
      command=${line#'$ '}
      expected=''
    else
      expected+=$line$'\n'
    fi
  done <<<"$2"
  [[ -z $command ]] || run_command "$1" "$command" "${expected%$'\n'}"
}

for file in "$@"; do
  rm -rf "$work/files"
  mkdir "$work/files"
  number=0 kind='' name='' text='' start=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    if [[ -z $kind ]]; then
      if [[ $line =~ ^\`\`\`(.*)$ ]]; then
        read -r kind name <<<"${BASH_REMATCH[1]}"
        kind=${kind:-text} text='' start=$((number + 1))
      fi
    elif [[ $line != '```' ]]; then
      text+=$line$'\n'
    else
      case $kind in
        prolog)
          printf '%s' "$text" >>"$work/files/${name:-line-$start.kb}"
          run_program "$file:$start" "${name:-line-$start.kb}"
          ;;
        text) [[ -z $name ]] || printf '%s' "$text" >"$work/files/$name" ;;
        console) run_console "$file:$start" "${text%$'\n'}" ;;
      esac
      kind=''
    fi
  done <"$file"
  [[ -z $kind ]] || fail "$file:$start" "a block that is not closed"
done

printf '%d examples run, %d failed\n' "$ran" "$failed"
((failed == 0 && ran > 0))
