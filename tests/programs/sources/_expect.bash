# What the scripts of this folder share: a copy of the small text to work on, and how a command is looked at.
# The program is $LINCHPIN.
# shellcheck shell=bash disable=SC2153
linchpin=$(realpath -e "${LINCHPIN:-build/release/linchpin}") || exit 1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
cp "$here"/strike.* .
failed=0

# run NAME STATUS COMMAND...: the command's status; what it prints goes to the files out and err.
run() {
  local status=$2 actual
  name=$1
  shift 2
  "$@" >out 2>err </dev/null
  actual=$?
  [[ $actual == "$status" ]] || fail "status $actual, expected $status"
}

fail() {
  failed=1
  printf 'FAILED %s: %s\n--- out\n%s\n--- err\n%s\n' "$name" "$1" "$(<out)" "$(<err)"
}

has() { grep -qF -- "$2" "$1" || fail "$1 lacks: $2"; } # has out|err TEXT
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 has: $2"; }
is() { [[ $(<"$1") == "$2" ]] || fail "$1 is not: $2"; } # is out|err TEXT
