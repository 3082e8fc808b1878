#!/usr/bin/env bash
# The command line from outside: formats, exit statuses, pipes, limits, Ctrl-C. The program is $LINCHPIN.
# shellcheck disable=SC2016,SC2153  # messages hold backquotes; LINCHPIN is set by whoever runs this
set -uo pipefail
linchpin=$(realpath "$LINCHPIN")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
export XDG_STATE_HOME="$work/state"
failed=0

cat >family.kb <<'KB'
parent(ann, bob).
parent(bob, 'Cid "C" Day').
age(ann, 70).
parent(X, Y)?
parent(ann, bob)?
KB
echo 'p(a). p(b' >broken.kb
echo 'n(0). n(X + 1) :- n(X).' >endless.kb

# expect NAME STATUS OUTPUT COMMAND...: the command's status and standard output; standard error goes to the file err.
expect() {
  local name=$1 status=$2 output=$3 given actual
  shift 3
  given=$("$@" 2>err </dev/null)
  actual=$?
  if [[ $actual != "$status" || $given != "$output" ]]; then
    failed=1
    printf 'FAILED %s: status %s, expected %s\n--- expected\n%s\n--- given\n%s\n--- standard error\n%s\n' \
      "$name" "$actual" "$status" "$output" "$given" "$(<err)"
  fi
}

# err_has NAME TEXT: standard error of the last command.
err_has() {
  if ! grep -qF -- "$2" err; then
    failed=1
    printf 'FAILED %s: standard error lacks %s\n%s\n' "$1" "$2" "$(<err)"
  fi
}

err_is_empty() {
  if [[ -s err ]]; then
    failed=1
    printf 'FAILED %s: standard error has\n%s\n' "$1" "$(<err)"
  fi
}

# --- answers

expect table 0 'parent(X, Y)?
 X   | Y
-----+---------------
 ann | bob
 bob | '\''Cid "C" Day'\''
(2 answers)

parent(ann, bob)?
yes' "$linchpin" run family.kb
err_is_empty table
expect csv 0 'X,Y
ann,bob
bob,"Cid ""C"" Day"

truth
yes' "$linchpin" run family.kb --format csv
expect tsv 0 $'A\tN\nann\t70' "$linchpin" --format tsv ask family.kb -q 'age(A, N)?'
expect json 0 '{"question":"age(A, N)?","variables":["A","N"],"answers":[{"A":"ann","N":70}],"levels":["certain"],"status":"ok"}' \
  "$linchpin" ask family.kb -q 'age(A, N)?' --format json
expect json-truth 0 '{"question":"parent(bob, ann)?","variables":[],"answers":[],"truth":"not stated","status":"ok"}' \
  "$linchpin" ask family.kb -q 'parent(bob, ann)?' --format json
expect question-mark-left-out 0 $'A\nann' "$linchpin" ask family.kb --format csv -q 'age(A, _)'
expect negative-question 0 'no answers' "$linchpin" ask family.kb -q '-parent(X, Y)?'
expect several-files 0 'yes' "$linchpin" ask family.kb /dev/null -q 'parent(ann, bob)?'
expect check 0 'no errors' "$linchpin" check family.kb
expect version 0 'linchpin 0.1.0' "$linchpin" --version
expect colour 0 $'\e[1myes\e[0m' "$linchpin" --color always ask family.kb -q 'parent(ann, bob)?'
expect no-colour 0 'yes' env TERM=xterm NO_COLOR=1 "$linchpin" ask family.kb -q 'parent(ann, bob)?'
expect stats 0 'yes' "$linchpin" ask --stats family.kb -q 'parent(ann, bob)?'
err_has stats '"tuples": '
err_has stats '"peak_memory": '

# --- errors: in a file or question 1, wrong usage 2, a limit 3

expect syntax-error 1 '' "$linchpin" run broken.kb
err_has syntax-error 'broken.kb:1:'
expect syntax-error-json 1 "$(printf '%s' '{"status":"error","error":[{"code":"E0')" \
  bash -c "'$linchpin' run broken.kb --format json | cut -c1-38; exit \${PIPESTATUS[0]}"
printf 'parnet(x)?\np(a).\nwhy all p(a)?\n' >two.kb
expect errors-by-question 1 $'[101]\n[507]' bash -c "'$linchpin' run two.kb --format json |
  sed -E 's/.*\"error\":.*\"code\":\"E(...)\".*/[\1]/'; exit \${PIPESTATUS[0]}"
