#!/usr/bin/env python3
"""Compares what linchpin, clingo and SWI-Prolog's tabling conclude from random programs: recursion, stratified negation,
arithmetic, aggregates, strings.

A program is a stack of layers. The lowest are facts; each further one is a predicate with rules that read the layers
below, positively, under `not` and in aggregates, and its own predicate positively. Columns have kinds (name, integer,
string), so that joins find partners. Numbers that recursion computes are bounded. Each program is written in three
languages by printers that share nothing but the tree; programs with functions on strings are not for clingo, which has
none. Many programs go through one run of clingo and of swipl, under names of their own; linchpin runs each by itself.

  engines.py --count 5000 --seed 7      other programs
  engines.py --count 1 --seed 12        one program alone; those of a run have the seeds from --seed on
  engines.py --show --count 1 --seed 12 prints it, in all three languages

A program on which two differ is made small and shown. The exit status is 0 if all agree and the programs are worth
comparing (`WORTHY`), and 77 where neither clingo nor swipl is found. The program is $LINCHPIN, or what --linchpin names.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
NAME, INTEGER, STRING = "name", "integer", "string"
Atom = collections.namedtuple("Atom", "predicate terms")  # a term is a variable "X1", or a (kind, value)
# Literals: ("holds", atom), ("not", atom), ("compare", op, term, term), ("let", variable, expression),
# ("aggregate", variable, function, term, [atom, ...]); an expression is (function, term, ...).
Rule = collections.namedtuple("Rule", "head body")
Program = collections.namedtuple("Program", "kinds facts rules")  # kinds: {predicate: [kind, ...]}; facts: [atom]

# Per cent of the programs in which it must bear on what is derived, for a run to tell anything.
BEARING = {"recursion": 20, "negation": 40, "arithmetic": 40, "aggregates": 30, "strings": 10}
WORTHY = {"ten tuples derived": 60, **BEARING, "clingo": 40, "swipl": 90}
FEWEST = 100


# --- programs ----------------------------------------------------------------------------------------------------

def is_variable(term):
    return isinstance(term, str)


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.with_strings = self.rng.random() < 0.4
        self.names = ["a", "b", "c", "d", "e", "f"][:self.rng.randint(3, 6)]
        self.kinds, self.rules, self.fresh = {}, [], 0

    def constant(self, kind):
        if kind == NAME:
            return (NAME, self.rng.choice(self.names))
        if kind == INTEGER:
            return (INTEGER, self.rng.randint(-3, 9))
        return (STRING, "".join(self.rng.choice("abz") for _ in range(self.rng.randint(0, 3))))

    def program(self):
        facts = []
        for i in range(self.rng.randint(2, 4)):
            columns = [self.rng.choice([NAME, NAME, INTEGER] + [STRING] * self.with_strings) for _ in range(self.rng.choice([1, 2, 2, 3]))]
            self.kinds["b%d" % i] = columns
            facts += {Atom("b%d" % i, tuple(self.constant(k) for k in columns)) for _ in range(self.rng.randint(2, 14))}
        self.kinds["edge"] = [NAME, NAME]
        facts += {Atom("edge", (self.constant(NAME), self.constant(NAME))) for _ in range(self.rng.randint(2, 9))}
        for i in range(self.rng.randint(3, 6)):
            self.layer("p%d" % i)
        return Program(self.kinds, sorted(set(facts)), self.rules)

    def variable(self, kind):
        self.fresh += 1
        return {NAME: "X", INTEGER: "N", STRING: "S"}[kind] + str(self.fresh)

    def layer(self, name):
        below = sorted(self.kinds)
        columns = [self.rng.choice([NAME, NAME, INTEGER, INTEGER] + [STRING] * self.with_strings) for _ in range(self.rng.choice([1, 1, 2, 2, 3]))]
        recursive = self.rng.random() < 0.6
        for _ in range(self.rng.choice([1, 2, 2, 3])):
            self.rules.append(self.rule(name, columns, below))
        self.kinds[name] = columns
        if recursive:
            self.rules.append(self.rule(name, columns, below, itself=name))

    def rule(self, name, columns, below, itself=None):
        body, bound = [], {NAME: [], INTEGER: [], STRING: []}

        def atom(predicate, fresh):
            terms = []
            for kind in self.kinds[predicate]:
                roll = self.rng.random()
                if bound[kind] and roll < (0.45 if fresh else 0.85):
                    terms.append(self.rng.choice(bound[kind]))
                elif roll > 0.93 or not fresh and roll < 0.9:
                    terms.append(self.constant(kind))
                elif fresh:
                    terms.append(self.variable(kind))
                else:
                    terms.append("_")
            if fresh:
                for term, kind in zip(terms, self.kinds[predicate]):
                    if is_variable(term) and term not in bound[kind]:
                        bound[kind].append(term)
            return Atom(predicate, tuple(terms))

        if itself:
            body.append(("holds", atom(itself, True)))
        for _ in range(self.rng.choice([1, 1, 2, 2, 3])):
            body.append(("holds", atom(self.rng.choice(below), True)))
        if self.rng.random() < 0.45:
            body.append(("not", atom(self.rng.choice(below), False)))
        if not itself and self.rng.random() < 0.35:
            self.aggregate(body, bound, below)
        if bound[INTEGER] and self.rng.random() < 0.5:
            self.compute(body, bound)
        if bound[STRING] and self.rng.random() < 0.7:
            self.compute_string(body, bound, itself)
        if self.rng.random() < 0.3:
            self.compare(body, bound)
        terms = []
        for kind in columns:
            terms.append(self.rng.choice(bound[kind][-3:]) if bound[kind] and self.rng.random() < 0.95 else self.constant(kind))
        if itself:  # numbers stay within bounds
            for term, kind in zip(terms, columns):
                if kind == INTEGER and is_variable(term):
                    body += [("compare", "<", term, (INTEGER, 25)), ("compare", ">", term, (INTEGER, -25))]
        return Rule(Atom(name, tuple(terms)), body)

    def operand(self, bound):
        return self.rng.choice(bound[INTEGER]) if self.rng.random() < 0.7 else (INTEGER, self.rng.randint(-2, 5))

    def compute(self, body, bound):
        function = self.rng.choice(["+", "-", "*", "+", "/", "mod", "abs", "min", "max"])
        first = self.rng.choice(bound[INTEGER])
        if function == "abs":
            expression = (function, first)
        elif function in ("/", "mod"):
            expression = (function, first, (INTEGER, self.rng.choice([2, 3, 5])))
        else:
            expression = (function, first, self.operand(bound))
        result = self.variable(INTEGER)
        body.append(("let", result, expression))
        bound[INTEGER].append(result)

    def compute_string(self, body, bound, itself):
        first = self.rng.choice(bound[STRING])
        if self.rng.random() < 0.5:
            result = self.variable(INTEGER)
            body.append(("let", result, ("length", first)))
            bound[INTEGER].append(result)
        else:
            result = self.variable(STRING)
            body.append(("let", result, ("concat", first, self.rng.choice(bound[STRING] + [self.constant(STRING)]))))
            length = self.variable(INTEGER)
            body += [("let", length, ("length", result)), ("compare", "<", length, (INTEGER, 6))]
            bound[STRING].append(result)

    def compare(self, body, bound):
        kind = self.rng.choice([k for k in bound if bound[k]] or [None])
        if kind is None:
            return
        op = self.rng.choice(["!=", "!=", "="] if kind != INTEGER else ["<", "<=", ">", ">=", "!="])
        left = self.rng.choice(bound[kind])
        right = self.rng.choice(bound[kind] + [self.constant(kind)])
        if left != right:
            body.append(("compare", op, left, right))

    def aggregate(self, body, bound, below):
        predicate = self.rng.choice(below)
        kinds = self.kinds[predicate]
        inside, goal, value = [], [], None
        for kind in kinds:
            if bound[kind] and self.rng.random() < 0.4:
                goal.append(self.rng.choice(bound[kind]))
            else:
                variable = self.variable(kind)
                goal.append(variable)
                inside.append((variable, kind))
        numbers = [v for v, k in inside if k == INTEGER]
        function = self.rng.choice(["count", "sum", "min", "max"]) if numbers else "count"
        if not inside:
            return
        value = self.rng.choice(numbers) if function != "count" else self.rng.choice(inside)[0]
        result = self.variable(INTEGER)
        body.append(("aggregate", result, function, value, [Atom(predicate, tuple(goal))]))
        bound[INTEGER].append(result)


def kind_of(rule, literal):
    """What a literal makes use of, of what is counted."""
    if literal[0] == "not":
        return "negation"
    if literal[0] == "aggregate":
        return "aggregates"
    if literal[0] == "let":
        return "strings" if literal[2][0] in ("length", "concat") else "arithmetic"
    return "recursion" if literal[0] == "holds" and literal[1].predicate == rule.head.predicate else None


def without(program, kind):
    """The program without `not`, or without the rules that have literals of another kind; None where it has none."""
    rules = []
    for rule in program.rules:
        having = [literal for literal in rule.body if kind_of(rule, literal) == kind]
        if not having:
            rules.append(rule)
        elif kind == "negation":
            rules.append(rule._replace(body=[literal for literal in rule.body if literal not in having]))
    return program._replace(rules=rules) if rules != program.rules else None


# --- linchpin ----------------------------------------------------------------------------------------------------

class Linchpin:
    name = "linchpin"

    def term(self, term):
        if is_variable(term):
            return term
        kind, value = term
        return '"%s"' % value if kind == STRING else str(value)

    def atom(self, atom):
        return "%s(%s)" % (atom.predicate, ", ".join(map(self.term, atom.terms)))

    def expression(self, expression):
        function, *terms = expression
        terms = [("(%s)" % self.term(t)) if not is_variable(t) and t[0] == INTEGER and t[1] < 0 else self.term(t) for t in terms]
        if function in ("+", "-", "*", "/", "mod"):
            return "%s %s %s" % (terms[0], function, terms[1])
        return "%s(%s)" % (function, ", ".join(terms))

    def literal(self, literal):
        kind = literal[0]
        if kind == "holds":
            return self.atom(literal[1])
        if kind == "not":
            return "not " + self.atom(literal[1])
        if kind == "compare":
            return "%s %s %s" % (self.term(literal[2]), literal[1], self.term(literal[3]))
        if kind == "let":
            return "%s = %s" % (literal[1], self.expression(literal[2]))
        return "%s = #%s{%s : %s}" % (literal[1], literal[2], literal[3], ", ".join(map(self.atom, literal[4])))

    def text(self, program):
        lines = [self.atom(fact) + "." for fact in program.facts]
        lines += ["%s :- %s." % (self.atom(rule.head), ", ".join(map(self.literal, rule.body))) for rule in program.rules]
        for predicate in derived(program):
            lines.append("%s(%s)?" % (predicate, ", ".join("A%d" % i for i in range(len(program.kinds[predicate])))))
        return "\n".join(lines) + "\n"

    def run(self, programs):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            return list(pool.map(self.run_one, programs))

    def run_one(self, program):
        done = subprocess.run([self.path, "run", "--format", "json", "-"], input=self.text(program), encoding="utf-8",
                              capture_output=True, check=False, timeout=120)
        model = set()
        for predicate, line in zip(derived(program), done.stdout.splitlines()):
            answer = json.loads(line)
            if answer.get("status") != "ok":
                break
            kinds = program.kinds[predicate]
            for row in answer["answers"]:
                model.add((predicate, tuple((kind, row["A%d" % i]) for i, kind in enumerate(kinds))))
        if done.returncode != 0:
            # A predicate without rules or facts is an error of the question only.
            if set(re.findall(r"error\[(E\d+)\]", done.stderr)) - {"E101"}:
                raise RuntimeError("linchpin ended with %d: %s" % (done.returncode, done.stderr))
        return model


def derived(program):
    return sorted({rule.head.predicate for rule in program.rules})


# --- clingo ------------------------------------------------------------------------------------------------------

class Clingo:
    """Names and numbers as such; a program's predicates begin with its number."""

    name = "clingo"

    def takes(self, program):
        return not any(STRING in kinds for kinds in program.kinds.values())

    def term(self, term):
        return term if is_variable(term) else str(term[1])

    def atom(self, atom, prefix):
        return "%s%s(%s)" % (prefix, atom.predicate, ",".join(map(self.term, atom.terms)))

    def expression(self, expression):
        function, *terms = expression
        terms = ["(%s)" % self.term(t) for t in terms]
        if function == "abs":
            return "|%s|" % terms[0]
        return "%s%s%s" % (terms[0], {"mod": "\\"}.get(function, function), terms[1])

    def literal(self, literal, prefix):
        kind = literal[0]
        if kind == "holds":
            return self.atom(literal[1], prefix)
        if kind == "not":
            return "not " + self.atom(literal[1], prefix)
        if kind == "compare":
            return "%s %s %s" % (self.term(literal[2]), literal[1], self.term(literal[3]))
        if kind == "let":
            function, *terms = literal[2]
            if function in ("min", "max"):
                return "%s = #%s{%s}" % (literal[1], function, "; ".join(map(self.term, terms)))
            return "%s = %s" % (literal[1], self.expression(literal[2]))
        variable, function, value, goals = literal[1:]
        goal = ", ".join(self.atom(g, prefix) for g in goals)
        inside = [t for g in goals for t in g.terms if is_variable(t)]
        # A sum is over all different bindings, a count over different values.
        key = ",".join([value] + (sorted(set(inside)) if function == "sum" else []))
        return "%s = #%s{%s : %s}" % (variable, function, key, goal)

    def guards(self, rule, prefix):
        """`#min` and `#max` of nothing are #sup and #inf, where ours have no value."""
        out = []
        for literal in rule.body:
            if literal[0] == "aggregate" and literal[2] in ("min", "max"):
                out += ["%s < #sup" % literal[1], "#inf < %s" % literal[1]]
        return out

    def text(self, program, prefix=""):
        lines = [self.atom(fact, prefix) + "." for fact in program.facts]
        for rule in program.rules:
            body = [self.literal(l, prefix) for l in rule.body] + self.guards(rule, prefix)
            lines.append("%s :- %s." % (self.atom(rule.head, prefix), ", ".join(body)))
        lines += ["#show %s%s/%d." % (prefix, p, len(program.kinds[p])) for p in derived(program)]
        return "\n".join(lines) + "\n"

    def run(self, programs):
        text = "".join(self.text(p, "q%d_" % i) for i, p in enumerate(programs))
        done = subprocess.run(["clingo", "--outf=2", "-"], input=text, encoding="utf-8", capture_output=True, check=False, timeout=600)
        if done.returncode not in (10, 30):
            raise RuntimeError("clingo ended with %d: %s" % (done.returncode, done.stderr[-2000:]))
        models = [set() for _ in programs]
        for shown in json.loads(done.stdout)["Call"][0]["Witnesses"][-1]["Value"]:
            number, predicate, cells = re.fullmatch(r"q(\d+)_(\w+)\((.*)\)", shown).groups()
            kinds = programs[int(number)].kinds[predicate]
            row = tuple((k, int(c) if k == INTEGER else c) for k, c in zip(kinds, cells.split(",")))
            models[int(number)].add((predicate, row))
        return models


