#!/usr/bin/env python3
"""Compares what linchpin and SWI-Prolog's tabling conclude from random programs with cycles through `not`.

Both compute the well-founded model: each tuple is true, undecided or false. Where they differ, the definition decides,
on the ground program: SWI-Prolog 9.0 errs in two or three of a thousand such programs, mostly by leaving open what is
decided. A program has facts of a few relations over a handful of constants, and rules that depend on each other and on
each other's negation at random. All programs go through one run of swipl, under names of their own; linchpin runs each
by itself, with a question for each predicate.

  swi.py --count 1000 --seed 7       other programs
  swi.py --count 1 --seed 12         one program alone; those of a run have the seeds from --seed on
  swi.py --show --count 1 --seed 12  prints it, in both languages

The exit status is 0 if all agree and enough of the programs have something undecided, and 77 without swipl. The program
is $LINCHPIN, or what --linchpin names.
"""
import argparse
import collections
import itertools
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
FACTS = [("e", 1), ("f", 2), ("g", 2)]
Literal = collections.namedtuple("Literal", "negated name arguments")
Rule = collections.namedtuple("Rule", "head body different")  # different: a pair of variables, or None
Program = collections.namedtuple("Program", "facts rules derived")  # derived: [(name, arity)]
Model = collections.namedtuple("Model", "true undecided")  # each {(name, tuple)}


# --- programs ----------------------------------------------------------------------------------------------------

def make_program(seed):
    rng = random.Random(seed)
    constants = ["a", "b", "c", "d", "h"][:rng.randint(2, 5)]
    density = rng.choice([0.15, 0.3, 0.5])
    facts = []
    for name, arity in FACTS:
        rows = [(c,) for c in constants] if arity == 1 else [(c, d) for c in constants for d in constants]
        facts += [(name, row) for row in rows if rng.random() < density] or [(name, rng.choice(rows))]
    derived = [("p%d" % i, rng.choice([0, 1, 1, 1, 2, 2])) for i in range(rng.randint(2, 6))]
    rules = [make_rule(rng, head, derived, constants) for head in derived for _ in range(rng.choice([1, 1, 2, 3]))]
    return Program(facts, rules, derived)


def make_rule(rng, head, derived, constants):
    name, arity = head
    pool = ["X", "Y", "Z"][:rng.randint(max(1, arity), 3)]

    def term():
        return rng.choice(constants) if rng.random() < 0.08 else rng.choice(pool)

    body = []
    for _ in range(rng.choice([0, 1, 1, 2])):
        of, n = rng.choice(derived if rng.random() < 0.4 else FACTS)
        body.append(Literal(False, of, [term() for _ in range(n)]))
    negated = []
    for _ in range(rng.choice([0, 1, 1, 1, 2])):
        of, n = rng.choice(derived if rng.random() < 0.9 else FACTS)
        negated.append(Literal(True, of, [term() for _ in range(n)]))
    arguments = [term() for _ in range(arity)]
    # What no positive literal binds is bound by a fact relation.
    needed = {t for t in arguments + [t for l in negated for t in l.arguments] if t in pool}
    missing = sorted(needed - {t for l in body for t in l.arguments})
    while missing:
        if len(missing) >= 2 and rng.random() < 0.6:
            body.append(Literal(False, rng.choice(["f", "g"]), [missing.pop(0), missing.pop(0)]))
        else:
            body.append(Literal(False, "e", [missing.pop(0)]))
    bound = sorted({t for l in body for t in l.arguments if t in pool})
    different = tuple(rng.sample(bound, 2)) if len(bound) > 1 and rng.random() < 0.15 else None
    return Rule(Literal(False, name, arguments), body + negated, different)


def atom(name, arguments):
    return name + ("(%s)" % ", ".join(arguments) if arguments else "")


def variables(arity):
    return ["A", "B"][:arity]


# --- linchpin ----------------------------------------------------------------------------------------------------

