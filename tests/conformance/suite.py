#!/usr/bin/env python3
"""Runs the cases of the public suite `datalog-conformance` (MIT; the package of this name) through linchpin.

  suite.py --compare results.txt     run all, and fail on any difference from the recorded results, in either direction
  suite.py --record results.txt      run all, and write the results, keeping the reasons that are there
  suite.py --show CASE               print the program that a case becomes
  suite.py CASE...                   run some cases, and say more about failures

The suite is found as an installed package, or with --suite DIR: the directory of its YAML files. The program is
$LINCHPIN, or what --linchpin names. Without the suite, or without the Python module yaml, nothing is run and the exit
status is 77.

How a case becomes a program:
- A predicate p becomes p_p, ~p is -p_p, a text becomes a string, any identifier in a rule is a variable, as the suite
  writes no other constants than quoted ones.
- A rule or fact of `program` and of `strict_rules` and `facts` is a plain clause, one of `defeasible_rules` a
  `normally` clause. A rule named in `superiority` stands in a claim of its own, and each pair is an `overrides`.
- A defeater for q is a `normally` clause for a predicate of its own, which is incompatible with the contrary of q: it
  attacks what q would, and supports nothing.
- A variable of a negated literal alone is `_`; where it stands there twice, an auxiliary predicate does the projection.
  Cases that expect an error are left as they are written.

How the answer is judged: `defeasibly` rows are exactly those that hold; `definitely` rows those that the facts and
strict rules hold without the others; `not_defeasibly` and `undecided` rows don't hold (the suite calls undecided what is
not concluded, also where the contrary is). An expected error is one of the codes of its kind, in ERRORS.
"""
import argparse
import collections
import importlib.util
import json
import os
import pathlib
import re
import subprocess
import sys

SKIPPED = 77
KEPT_POLICY = "blocking"
ERRORS = {
    "arity_mismatch": {"E102"},
    "cyclic_negation": {"E204"},
    "unbound_variable": {"E201"},
    "safety_violations": {"E201", "E203"},
    "SafetyViolationError": {"E201"},
}


def skip(why):
    print("skipped: " + why)
    sys.exit(SKIPPED)


# --- the suite ---------------------------------------------------------------------------------------------------

def find_suite(directory):
    if directory:
        return pathlib.Path(directory)
    spec = importlib.util.find_spec("datalog_conformance")
    if spec is None or not spec.submodule_search_locations:
        skip("the package datalog-conformance is not installed, and no --suite is given")
    return pathlib.Path(spec.submodule_search_locations[0]) / "_tests"


def read_cases(directory):
    try:
        import yaml
    except ImportError:
        skip("the Python module yaml is not installed (package python3-yaml)")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    paths = sorted(directory.rglob("*.yaml"))
    if not paths:
        sys.exit("no YAML files in %s" % directory)
    cases = []
    for path in paths:
        with path.open(encoding="utf-8") as file:
            content = yaml.load(file, Loader=loader)
        cases += content["tests"] if "tests" in content else [content]
    return cases


# --- a rule's text -----------------------------------------------------------------------------------------------

def value(scalar):
    if isinstance(scalar, bool) or not isinstance(scalar, (int, float)):
        return json.dumps(str(scalar), ensure_ascii=False)
    return str(scalar)


