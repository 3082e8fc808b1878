#!/usr/bin/env bash
# linchpin sources: coverage, places that are not there, and a text that changes under its citations.
# shellcheck disable=SC2016  # messages hold backquotes
set -uo pipefail
# shellcheck source=tests/programs/sources/_expect.bash
source "$(dirname "$0")/_expect.bash"
text=(--text news=strike.txt)

run no-text 1 "$linchpin" sources strike.kb
has err 'error[E423]: `news` is cited, and there is neither its text nor a lock'
has err 'hint: name the text, as in: --text news=PATH'

run no-write 0 "$linchpin" sources strike.kb "${text[@]}" --no-write
[[ ! -e strike.kb.lock ]] || fail 'a lock was written'

run first 0 "$linchpin" sources strike.kb "${text[@]}"
is out 'news
  the-strike        #######...  3 of 4
    1.3    "We can wait," said Mr. Lund.  (c3)
  the-towns-answer  ##########  2 of 2
5 of 6 sentences, 1 of them remarks

claims that cover nothing
  c3  it holds a string

strike.kb.lock written'
is err ''
lacks strike.kb.lock dockers
has strike.kb.lock ' news/the-strike/1.1'

run by-the-lock 0 "$linchpin" sources strike.kb
has out 'news, by its lock'
has out '5 of 6 sentences'
run check-by-the-lock 0 "$linchpin" check strike.kb
run strict 1 "$linchpin" sources --strict strike.kb "${text[@]}"
run json 0 "$linchpin" sources strike.kb "${text[@]}" --format json
has out '"source":"news","text":true,"sentences":6,"covered":5,"remarks":1'
has out '"uncovered":[{"at":"news/the-strike/1.3","words":"\"We can wait,\" said Mr. Lund.","claims":["c3"]}]'
has out '"idle":[{"claim":"c3","reason":"it holds a string"}],"changes":[],"lock":"same","status":"ok"'

# --- what makes a claim cover nothing

uncovered() { # uncovered NAME REASON STATEMENTS: with them instead of c5, its sentence is uncovered for the reason
  { grep -v '^claim c[57] ' strike.kb; printf '%s\n' "$3"; } >"$1.kb"
  run "$1" 0 "$linchpin" sources "$1.kb" "${text[@]}" --no-write
  has out '  1.1    The town depends on the port.'
  [[ -z $2 ]] || has out "  c5  $2"
}
at=news/the-towns-answer/1.1
uncovered no-clause 'it holds no clause' "claim c5 \"x\" at $at { }"
uncovered a-string 'it holds a string' "claim c5 \"x\" at $at { wants(dockers, \"work\"). }"
uncovered lone-predicate '`needs/2` stands nowhere else' "claim c5 \"x\" at $at { needs(dockers, shorter_shifts). }"
uncovered lone-name '`work` stands nowhere else' "claim c5 \"x\" at $at { wants(dockers, work). }"
uncovered lone-functor '`end` stands nowhere else' "claim c5 \"x\" at $at { wants(dockers, end(shorter_shifts)). }"
uncovered repeats-nothing 'what it repeats does not count either' \
  "claim c8 \"x\" at news/the-strike/1.1 { } claim c5 \"x\" at $at repeats c8."
uncovered idle-scenario '' "scenario s at $at { }"
covered() { # covered NAME STATEMENTS
  { grep -v '^claim c[57] ' strike.kb; printf '%s\n' "$2"; } >"$1.kb"
  run "$1" 0 "$linchpin" sources "$1.kb" "${text[@]}" --no-write
  lacks out 'The town depends on the port.'
}
covered one-clause-works "claim c5 \"x\" at $at { wants(dockers, \"work\"). wants(dockers, shorter_shifts). }"
covered a-question-is-a-use "claim c5 \"x\" at $at { needs(dockers, shorter_shifts). } needs(X, Y)?"
covered what-was-said-is-a-use \
  "claim c5 \"x\" at $at { needs(dockers, shorter_shifts). } heard(X) :- says(lund, says(_, -needs(X, _)), _)."
covered a-rule "claim c5 \"x\" at $at { gains(A) :- wants(A, _). }"
covered a-predicate-as-functor "claim c5 \"x\" at $at { wants(dockers, on_strike(dockers)). }"
covered scenario "scenario s at $at { assume wants(dockers, pay). }"