# --- SWI-Prolog --------------------------------------------------------------------------------------------------

class Swipl:
    """Everything but the program's own facts is tabled; comparisons and arithmetic stand where their values are known."""

    name = "swipl"

    def takes(self, program):
        return True

    def term(self, term):
        if is_variable(term):
            return term
        kind, value = term
        return '"%s"' % value if kind == STRING else "(%d)" % value if kind == INTEGER else value

    def atom(self, atom, prefix):
        return "%s%s(%s)" % (prefix, atom.predicate, ",".join(map(self.term, atom.terms)))

    def expression(self, expression):
        function, *terms = expression
        terms = list(map(self.term, terms))
        if function in ("abs", "min", "max"):
            return "%s(%s)" % (function, ",".join(terms))
        return "%s %s %s" % (terms[0], {"/": "//", "mod": "rem"}.get(function, function), terms[1])

    def literal(self, literal, prefix):
        kind = literal[0]
        if kind == "holds":
            return self.atom(literal[1], prefix)
        if kind == "not":
            return "\\+ " + self.atom(literal[1], prefix)
        if kind == "compare":
            op, left, right = literal[1:]
            return "%s %s %s" % (self.term(left), {"=": "==", "!=": "\\==", "<=": "=<"}.get(op, op), self.term(right))
        if kind == "let":
            variable, (function, *terms) = literal[1:]
            if function == "length":
                return "string_length(%s, %s)" % (self.term(terms[0]), variable)
            if function == "concat":
                return "string_concat(%s, %s, %s)" % (self.term(terms[0]), self.term(terms[1]), variable)
            return "%s is %s" % (variable, self.expression(literal[2]))
        variable, function, value, goals = literal[1:]
        goal = ", ".join(self.atom(g, prefix) for g in goals)
        inside = ",".join(sorted({t for g in goals for t in g.terms if is_variable(t)}))
        if function == "sum":
            return "findall(k(%s,%s), (%s), L%s), sort(L%s, M%s), total(M%s, %s)" % (value, inside, goal, *[variable] * 5)
        # The count may be asked for by value, and length/2 refuses what no list has.
        last = {"count": "length(M%s, C%s), C%s = %s", "min": "M%s = [%s|_]", "max": "last(M%s, %s)"}[function]
        last = last % ((variable,) * last.count("%s"))
        return "findall(%s, (%s), L%s), sort(L%s, M%s), %s" % (value, goal, variable, variable, variable, last)

    def text(self, program, prefix=""):
        lines = [":- table %s%s/%d." % (prefix, p, len(program.kinds[p])) for p in derived(program)]
        known = {fact.predicate for fact in program.facts} | set(derived(program))
        lines += [":- dynamic %s%s/%d." % (prefix, p, len(k)) for p, k in sorted(program.kinds.items()) if p not in known]
        lines += [self.atom(fact, prefix) + "." for fact in program.facts]
        for rule in program.rules:
            lines.append("%s :- %s." % (self.atom(rule.head, prefix), ", ".join(self.literal(l, prefix) for l in rule.body)))
        return "\n".join(lines) + "\n"

    PRELUDE = """:- style_check(-singleton).
:- style_check(-discontiguous).
total(L, S) :- foldl([K, A, B]>>(arg(1, K, V), B is A + V), L, 0, S).
shown(N, P, G) :- forall(G, (G =.. [_|As], format("~d ~w", [N, P]), forall(member(A, As), format(" ~q", [A])), nl)).
"""

    def run(self, programs):
        text, calls = self.PRELUDE, []
        for i, program in enumerate(programs):
            text += self.text(program, "q%d_" % i)
            for p in derived(program):
                arguments = ",".join("A%d" % a for a in range(len(program.kinds[p])))
                calls.append("shown(%d, %s, q%d_%s(%s))" % (i, p, i, p, arguments))
        text += "main :- " + ",\n  ".join(calls) + ".\n"
        with tempfile.NamedTemporaryFile("w", suffix=".pl", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            done = subprocess.run(["swipl", "-q", "-g", "main", "-t", "halt", file.name], encoding="utf-8", capture_output=True,
                                  check=False, timeout=600)
        if done.returncode != 0 or "rror" in done.stderr:
            raise RuntimeError("swipl ended with %d: %s" % (done.returncode, done.stderr[-2000:]))
        models = [set() for _ in programs]
        for line in done.stdout.splitlines():
            number, predicate, *cells = line.split(" ")
            kinds = programs[int(number)].kinds[predicate]
            row = tuple((k, int(c) if k == INTEGER else c[1:-1] if k == STRING else c) for k, c in zip(kinds, cells))
            models[int(number)].add((predicate, row))
        return models


# --- comparing ---------------------------------------------------------------------------------------------------

def differ(ours, other, program):
    return other.takes(program) and ours.run([program]) != other.run([program])


def attempts(program):
    """The program with one thing less: a rule, a literal, a fact."""
    for i in range(len(program.rules)):
        yield program._replace(rules=program.rules[:i] + program.rules[i + 1:])
    for i, rule in enumerate(program.rules):
        for j in range(len(rule.body)):
            less = rule._replace(body=rule.body[:j] + rule.body[j + 1:])
            yield program._replace(rules=program.rules[:i] + [less] + program.rules[i + 1:])
    for i in range(len(program.facts)):
        yield program._replace(facts=program.facts[:i] + program.facts[i + 1:])


def shrunk(program, fails, seconds=60):
    until = time.monotonic() + seconds
    again = True
    while again and time.monotonic() < until:
        again = False
        for less in attempts(program):
            try:
                good = bool(less.rules) and fails(less)
            except (RuntimeError, subprocess.TimeoutExpired):
                good = False  # no program any more
            if good:
                program, again = less, True
                break
            if time.monotonic() > until:
                break
    return program


def show(program, engines):
    for engine in engines:
        print("--- %s\n%s" % (engine.name, engine.text(program)), end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--linchpin", default=os.environ.get("LINCHPIN", "build/release/linchpin"))
    arguments = parser.parse_args()
    ours = Linchpin()
    ours.path = os.path.realpath(arguments.linchpin)
    others = [engine for engine in (Clingo(), Swipl()) if shutil.which(engine.name)]
    if not others:
        print("neither clingo nor swipl is there")
        return SKIPPED
    counts, failures, compared = collections.Counter(), 0, collections.Counter()
    for start in range(0, arguments.count, arguments.batch):
        seeds = range(arguments.seed + start, arguments.seed + min(start + arguments.batch, arguments.count))
        programs = [Maker(seed).program() for seed in seeds]
        if arguments.show:
            for program in programs:
                show(program, [ours] + [o for o in others if o.takes(program)])
        models = ours.run(programs)
        counts["ten tuples derived"] += sum(len(model) >= 10 for model in models)
        for kind in BEARING:
            lesser = [(i, without(program, kind)) for i, program in enumerate(programs)]
            lesser = [(i, program) for i, program in lesser if program]
            for (i, _), model in zip(lesser, ours.run([program for _, program in lesser])):
                counts[kind] += model != models[i]
        for other in others:
            chosen = [i for i, program in enumerate(programs) if other.takes(program)]
            for i, theirs in zip(chosen, other.run([programs[i] for i in chosen])):
                compared[other.name] += 1
                if theirs == models[i]:
                    continue
                failures += 1
                print("\nprogram %d: linchpin and %s differ" % (seeds[i], other.name))
                small = shrunk(programs[i], lambda p, o=other: differ(ours, o, p))
                show(small, [ours, other])
                mine, them = ours.run([small])[0], other.run([small])[0]
                print("only linchpin: %s\nonly %s: %s" % (sorted(mine - them), other.name, sorted(them - mine)), flush=True)
    counts.update(compared)
    worthy = True
    for what, least in WORTHY.items():
        if what in (o.name for o in (Clingo(), Swipl())) and what not in (o.name for o in others):
            print("%7s    %s is not there" % ("", what))
            continue
        share = 100 * counts[what] / arguments.count
        enough = arguments.count < FEWEST or share >= least
        worthy &= enough
        print("%6.1f %%  %s%s" % (share, what, "" if enough else "  TOO FEW"))
    print("seed %d: %d programs, %s; %d differ" % (arguments.seed, arguments.count,
                                                  ", ".join("%d by %s" % (compared[o.name], o.name) for o in others), failures))
    return 0 if worthy and failures == 0 else 1


sys.exit(main())