def split_at_commas(text):
    """The parts between commas that are in no parentheses and in no string."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, c in enumerate(text):
        if c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c == "(") - (c == ")")
            if c == "," and depth == 0:
                parts.append(text[start:i])
                start = i + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def predicate_name(name):
    """p of `p` and of `~p`, as linchpin is to call it."""
    return "p_" + re.sub(r"\W", "__", name.lstrip("~"))


def head_name(name):
    return ("-" if name.startswith("~") else "") + predicate_name(name)


def contrary(name):
    return name[1:] if name.startswith("~") else "~" + name


Literal = collections.namedtuple("Literal", "negated name arguments text")  # name None: a comparison, as `text`


def expression(text):
    """Identifiers become variables; strings and numbers stay."""
    tokens = re.findall(r'"[^"]*"|[A-Za-z_]\w*|\d+|[<>!]=|\S', text)
    return " ".join(t if t == "_" or not re.match(r"[A-Za-z_]", t) else "V_" + t for t in tokens)


def parse_literal(text):
    negated = re.match(r"not\b", text) is not None
    atom = text[3:].strip() if negated else text.strip()
    m = re.fullmatch(r"(~?[A-Za-z_][\w:]*)\s*(?:\((.*)\))?", atom, re.S)
    if not m:
        return Literal(negated, None, [], expression(atom.strip("()")))
    return Literal(negated, m.group(1), [expression(a) for a in split_at_commas(m.group(2) or "")], None)


def parse_rule(rule):
    """Head and body of a rule as text, or as a mapping of `head` and `body`."""
    if isinstance(rule, dict):
        head, body = rule["head"], list(rule.get("body") or [])
    else:
        head, _, rest = rule.strip().rstrip(".").partition(":-")
        body = split_at_commas(rest)
    return parse_literal(head), [parse_literal(part) for part in body]


def variables(literal):
    return re.findall(r"V_\w+", " ".join(literal.arguments) + " " + (literal.text or ""))


def atom(name, arguments):
    return name + ("(%s)" % ", ".join(arguments) if arguments else "")


def literal_text(literal):
    text = literal.text if literal.name is None else atom(head_name(literal.name), literal.arguments)
    return ("not " if literal.negated else "") + text


# --- a program ---------------------------------------------------------------------------------------------------

class Writer:
    """The text of one program, and the predicates that it mentions."""

    def __init__(self, verbatim):
        self.verbatim = verbatim
        self.lines = []
        self.stated = set()      # names of heads and facts, as (name without sign, arity)
        self.mentioned = set()
        self.defeaters = {}
        self.auxiliaries = 0

    def see(self, name, arity, stated=False):
        key = (predicate_name(name), arity)
        self.mentioned.add(key)
        if stated:
            self.stated.add(key)

    def facts(self, facts):
        for name, rows in (facts or {}).items():
            shown = head_name(name)
            for row in rows:
                self.see(name, len(row), stated=True)
                self.lines.append(atom(shown, [value(v) for v in row]) + ".")

    def without_local_variables(self, literal, others):
        """A negated literal whose variables all occur elsewhere in the rule."""
        own = [v for v in variables(literal) if v not in others]
        if not own:
            return literal
        counts = collections.Counter(own)
        if max(counts.values()) == 1:
            pattern = r"\b(%s)\b" % "|".join(own)
            return literal._replace(arguments=[re.sub(pattern, "_", a) for a in literal.arguments])
        self.auxiliaries += 1
        shared = list(dict.fromkeys(v for v in variables(literal) if v in others))
        name = "projected%d" % self.auxiliaries
        self.lines.append("%s :- %s." % (atom(predicate_name(name), shared),
                                         atom(head_name(literal.name), literal.arguments)))
        self.see(name, len(shared), stated=True)
        return Literal(True, name, shared, None)

    def clause(self, rule):
        head, body = parse_rule(rule)
        if not self.verbatim:
            elsewhere = variables(head) + [v for l in body if not l.negated for v in variables(l)]
            body = [self.without_local_variables(l, elsewhere) if l.negated else l for l in body]
        for literal in body:
            if literal.name is not None:
                self.see(literal.name, len(literal.arguments))
        return head, " :- " * bool(body) + ", ".join(map(literal_text, body)) + "."

    def rule(self, rule, form, claimed):
        head, rest = self.clause(rule)
        if form == "defeater":
            shown = self.defeater(head)
        else:
            self.see(head.name, len(head.arguments), stated=True)
            shown = atom(head_name(head.name), head.arguments)
        text = ("" if form == "strict" else "normally ") + shown + rest
        if claimed:
            text = 'claim %s "%s" { %s }' % (claim_id(rule["id"]), rule["id"], text)
        self.lines.append(text)

    def defeater(self, head):
        arity = len(head.arguments)
        name = "defeat_%s%s" % ("not_" * head.name.startswith("~"), predicate_name(head.name))
        if (name, arity) not in self.defeaters:
            shared = ["X%d" % i for i in range(arity)]
            attacked = contrary(head.name)
            self.see(attacked, arity)
            self.defeaters[name, arity] = "incompatible %s, %s." % (atom(name, shared),
                                                                    atom(head_name(attacked), shared))
        return atom(name, head.arguments)

    def text(self):
        lines = self.lines + list(self.defeaters.values())
        # A name without clauses would be taken for a slip. A rule that never fires makes it known.
        for name, arity in sorted(self.mentioned - self.stated):
            arguments = ["X%d" % i for i in range(arity)]
            if arity:
                lines.append("predicate %s(%s)." % (name, ", ".join("a%d: any" % i for i in range(arity))))
            else:
                lines.append("%s :- %s." % (atom(name, arguments), atom(name, arguments)))
        return "\n".join(lines) + "\n"


def claim_id(rule_id):
    return "c_" + re.sub(r"\W", "_", rule_id)


def write_program(case, definite_only=False, asked=()):
    """The program of a case; of a theory, if asked for, just what is definite. `asked`: (name, arity) of questions."""
    writer = Writer(verbatim="expect_error" in case)
    for name, arity in asked:
        writer.see(name, arity)
    if "program" in case:
        writer.facts(case["program"].get("facts"))
        for rule in case["program"].get("rules") or []:
            writer.rule(rule, "strict", claimed=False)
        return writer.text()
    theory = case["theory"]
    superiority = [] if definite_only else theory.get("superiority") or []
    ranked = {rule_id for pair in superiority for rule_id in pair}
    writer.facts(theory.get("facts"))
    forms = [("strict", "strict_rules")]
    if not definite_only:
        forms += [("defeasible", "defeasible_rules"), ("defeater", "defeaters")]
    present = set()
    for form, key in forms:
        for rule in theory.get(key) or []:
            writer.rule(rule, form, claimed=rule["id"] in ranked)
            present.add(rule["id"])
    for stronger, weaker in superiority:
        if stronger in present and weaker in present:
            writer.lines.append("overrides %s %s." % (claim_id(stronger), claim_id(weaker)))
    for left, right in theory.get("conflicts") or []:
        if contrary(left) != right:
            sys.exit("%s: a conflict of %s and %s, which this script can't put into words" % (case["name"], left, right))
    return writer.text()


# --- questions and answers ---------------------------------------------------------------------------------------

class Refused(Exception):
    """The program has an error; the codes and messages."""


class Linchpin:
    """Runs programs, each of them once for all cases that share it."""

    def __init__(self, path):
        self.path = path
        self.answers = {}

    def run(self, program):
        result = subprocess.run([self.path, "run", "--format", "json", "-"], input=program, encoding="utf-8",
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, timeout=300)
        if result.returncode != 0:
            raise Refused("; ".join(re.findall(r"error\[.*", result.stderr)) or result.stderr.strip())
        return [json.loads(line) for line in result.stdout.splitlines()]

    def rows(self, program, name, arity):
        """The rows that hold, and those that are undecided."""
        if (program, name) not in self.answers:
            question = atom(head_name(name), ["X%d" % i for i in range(arity)]) + "?"
            (answer,) = self.run(program + question + "\n")
            self.answers[program, name] = read_rows(answer, arity)
        return self.answers[program, name]


def read_rows(answer, arity):
    if arity == 0:
        return ({()} if answer["truth"] in ("yes", "both") else set(),
                {()} if answer["truth"] == "undecided" else set())
    holds, undecided = set(), set()
    for row, level in zip(answer["answers"], answer["levels"]):
        target = undecided if level == "undecided" else holds
        target.add(tuple(row["X%d" % i] for i in range(arity)))
    return holds, undecided


def arities(case, expected):
    """The arity of each predicate that a case's expectations name; an empty list of rows is looked up elsewhere."""
    found = {}
    source = case.get("program") or case["theory"]
    for name, rows in (source.get("facts") or {}).items():
        if rows:
            found[name.lstrip("~")] = len(rows[0])
    for key in ("rules", "strict_rules", "defeasible_rules", "defeaters"):
        for rule in source.get(key) or []:
            for literal in [parse_rule(rule)[0]] + parse_rule(rule)[1]:
                if literal.name:
                    found[literal.name.lstrip("~")] = len(literal.arguments)
    for predicates in expected.values():
        for name, rows in predicates.items():
            if rows:
                found[name.lstrip("~")] = len(rows[0])
    return lambda name: found.get(name.lstrip("~"), 0)


