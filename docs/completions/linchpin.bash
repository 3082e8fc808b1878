# Completion of the command line of linchpin in bash.
_linchpin() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' each
  local -r commands='repl run ask check test sources uses new fmt convert explain lsp serve'
  local options='--help --version --format --color --limit-time --limit-memory --limit-tuples --threads --allow-path --stats --strict'
  for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ " $commands " == *" $each "* ]] && command=$each && break
  done
  case $before in
    --format) mapfile -t COMPREPLY < <(compgen -W 'table csv tsv json' -- "$word") ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word") ;;
    --print) mapfile -t COMPREPLY < <(compgen -W 'ast program plan' -- "$word") ;;
    --allow-path | --dir) mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    --limit-time | --limit-memory | --limit-tuples | --threads | -q | --question) ;;
    *)
      case $command in
        ask) options+=' --question' ;;
        check) options+=' --print' ;;
        sources) options+=' --text --accept --no-write' ;;
        new) options+=' --text --dir' ;;
        fmt) options+=' --check' ;;
        repl) options+=' --journal' ;;
        convert) options+=' --output' ;;
        serve) options+=' --stdio' ;;
      esac
      if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
      else
        [[ -n $command ]] || mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$word")
        mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -X '!*.kb' -- "$word"; compgen -d -S / -- "$word")
      fi
      ;;
  esac
}
complete -o filenames -o nospace -F _linchpin linchpin
