#!/usr/bin/env bash
# What `conflicts?` tells of each side: the sentence, the level, the claims with their places and speakers, and which of
# them is overridden by which.
set -euo pipefail
linchpin=$(realpath "${LINCHPIN:-build/release/linchpin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >village.kb <<'KB'
levels certain > likely.
source diary "Diary".
trust smith likely.
entity ada : villager "Ada".
sort villager.
predicate goes(who: villager, to: symbol) "{who} goes to the {to}" "{who} keeps away from the {to}".
claim c1 "Villagers normally go to the fair" at diary/fair/1.1 implicit { normally goes(X, fair) :- villager(X). }
claim c2 "The smith says that Ada keeps away from fairs" at diary/fair/1.2 at diary/fair/2.1 by smith {
  -goes(ada, fair).
  -goes(ada, market).
}
goes(ada, market).
overrides c2 c1.
KB

diff - <("$linchpin" ask village.kb -q 'conflicts?') <<'TEXT'
contested: the second holds
  Ada goes to the fair
    c1 "Villagers normally go to the fair", at diary/fair/1.1; overridden by c2
  Ada keeps away from the fair (likely)
    c2 "The smith says that Ada keeps away from fairs", at diary/fair/1.2, diary/fair/2.1, by smith
contested: the first holds, as it has no exceptions
  Ada goes to the market
    stated outside any claim
  Ada keeps away from the market (likely)
    c2 "The smith says that Ada keeps away from fairs", at diary/fair/1.2, diary/fair/2.1, by smith
(no contradictions, 2 contested conclusions, no broken constraints)
TEXT

diff - <("$linchpin" ask village.kb -q 'conflicts?' --format csv) <<'TEXT'
conflict,kind,fact,level,holds,claims,overridden_by
1,contested,"goes(ada, fair)",certain,no,c1,c2
1,contested,"-goes(ada, fair)",likely,yes,c2,
2,contested,"goes(ada, market)",certain,yes,,
2,contested,"-goes(ada, market)",likely,no,c2,
TEXT

echo 'p(a).' >calm.kb
diff - <("$linchpin" ask calm.kb -q 'conflicts?') <<<'no conflicts'