def as_rows(rows):
    return {tuple(v if isinstance(v, (int, float)) else str(v) for v in row) for row in rows}


def difference(section, name, expected, got):
    parts = []
    if expected - got:
        parts.append("missing %s" % sorted(expected - got, key=repr)[:3])
    if got - expected:
        parts.append("unexpected %s" % sorted(got - expected, key=repr)[:3])
    return "%s %s: %s" % (section, name, ", ".join(parts))


def judge(case, linchpin):
    """(outcome, reason): pass, fail or `not taken`."""
    if case.get("skip"):
        return "not taken", "the suite skips it: " + case["skip"]
    if "klm_property" in case:
        return "not taken", "asks whether a closure has a property, not for a conclusion"
    policies = case.get("expect_per_policy")
    if policies and KEPT_POLICY not in policies:
        return "not taken", "another logic: " + ", ".join(sorted(policies)).replace("_", " ")
    try:
        if "expect_error" in case:
            return judge_error(case, linchpin)
        if "program" in case:
            sections = {"defeasibly": case["expect"]}
        else:
            sections = policies[KEPT_POLICY] if policies else case["expect"]
        problems = compare(case, sections, linchpin)
        return ("fail", "; ".join(problems)) if problems else ("pass", "")
    except Refused as error:
        return "fail", str(error)


