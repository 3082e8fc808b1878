#!/usr/bin/env python3
"""What does not end is stopped: soon after its limit of time, near its limit of memory, and by Ctrl-C at any moment; the rule
is named, and what was there before is whole. The program is $LINCHPIN; `stopping.py N` presses Ctrl-C N times."""

import os
import random
import re
import subprocess
import sys
import tempfile
import time

from prompt import PROGRAM, Prompt, check

SANITIZED = os.environ.get("LINCHPIN_SANITIZED", "0") != "0"  # memory is then a sanitizer's
BASE = "p(a). p(b). q(X) :- p(X). n(0). n(Y) :- n(X), X < 3000, Y = X + 1."
RUNAWAY = {
    "counting": "c(0). c(Y) :- c(X), Y = X + 1.",
    "terms": "t(z). t(f(X, Y)) :- t(X), t(Y).",
    "a product": "w(X, Y, Z) :- n(X), n(Y), n(Z).",
    "texts": 's("x"). s(Y) :- s(X), length(X) < 1000000, Y = concat(X, "abcdefgh").',
    "a sum over a product": "total(N) :- N = #sum{X : n(X), n(Y), n(Z)}.",
    "a join on little": "j(X, Y) :- n(X), n(Y), n(W), n(Z), Z = (X * Y * W) mod 3001.",
    "lists": "l(M, L) :- n(M), L = #list{pair(X, Y) : n(X), n(Y), X + Y != M}.",
    "groups": "g(X, Y, N) :- N = #count{Z : n(Z), Z != X + Y}, n(X), n(Y).",
    "no rows at all": "e(X) :- n(X), n(Y), n(Z), X + Y + Z < 0.",
}

REASONS = {  # of a chain of 300,000 steps, each of which is looked for by itself
    "a proof": "why c(300000)?",
    "all proofs": "why all c(300000)?",
}

QUESTIONS = {
    "answers": "n(X), n(Y)?",
    "computed answers": 'n(X), n(Y), T = concat(to_string(X * 10000 + Y), "abcdefghijklmnopqrstuvwxyz")?',
}


def run(options, statement):
    """Seconds that it took with the base before, its peak in bytes, what it said, and what it answered then."""
    begun = time.monotonic()
    ended = subprocess.run([PROGRAM, "repl", "--format", "csv", "--stats", *options], input="%s\n%s\nq(X)?\n" % (BASE, statement),
                           capture_output=True, text=True, check=False, timeout=60)
    peaks = [int(p) for p in re.findall(r'"peak_memory": (\d+)', ended.stderr)]
    return time.monotonic() - begun, max(peaks or [0]), ended.stderr, ended.stdout


def limits():
    late, over = [], []
    chain = "c(0). c(Y) :- c(X), X < 300000, Y = X + 1.\n"
    for name, statement in [*RUNAWAY.items(), *((name, chain + question) for name, question in REASONS.items())]:
        # The best of three: other processes may hold one up.
        seconds, _, said, answered = min(run(["--limit-time", "0.7"], statement) for _ in range(3))
        doing = "while answering" if name in REASONS else "while this rule was running"
        check("%s: E320 or E322" % name, "E320" in said and doing in said, said)
        late.append(seconds - 0.7)
        allowed = 0.7 + 0.5 + 0.3  # and what the base takes
        check("%s: within half a second of its time, not %.2f" % (name, seconds), seconds < allowed * (4 if SANITIZED else 1), "")
        check("%s: the state before" % name, answered.split() == ["X", "a", "b"], answered)
    for name in () if SANITIZED else ("counting", "terms", "a product", "texts", "lists", "groups", *QUESTIONS):
        limit = 200 << 20
        statement = RUNAWAY.get(name) or QUESTIONS[name]
        ended = subprocess.run(["/usr/bin/env", "python3", "-c", MEASURE, PROGRAM, "%d" % limit, "%s\n%s\nq(X)?\n" % (BASE, statement)],
                               capture_output=True, text=True, check=False, timeout=120)
        peak = int(ended.stdout.splitlines()[-1])
        check("%s: E321" % name, "E321" in ended.stdout, ended.stdout)
        check("%s: the state before" % name, ended.stdout.split()[:3] == ["X", "a", "b"], ended.stdout)
        over.append((peak - limit) >> 20)
        check("%s: near its memory, not %d MB" % (name, peak >> 20), peak < limit + max(limit // 20, 64 << 20), "")

    print("%d limits, at most %.2f s late, at most %d MB over" % (len(late) + len(over), max(late), max(over, default=0)))


# Runs the program and tells its peak: a process's own, as the system has it.
MEASURE = """
import resource, subprocess, sys
done = subprocess.run([sys.argv[1], "repl", "--format", "csv", "--limit-memory", sys.argv[2]], input=sys.argv[3], capture_output=True, text=True)
print(done.stdout, done.stderr)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def after(session):
    """What comes after Ctrl-C was pressed, up to a prompt: without a second time, if a rule was running."""
    try:
        yield session.read(seconds=10)
    except AssertionError:
        session.send("\x03")  # at the prompt itself, between two keys, one may go unseen
        said = session.read()
        check("a rule that runs is stopped at once", "E323" not in said, said)
        yield said


def interrupts(count, directory):
    source = random.Random(3)
    session = Prompt(directory=directory)
    session.read()
    session.ask(BASE)
    stopped = 0
    for turn in range(count):
        name = source.choice(sorted(RUNAWAY))
        session.send(RUNAWAY[name] + "\n")
        time.sleep(source.choice([0, 0.001, 0.01, 0.05]) * source.random() * 2)
        session.send("\x03")
        said = "".join(after(session))
        stopped += "E323" in said
        # Pressed while the line was not read to its end it gives that up, and may take some of what was typed along.
        session.send("\x15")
        answer = session.ask("q(X)?")
        check("%s, turn %d: the state before" % (name, turn), re.findall(r"^ (\w)$", answer, re.M)[-2:] == ["a", "b"], said + answer)
        if check.failed:
            return
    print("%d of %d were interrupted while they ran" % (stopped, count))
    check("many are interrupted while they run", stopped * 4 > count, stopped)
    session.end()


def main():
    with tempfile.TemporaryDirectory() as directory:
        limits()
        interrupts(int(sys.argv[1]) if len(sys.argv) > 1 else 40, directory)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