def linchpin_text(program):
    lines = [atom(name, row) + "." for name, row in program.facts]
    for rule in program.rules:
        body = [("not " if l.negated else "") + atom(l.name, l.arguments) for l in rule.body]
        if rule.different:
            body.append("%s != %s" % rule.different)
        lines.append(atom(rule.head.name, rule.head.arguments) + " :- " * bool(body) + ", ".join(body) + ".")
    lines += [atom(name, variables(arity)) + "?" for name, arity in program.derived]
    return "\n".join(lines) + "\n"


def run_linchpin(path, program):
    done = subprocess.run([path, "run", "--format", "json", "-"], input=linchpin_text(program), encoding="utf-8",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=120)
    if done.returncode != 0:
        raise RuntimeError("linchpin ended with %d: %s" % (done.returncode, done.stderr))
    model = Model(set(), set())
    for (name, arity), line in zip(program.derived, done.stdout.splitlines()):
        answer = json.loads(line)
        if arity == 0:
            if answer["truth"] != "not stated":
                {"yes": model.true, "undecided": model.undecided}[answer["truth"]].add((name, ()))
            continue
        for row, level in zip(answer["answers"], answer["levels"]):
            rows = model.undecided if level == "undecided" else model.true
            rows.add((name, tuple(row[v] for v in variables(arity))))
    return model


# --- SWI-Prolog --------------------------------------------------------------------------------------------------

# An answer that has a delay list is undefined; `t` and `u` lines are what is true and undecided.
PRELUDE = """
:- module(prog, []).
:- style_check(-singleton).

show(Number, Goal) :-
    forall(call_delays(Goal, Delays),
           ( Delays == true -> format("t ~d ~q~n", [Number, Goal]) ; format("u ~d ~q~n", [Number, Goal]) )).
"""


def prolog_text(program, number):
    """The clauses and calls of one program; its predicates have its number in their names."""
    derived = {name for name, _ in program.derived}

    def named(name, arguments):
        return atom("q%d_%s" % (number, name), arguments)

    clauses = [":- table %s/%d." % (named(name, []), arity) for name, arity in program.derived]
    clauses += ["%s." % named(name, row) for name, row in sorted(program.facts)]
    calls = []
    by_head = sorted(program.rules, key=lambda rule: program.derived.index((rule.head.name, len(rule.head.arguments))))
    for rule in by_head:
        body = []
        for literal in rule.body:
            text = named(literal.name, literal.arguments)
            negation = "tnot(%s)" if literal.name in derived else "\\+ %s"
            body.append(negation % text if literal.negated else text)
        if rule.different:
            body.append("%s \\== %s" % rule.different)
        clauses.append("%s :- %s." % (named(rule.head.name, rule.head.arguments), ", ".join(body or ["true"])))
    for name, arity in program.derived:
        calls.append("show(%d, %s)" % (number, named(name, variables(arity))))
    return clauses, calls


