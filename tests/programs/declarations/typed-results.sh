#!/usr/bin/env bash
# What a rule concludes is looked at: each type takes its own values, and says which others it got.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

takes() { # takes TYPE NAME VALUE...: of all values these alone
  local type=$1 name=$2 value said
  shift 2
  for value in 1 2.5 red '"red"' 2020-01-02 'box(1)'; do
    printf 'predicate p(x: %s).\np(Y) :- q(Y).\nq(%s).\nq(%s).\np(X)?\n' "$type" "$value" "$1" >"$work/types.kb"
    said=$("$LINCHPIN" run --format csv "$work/types.kb" 2>&1) || true
    if [[ " $* " == *" $value "* ]]; then
      [[ $said != *E304* ]] || { printf '%s does not take %s:\n%s\n' "$type" "$value" "$said"; failed=1; }
    else
      [[ $said == *"error[E304]"*"with $value for"*"must be $name"* ]] || { printf '%s takes %s:\n%s\n' "$type" "$value" "$said"; failed=1; }
    fi
  done
}

takes any "" 1 2.5 red '"red"' 2020-01-02 'box(1)'
takes symbol "a name" red
takes int "an integer" 1
takes decimal "a decimal" 2.5
takes number "a number" 1 2.5
takes string "a string" '"red"'
takes date "a date" 2020-01-02
takes term "a compound term" 'box(1)'
exit "$failed"
