#!/usr/bin/env python3
"""Writes the table of docs/reliability.md from what the long tests counted: `reliability.py JUNIT.xml TABLE.md [--some]`.
Ends with 1 where one of them did not run, failed, or told no count; its row then says so. With `--some`, rows of those that did not
run stay as they are."""

import re
import sys
import xml.etree.ElementTree

SEED = r"seed (?P<seed>\d+)"
DIFFER = SEED + r": (?P<wrong>\d+) disagreements"
PROGRAMS = r"(?P<n>\d+) programs"

# What was tried; the test that did; what is looked for in its output, in turn; the two cells that come of it.
ROWS = [
    ("Random programs against a plain evaluator, in every variant: order of rules and atoms, renamed, in one text and by steps, with "
     "facts taken back, one thread and two", "property_fixed_long", [PROGRAMS, r"(?P<compared>\d+) compared", DIFFER],
     "{compared} of {n} programs (others fail, as they should)", "{wrong} disagree"),
    ("Levels, exceptions and negation in cycles against a plain reasoner, `why`, `why not`, suppositions and edits with them; each "
     "proof before an independent checker, and made wrong", "property_reason_long",
     [PROGRAMS, r"(?P<compared>\d+) compared", DIFFER], "{compared} of {n} programs", "{wrong} disagree"),
    ("Each fast path of the engine forced, alone and together: tables, orders, threads, sizes of blocks", "property_paths_long",
     [PROGRAMS, r"(?P<runs>\d+) runs", DIFFER], "{n} programs, {runs} runs", "{wrong} disagree"),
    ("The same on programs with claims, with each row's proof", "property_paths_claims_long", [PROGRAMS, r"(?P<runs>\d+) runs", DIFFER],
     "{n} programs, {runs} runs", "{wrong} disagree"),
    ("Questions answered by demand against the full evaluation", "property_demand_long",
     [PROGRAMS, r"compared, (?P<questions>\d+) questions", DIFFER], "{n} programs, {questions} questions", "{wrong} disagree"),
    ("What would make goals hold: each set tried, and each without one of its parts", "property_requires_long",
     [PROGRAMS, r"(?P<goals>\d+) goals", DIFFER], "{n} programs, {goals} goals", "{wrong} disagree"),
    ("Random programs in three languages beside clingo and SWI-Prolog", "conformance_engines_long",
     [r"(?P<n>\d+) programs, (?P<by>[^;]*); (?P<wrong>\d+) differ"], "{n} programs ({by})", "{wrong} differ"),
    ("`kill -9` at random moments, with a journal", "crashing_long",
     [r"journal: (?P<n>\d+) kills, (?P<known>\d+) statements answered, (?P<wrong>\d+) lost"], "{n} kills, {known} statements answered",
     "{wrong} lost"),
    ("Journals cut short or overwritten", "crashing_long",
     [r"journal: (?P<n>\d+) damaged files, (?P<refused>\d+) refused, (?P<wrong>\d+) read in part"], "{n} files, {refused} refused",
     "{wrong} read in part"),
    ("Ctrl-C at random moments of evaluations that do not end", "stopping_long",
     [r"(?P<stopped>\d+) of (?P<n>\d+) were interrupted while they ran"], "{n} keys, {stopped} while a rule ran",
     "0 missed, 0 states changed"),
    ("Evaluations that do not end, under limits of time and memory", "stopping_long",
     [r"(?P<n>\d+) limits, at most (?P<late>[\d.]+) s late, at most (?P<over>-?\d+) MB over"], "{n} limits",
     "at most {late} s late, {over} MB over"),
    ("Allocations that fail at random moments; what failed is then tried again", "memory_long",
     [r"(?P<n>\d+) moments, (?P<failed>\d+) with a failure", r"(?P<wrong>\d+) wrong"], "{failed} failures", "{wrong} sessions not whole"),
    ("Every example and program, over 1, 2 and 5 threads, twice, and files in another order", "programs_command-line_same-output",
     [r"(?P<n>\d+) outputs compared"], "{n} outputs", "0 differ"),
]
# Rows of what takes longer, which its own command writes beside its tests.
OTHERS = ["tests/fuzz/counts.md", "tests/mutation/counts.md"]


def outputs(path):
    """By test: whether it passed, and what it printed."""
    out = {}
    for case in xml.etree.ElementTree.parse(path).iter("testcase"):
        out[case.get("name")] = (case.get("status") == "run", "".join(text.text or "" for text in case.iter("system-out")))
    return out


def row(entry, told, before):
    """The line of the table, and whether all is well. `before`: the lines that stay, by their first cell."""
    what, test, patterns, tried, found = entry
    if test not in told and what in before:
        return before[what], True
    if test not in told:
        return "| %s | - | not run | `-R %s` |" % (what, test), False
    passed, text = told[test]
    counts = {}
    for pattern in patterns:
        match = re.search(pattern, text)
        if not match:
            return "| %s | - | no count | `-R %s` |" % (what, test), False
        counts.update(match.groupdict())
    note = "" if passed else ", and the test FAILED"
    return "| %s | %s | %s | `-R %s` |" % (what, tried.format(**counts), found.format(**counts) + note, test), passed


def main():
    told = outputs(sys.argv[1])
    with open(sys.argv[2], encoding="utf-8") as f:
        text = f.read()
    begin, end = "<!-- written by ./dev test --long -->\n", "<!-- to here -->"
    head, rest = text.split(begin)
    before, rest = rest.split(end)
    stays = before.splitlines() if "--some" in sys.argv[3:] else []
    before = {line.split(" | ")[0].removeprefix("| "): line for line in stays}
    good = True
    lines = []
    for entry in ROWS:
        line, passed = row(entry, told, before)
        good = good and passed
        lines.append(line)
        print(line)
    for path in OTHERS:
        with open(path, encoding="utf-8") as f:
            lines += f.read().splitlines()
    table = ["| what | how often | what was lost | by |", "|---|---|---|---|", *lines]
    with open(sys.argv[2], "w", encoding="utf-8") as f:
        f.write(head + begin + "\n".join(table) + "\n" + end + rest)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