expect question-error 1 '' "$linchpin" ask family.kb -q 'parnet(X, Y)?'
err_has question-error 'did you mean'
expect no-such-file 1 '' "$linchpin" run familly.kb
err_has no-such-file 'did you mean'
expect check-error 1 '1 error' "$linchpin" check broken.kb
expect no-file 2 '' "$linchpin" run
err_has no-file 'linchpin run family.kb'
expect no-question 2 '' "$linchpin" ask family.kb
err_has no-question "-q '"
expect wrong-option 2 '' "$linchpin" run --formt csv family.kb
err_has wrong-option 'did you mean `--format`?'
expect wrong-value 2 '' "$linchpin" run --format jsn family.kb
err_has wrong-value 'did you mean --format json?'
expect wrong-limit 2 '' "$linchpin" run --limit-tuples -3 family.kb
expect wrong-size 2 '' "$linchpin" run --limit-memory 3Q family.kb
err_has wrong-size '512M'
expect wrong-command 2 '' "$linchpin" chekc family.kb
err_has wrong-command 'did you mean `linchpin check`?'
expect not-yet 2 '' "$linchpin" fmt family.kb
err_has not-yet "can't be done yet"
expect tuple-limit 3 '' "$linchpin" run endless.kb --limit-tuples 1000
err_has tuple-limit 'n(X + 1) :- n(X)'
expect time-limit 3 '' "$linchpin" run endless.kb --limit-time 0.1
expect memory-limit 3 '' "$linchpin" run endless.kb --limit-memory 20M

# --- pipes

expect standard-input 0 $'p(X)?\n X\n---\n a\n(1 answer)' bash -c "echo 'p(a). p(X)?' | '$linchpin' run -"
expect piped-prompt 1 $' X\n---\n a\n(1 answer)\n\nyes' \
  bash -c "printf 'p(a).\np(X)?\n\nq(X) :-\n  p(X).\nr(b)?\n:nonsense\nq(a)?\n' | '$linchpin'"
err_has piped-prompt '<stdin, from line 6>:1:1: error[E101]'
err_has piped-prompt 'there is no command `:nonsense`'
expect piped-without-terminator 1 '' bash -c "printf 'p(a)' | '$linchpin'"
err_has piped-without-terminator 'error[E0'
expect piped-files 0 'yes' bash -c "echo 'parent(bob, _)?' | '$linchpin' <(echo 'parent(bob, ann).')"
expect piped-commands 0 'parent(ann, bob).
parent(bob, '\''Cid "C" Day'\'').' bash -c "sed 's/.*?//' family.kb >facts.kb; printf ':list parent\n:quit\np(\n' | '$linchpin' facts.kb"
expect piped-words 0 'yes' bash -c "printf 'p(a).\np(a)?\n exit\np(\n' | '$linchpin'"
for i in {1..50000}; do echo "n($i)."; done >many.kb
expect broken-pipe 0 $'n(X)?\n     X' bash -c "(cat many.kb; echo 'n(X)?') | '$linchpin' run - | head -n 2"
err_is_empty broken-pipe
expect full-disk 1 '' bash -c "'$linchpin' run family.kb >/dev/full"
err_has full-disk "can't write the answers"

# An answer comes before the next statement is read.
coproc PROMPT { "$linchpin" --format csv 2>err; }
printf 'p(a).\np(a)?\n' >&"${PROMPT[1]}"
if ! read -r -t 10 line <&"${PROMPT[0]}" || [[ $line != truth ]]; then
  failed=1
  echo "FAILED answers at once: ${line:-nothing within 10 s}"
fi
eval "exec ${PROMPT[1]}>&-"
wait "$PROMPT_PID"

# --- Ctrl-C: status 130

setsid "$linchpin" run endless.kb >out 2>err &
pid=$!
sleep 0.5
kill -INT "$pid" 2>/dev/null
wait "$pid"
status=$?
if [[ $status != 130 ]]; then
  failed=1
  echo "FAILED interrupt: status $status, expected 130"
fi
err_has interrupt 'error[E323]'

# --- linchpin test

mkdir -p tests/sub
printf 'p(b). p(a).\np(X)?\n%% expect: a\n%% expect: b\n' >tests/good.kb
printf 'p(a).\np(b).\np(c).\np(X)?\n%% expect: a\n%% expect: x\n%% expect: c\np(z)?\n%% expect: yes\nwhy p(a)?\n%%| p(b)\n' >tests/sub/bad.kb
echo 'not read' >tests/_helper.kb
printf 'p(X) :- q(X), not r(Y).\nq(a).\n%% error: E099\n' >tests/unsafe.kb
expect test-runner 1 'ok tests/good.kb
FAILED tests/sub/bad.kb
  line 4: p(X)?
      a
    - x    (expected, line 6)
    + b
      c
  line 8: p(z)?
    - yes    (expected, line 9)
    + not stated
  line 10: why p(a)?
    - p(b)    (expected, line 11)
    + p(a)  [stated]
FAILED tests/unsafe.kb
  errors:
    - E099     (expected, line 3)
    + E201 the variable `Y` is bound by nothing outside `not`    (line 1)
1 passed, 2 failed' "$linchpin" test tests
expect test-good 0 $'ok tests/good.kb\n1 passed, 0 failed' "$linchpin" test tests/good.kb
expect test-missing 1 '' "$linchpin" test nowhere
err_has test-missing 'no such file'

exit "$failed"
