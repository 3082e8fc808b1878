#!/usr/bin/env bash
# linchpin uses: which predicates claims, rules and questions have.
set -uo pipefail
# shellcheck source=tests/programs/sources/_expect.bash
source "$(dirname "$0")/_expect.bash"

run table 0 "$linchpin" uses strike.kb
is out ' predicate    | claims | facts | heads | bodies | questions | idle
--------------+--------+-------+-------+--------+-----------+------
 depends_on/2 |      1 |     0 |     0 |      1 |         0 | no
 gets/2       |      0 |     0 |     1 |      0 |         1 | no
 on_strike/1  |      1 |     0 |     0 |      1 |         0 | no
 wants/2      |      1 |     0 |     0 |      1 |         0 | no
 said/2       |      1 |     0 |     0 |      0 |         0 | yes
(5 predicates, 1 idle)

1 name used in one claim or statement only:
  lund'
is err ''
run strict 1 "$linchpin" uses --strict strike.kb

# A file is read once, whoever includes it; what a file takes back is counted all the same.
printf 'include "strike.kb".\nretract claim c3.\nsaid(What, lund)?\n' >question.kb
run several-files 0 "$linchpin" uses --strict strike.kb question.kb
has out ' said/2       |      1 |     0 |     0 |      0 |         1 | no'

# Three claims may share a predicate that nothing asks for; declared and never used is idle, too.
cat >declared.kb <<'KB'
predicate unused(a: any).
predicate pair(a: any, b: any).
claim c1 "1" { is_old(ann). } claim c2 "2" { is_old(bob). } claim c3 "3" { -is_old(cid). pair(b: 1, a: ann). }
claim c4 "4" repeats c1 { is_old(ann). }
p(a).
constraint "none" :- p(b).
q(N) :- N = #count{X : pair(a: X)}.
KB
run declared 0 "$linchpin" uses declared.kb --format csv
has out 'is_old/1,3,0,0,0,0,no'
has out 'unused/1,0,0,0,0,0,yes'
has out 'pair/2,1,0,0,1,0,no'
has out 'p/1,0,1,0,1,0,no'
has out 'q/1,0,0,1,0,0,no'
run json 0 "$linchpin" uses declared.kb --format json
has out '{"predicate":"is_old/1","claims":3,"facts":0,"heads":0,"bodies":0,"questions":0,"idle":false}'
has out '"constants_used_once":['

run missing 1 "$linchpin" uses nowhere.kb
has err 'error[E440]'

exit "$failed"
