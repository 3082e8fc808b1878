#!/usr/bin/env bash
# Predicates made for exceptions are shown with whose part they are, and the plan of a predicate has those of its parts.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >birds.kb <<'KB'
claim c1 "Birds normally fly" { normally flies(X) :- bird(X). }
claim c2 "Penguins normally don't" { normally -flies(X) :- penguin(X). }
overrides c2 c1.
bird(tweety). penguin(tweety).
goes(fritz) :- not goes(greta).
goes(greta) :- not goes(fritz).
other(X) :- bird(X).
KB

program=$("$linchpin" check --print program birds.kb)
grep -qF '#supported flies by c1(X) :- bird(X).' <<<"$program"
grep -qF 'flies(_0) :- #supported flies by c1(_0), not #supported -flies by c2(_0).' <<<"$program"
grep -qF 'goes(fritz) :- not #possible goes(greta).' <<<"$program"

plan=$(printf ':plan flies\n' | "$linchpin" repl birds.kb)
grep -qF '#supported flies by c1(X) :- bird(X).' <<<"$plan"
grep -qF '#clear -flies' <<<"$plan"
grep -qF '#possible goes(greta) :- not goes(fritz).' <<<"$(printf ':plan goes\n' | "$linchpin" repl birds.kb)"
! grep -qF 'other(X)' <<<"$plan"