def judge_error(case, linchpin):
    try:
        linchpin.run(write_program(case))
    except Refused as error:
        codes = set(re.findall(r"error\[(E\d+)\]", str(error)))
        return ("pass", "") if codes & ERRORS.get(case["expect_error"], set()) else ("fail", str(error))
    return "fail", "no error, where %s is expected" % case["expect_error"]


def compare(case, sections, linchpin):
    arity = arities(case, sections)
    asked = sorted({(name, arity(name)) for predicates in sections.values() for name in predicates})
    program = write_program(case, asked=asked)
    problems = []
    for section, predicates in sections.items():
        for name, rows in predicates.items():
            expected = as_rows(rows)
            if section == "definitely":
                strict = write_program(case, definite_only=True, asked=asked)
                got = linchpin.rows(strict, name, arity(name))[0]
            else:
                got = linchpin.rows(program, name, arity(name))[0]
            if section in ("definitely", "defeasibly"):
                if expected != got:
                    problems.append(difference(section, name, expected, got))
            elif section in ("not_defeasibly", "undecided"):
                if expected & got:
                    problems.append("%s %s: holds of %s" % (section, name, sorted(expected & got, key=repr)[:3]))
            else:
                problems.append("a section %s that this script does not know" % section)
    return problems


# --- the recorded results ----------------------------------------------------------------------------------------

def read_results(path):
    results = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            outcome, name, reason = (line.split("\t") + ["", ""])[:3]
            results[name] = (outcome, reason)
    return results


def write_results(path, results):
    """Reasons are written by hand: those of cases whose outcome is as before are kept."""
    before = read_results(path) if path.exists() else {}
    counts = collections.Counter(outcome for outcome, _ in results.values())
    lines = ["# Cases of datalog-conformance 0.1.0, as tests/conformance/suite.py runs them: outcome, case, reason.",
             "# " + counted(counts)]
    for name, (outcome, reason) in results.items():
        if name in before and before[name][0] == outcome:
            reason = before[name][1]
        lines.append("\t".join([outcome, name] + ([reason] if reason else [])))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def counted(counts):
    return "%d passed, %d failed, %d not taken" % (counts["pass"], counts["fail"], counts["not taken"])


def report_differences(recorded, results):
    differences = 0
    for name in list(recorded) + [n for n in results if n not in recorded]:
        was, now = recorded.get(name, ("absent", ""))[0], results.get(name, ("absent", ""))[0]
        if was != now:
            differences += 1
            print("%s: recorded as %s, now %s %s" % (name, was, now, results.get(name, ("", ""))[1]))
    return differences


def main():
    parser = argparse.ArgumentParser(description="Cases of datalog-conformance, run through linchpin.")
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--suite", metavar="DIR", help="the directory of the suite's YAML files")
    parser.add_argument("--linchpin", default=os.environ.get("LINCHPIN", "linchpin"), metavar="PROGRAM")
    parser.add_argument("--compare", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--record", type=pathlib.Path, metavar="FILE")
    parser.add_argument("--show", metavar="CASE")
    arguments = parser.parse_args()

    cases = read_cases(find_suite(arguments.suite))
    if arguments.show:
        sys.stdout.write("".join(write_program(c) for c in cases if c["name"] == arguments.show))
        return 0
    if arguments.cases:
        cases = [c for c in cases if c["name"] in arguments.cases]
    linchpin = Linchpin(arguments.linchpin)
    results = {case["name"]: judge(case, linchpin) for case in cases}

    if arguments.record:
        write_results(arguments.record, results)
    differences = report_differences(read_results(arguments.compare), results) if arguments.compare else 0
    if not arguments.record and not arguments.compare:
        for name, (outcome, reason) in results.items():
            if outcome != "pass":
                print("%s: %s: %s" % (outcome, name, reason))
    print(counted(collections.Counter(outcome for outcome, _ in results.values())))
    if differences:
        print("%d differ from the recorded results" % differences)
    return 1 if differences or not results else 0


if __name__ == "__main__":
    sys.exit(main())
