#!/usr/bin/env bash
# linchpin new: a fresh knowledge base loads, passes its checks, and knows what is still to do.
# shellcheck disable=SC2016  # messages hold backquotes
set -uo pipefail
# shellcheck source=tests/programs/sources/_expect.bash
source "$(dirname "$0")/_expect.bash"

run new 0 "$linchpin" new strike_news --text strike.txt --dir kb
is out 'kb/strike_news: 6 sentences, a claim for each
next: linchpin sources kb/strike_news/main.kb --text strike_news=kb/strike_news/text.txt'
cmp -s strike.txt kb/strike_news/text.txt || fail 'the text was not copied'
run check 0 "$linchpin" check kb/strike_news/main.kb
is out 'no errors'
run questions 0 "$linchpin" test kb/strike_news/questions.kb
run sources 0 "$linchpin" sources kb/strike_news/main.kb --text strike_news=kb/strike_news/text.txt
has out '0 of 6 sentences'
has out '    1.2    They ask for shorter shifts, e.g. seven hours.  (c002)'
lacks out 'claims that cover nothing'
lacks out written # the lock is there from the first

# What is filled in counts.
sed -i 's/^claim c004 "" at \(.*\) { }$/claim c004 "A question" at \1 remark./' kb/strike_news/claims.kb
run filled-in 0 "$linchpin" sources kb/strike_news/main.kb
has out '1 of 6 sentences, 1 of them remarks'

run again 1 "$linchpin" new strike_news --text strike.txt --dir kb
has err 'error[E482]: `kb/strike_news` is there already'
run bad-name 1 "$linchpin" new Strike-News --text strike.txt
has err 'error[E483]'
run no-text 2 "$linchpin" new strike_news
has err 'as in: linchpin new trade --text report.txt'
run missing 1 "$linchpin" new other --text nowhere.txt
has err "error[E440]: can't read \`nowhere.txt\`"
echo 'Only a title' >empty.txt
run empty 1 "$linchpin" new other --text empty.txt
has err 'error[E484]'
run directory 1 "$linchpin" new other --text .
has err 'error[E440]: can'"'"'t read `.`: it is a directory'
[[ ! -e other ]] || fail 'a directory was left behind'

# The names that a text has may need quotes.
printf '# "Quoted" \\ {braces}\n\n## A %% */ Sign\n\nOne, two. Three.\n' >odd.md
run odd 0 "$linchpin" new odd --text odd.md
run odd-check 0 "$linchpin" check odd/main.kb
run odd-questions 0 "$linchpin" test odd/questions.kb

exit "$failed"