def run_prolog(swipl, programs):
    clauses, calls = [], []
    for number, program in enumerate(programs):
        more_clauses, more_calls = prolog_text(program, number)
        clauses += more_clauses
        calls += more_calls
    text = PRELUDE + "\n".join(clauses) + "\n"
    text += ":- initialization(main, main).\nmain :- " + ",\n    ".join(calls) + ".\n"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "programs.pl")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([swipl, "-q", path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=300)
    if done.returncode != 0 or done.stderr:
        raise RuntimeError("swipl ended with %d: %s" % (done.returncode, done.stderr[:2000]))
    models = [Model(set(), set()) for _ in programs]
    for line in done.stdout.splitlines():
        kind, number, goal = line.split(" ", 2)
        name, _, arguments = goal.partition("(")
        row = tuple(arguments.rstrip(")").split(",")) if arguments else ()
        rows = models[int(number)].true if kind == "t" else models[int(number)].undecided
        rows.add((name.partition("_")[2], row))
    for model in models:
        model.undecided.difference_update(model.true)  # an answer may also be found with delays
    return models


# --- the definition ----------------------------------------------------------------------------------------------

def ground_rules(program):
    """Every instance of every rule over the constants: (head, positive literals, negated literals)."""
    constants = sorted({c for _, row in program.facts for c in row} |
                       {t for r in program.rules for l in [r.head] + r.body for t in l.arguments if t.islower()})
    for rule in program.rules:
        names = sorted({t for l in [rule.head] + rule.body for t in l.arguments if t.isupper()})
        for values in itertools.product(constants, repeat=len(names)):
            binding = dict(zip(names, values))
            if rule.different and binding[rule.different[0]] == binding[rule.different[1]]:
                continue

            def instance(literal):
                return literal.name, tuple(binding.get(t, t) for t in literal.arguments)

            yield (instance(rule.head), [instance(l) for l in rule.body if not l.negated],
                   [instance(l) for l in rule.body if l.negated])


def well_founded(program):
    """The well-founded model by the alternating fixpoint, word for word (Van Gelder 1993)."""
    rules = list(ground_rules(program))

    def least(assumed):
        """What follows if a negated literal holds where its tuple is not among the assumed."""
        holds = set(program.facts)
        open_rules = [(head, body) for head, body, negated in rules if assumed.isdisjoint(negated)]
        while True:
            new = {head for head, body in open_rules if head not in holds and holds.issuperset(body)}
            if not new:
                return holds
            holds |= new

    true, possible = set(), least(set())
    while True:
        more = least(possible)
        if more == true:
            break
        true, possible = more, least(more)
    derived = {name for name, _ in program.derived}
    return Model({t for t in true if t[0] in derived}, {t for t in possible - true if t[0] in derived})


# --- comparing ---------------------------------------------------------------------------------------------------

def show(tuples):
    return ", ".join(sorted(atom(name, row) for name, row in tuples)) or "nothing"


def report(seed, program, ours, theirs):
    print("seed %d: the engines differ" % seed)
    print(linchpin_text(program))
    for kind in Model._fields:
        mine, other = getattr(ours, kind), getattr(theirs, kind)
        if mine != other:
            print("%s in linchpin alone: %s" % (kind, show(mine - other)))
            print("%s in SWI-Prolog alone: %s" % (kind, show(other - mine)))


def main():
    parser = argparse.ArgumentParser(description="Random programs: linchpin against SWI-Prolog's tabling.")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--count", type=int, default=100, metavar="N")
    parser.add_argument("--least-undecided", type=float, default=0.2, metavar="SHARE",
                        help="of the programs that have something undecided; checked from 50 programs on")
    parser.add_argument("--linchpin", default=os.environ.get("LINCHPIN", "linchpin"), metavar="PROGRAM")
    parser.add_argument("--show", action="store_true", help="print the programs, and run nothing")
    arguments = parser.parse_args()

    seeds = range(arguments.seed, arguments.seed + arguments.count)
    programs = [make_program(seed) for seed in seeds]
    if arguments.show:
        for program in programs:
            print(linchpin_text(program))
            print("\n".join(prolog_text(program, 0)[0]))
        return 0
    swipl = shutil.which("swipl")
    if swipl is None:
        print("skipped: swipl is not installed (package swi-prolog-nox)")
        return SKIPPED

    differing = slips = 0
    models = run_prolog(swipl, programs)
    for seed, program, theirs in zip(seeds, programs, models):
        ours = run_linchpin(arguments.linchpin, program)
        if ours == theirs:
            continue
        if ours == well_founded(program):
            slips += 1
            continue
        differing += 1
        if differing <= 3:
            report(seed, program, ours, theirs)
    undecided = sum(bool(model.undecided) for model in models)
    mixed = sum(bool(model.undecided) and bool(model.true) for model in models)
    print("%d programs, %d with something undecided, %d of them with something true beside it; %d differ; %d slips of "
          "SWI-Prolog" % (len(programs), undecided, mixed, differing, slips))
    too_few = len(programs) >= 50 and undecided < arguments.least_undecided * len(programs)
    if too_few:
        print("too few have something undecided")
    too_many = slips > 2 + 0.01 * len(programs)
    if too_many:
        print("too many slips for the comparison to be worth anything")
    return 1 if differing or too_few or too_many else 0


if __name__ == "__main__":
    sys.exit(main())