# --- places that are not there

wrong() { # wrong NAME AT MESSAGE HINT
  { cat strike.kb; echo "claim c9 \"x\" at $2 remark."; } >wrong.kb
  cp strike.kb.lock wrong.kb.lock
  run "$1" 1 "$linchpin" sources wrong.kb "${text[@]}"
  has err "wrong.kb:19:17: error[E226]: $3"
  has err "hint: $4"
  run "$1-check" 1 "$linchpin" check wrong.kb
  has err "wrong.kb:19:17: error[E226]: $3"
}
wrong no-section news/the-stirke/1.1 '`news` has no section `the-stirke`' 'did you mean `news/the-strike/1.1`?'
wrong no-paragraph news/the-strike/7.1 '`news` has no sentence the-strike/7.1' 'the section has 2 paragraphs'
wrong no-sentence news/the-strike/1.4 '`news` has no sentence the-strike/1.4' 'paragraph 1 has 3 sentences'

# --- a text that changes

sed 's/"We can/“We  can/; s/wait,"/wait,”/' strike.txt >again.txt
run typography-is-no-change 0 "$linchpin" sources strike.kb --text news=again.txt
lacks out changed
lock=$(<strike.kb.lock)
sed -i 's/shorter/much shorter/' strike.txt
run stale 1 "$linchpin" sources strike.kb "${text[@]}"
has err 'strike.kb:6:43: error[E421]: `c2` cites a sentence that has changed since'
has err 'error[E425]: the text is not the one that `strike.kb.lock` was written for'
has out '  changed  news/the-strike/1.2  (c2)'
lacks err c1
[[ $(<strike.kb.lock) == "$lock" ]] || fail 'the lock was changed without --accept'
run accept 0 "$linchpin" sources strike.kb "${text[@]}" --accept
has out 'strike.kb.lock written'
[[ $(<strike.kb.lock) != "$lock" ]] || fail 'the lock was not changed by --accept'
run accepted 0 "$linchpin" sources strike.kb "${text[@]}"
lacks out changed

sed -i 's/^The town depends/So it is. The town depends/; /^Who knows/d' strike.txt
run moved 1 "$linchpin" sources strike.kb "${text[@]}"
has err '`c5` cites a sentence that has moved'
has err 'hint: it stands at news/the-towns-answer/1.2 now'
has err '`c4` cites a sentence that is no longer in the text'
has out '  moved    news/the-towns-answer/1.1 -> news/the-towns-answer/1.2  (c5, c7)'
has out '  removed  news/the-strike/2.1  (c4)'
has out '  added    news/the-towns-answer/1.1'

# --- damage and slips

echo '<<<<<<< ours' >>strike.kb.lock
run damaged 1 "$linchpin" sources strike.kb "${text[@]}"
has err 'error[E424]: strike.kb.lock:'
run damaged-check 1 "$linchpin" check strike.kb
has err 'error[E424]'
rm strike.kb.lock
run unknown-source 1 "$linchpin" sources strike.kb --text nwes=strike.txt
has err 'error[E422]: no source `nwes` is declared'
has err 'did you mean `news`?'
run no-such-text 1 "$linchpin" sources strike.kb --text news=nowhere.txt
has err "error[E440]: can't read \`nowhere.txt\`"
printf 'T\n\xff\n' >latin.txt
run not-utf8 1 "$linchpin" sources strike.kb --text news=latin.txt
has err 'error[E001]'
echo 'Only a title' >empty.txt
run no-sentence 1 "$linchpin" sources strike.kb --text news=empty.txt
has err 'error[E484]: `empty.txt` has no sentence below its title'
run two-texts 2 "$linchpin" sources strike.kb "${text[@]}" "${text[@]}"
has err '--text gives `news` two texts'
run no-equals-sign 2 "$linchpin" sources strike.kb --text strike.txt
has err 'write it as --text article=article.txt'
run no-files 2 "$linchpin" sources
run syntax-error 1 "$linchpin" sources <(echo 'p(a') "${text[@]}"
[[ ! -e strike.kb.lock ]] || fail 'a lock was written'

exit "$failed"
