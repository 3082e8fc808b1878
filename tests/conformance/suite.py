#!/usr/bin/env python3
"""Runs the cases of the public suite `datalog-conformance` (MIT; the package of this name) through linchpin.

  suite.py --compare results.txt     run all, and fail on any difference from the recorded results, in either direction
  suite.py --record results.txt      run all, and write the results, keeping the reasons that are there
  suite.py --show CASE               print the program that a case becomes
  suite.py CASE...                   run some cases, and say more about failures

The suite is found as an installed package, or as the directory of its YAML files: --suite DIR, or $DATALOG_CONFORMANCE.
The program is $LINCHPIN, or what --linchpin names. Without the suite, or without the Python module yaml, nothing is run
and the exit status is 77. theory.py says how a case becomes a program.

How the answer is judged: `defeasibly` rows are exactly those that hold; `definitely` rows those that the facts and
strict rules hold without the others; `not_defeasibly` and `undecided` rows don't hold (the suite calls undecided what
is not concluded, also where the contrary is). An expected error is one of the codes of its kind, in ERRORS.
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

from theory import atom, head_name, parse_rule, write_program

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
        skip("the package datalog-conformance is not installed, and no directory is given")
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
    parser.add_argument("--suite", default=os.environ.get("DATALOG_CONFORMANCE"), metavar="DIR",
                        help="the directory of the suite's YAML files")
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
