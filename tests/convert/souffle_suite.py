#!/usr/bin/env python3
"""Converts the programs of Souffle's own test suite, runs them, and compares with the suite's own results.

    SOUFFLE_TESTS=.../souffle/tests souffle_suite.py [--list] [--only REGEX] [--keep DIR]

Nothing is fetched: a checkout of Souffle is named by SOUFFLE_TESTS or --tests; without one the exit status is 77. Of the
folders evaluation, example, semantic and syntactic, those programs are meant that the suite expects to run
(`positive_test(NAME)` in their lists). A program passes when each table that it writes, each relation that it prints and
each size that it tells is, as a set, what the suite expects. The program is $LINCHPIN.

Souffle's tables have neither a header nor quotes, and write records as [a, b] and branches as $B(a); ours are read and
brought into that form. Names are compared without regard to case and `_`, decimals to five digits.
"""
import argparse
import collections
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FOLDERS = ["evaluation", "example", "semantic", "syntactic"]
SECONDS = 30


def plain(name):
    return re.sub(r"[^a-z0-9]", "", name.lower())


def positive(tests, folder):
    text = (tests / folder / "CMakeLists.txt").read_text()
    lines = [line for line in text.splitlines() if not line.strip().startswith("#")]
    names = re.findall(r"^\s*positive_test\(([\w.-]+)[^)]*\)", "\n".join(lines), re.M)
    return [name for name in dict.fromkeys(names) if name != "NAME" and (tests / folder / name / f"{name}.dl").exists()]


# --- cells: both sides in one form

TERM = re.compile(r"""\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|(-?\d[\d.e+-]*)|([a-z]\w*))""")


def read_term(text, at, records):
    """A term of ours from there on, as Souffle writes it, and where it ends."""
    match = TERM.match(text, at)
    if not match:
        raise ValueError(text)
    string, quoted, number, name = match.groups()
    at = match.end()
    if string is not None:
        return json.loads(f'"{string}"'), at
    if number is not None:
        return number_form(number), at
    name = quoted if quoted is not None else name
    if at == len(text) or text[at] != "(":
        return ("nil" if name == "nil" else f"${plain(name)}"), at
    parts = []
    while text[at] != ")":
        part, at = read_term(text, at + 1, records)
        parts.append(part)
    inside = ", ".join(parts)
    return (f"[{inside}]" if plain(name).endswith(records) else f"${plain(name)}({inside})"), at + 1


def number_form(text):
    if re.fullmatch(r"-?\d+\.\d+(e[+-]?\d+)?|-?\d+e[+-]?\d+", text):
        return "%.5g" % float(text)
    return text


def our_cell(text, is_term, records):
    if not is_term:
        return number_form(text)
    try:
        term, end = read_term(text, 0, records)
        return term if end == len(text) else text
    except (ValueError, IndexError):
        return text


def their_cell(text):
    if text.startswith(("[", "$")):
        text = re.sub(r"\$([\w.?]+)", lambda match: "$" + plain(match.group(1)), text)
        return re.sub(r"-?\d+\.\d+(e[+-]?\d+)?", lambda match: number_form(match.group(0)), text)
    return number_form(text)


# --- tables

def our_table(path, any_columns, records):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))[1:]
    return {tuple(our_cell(cell, i in any_columns, records) for i, cell in enumerate(row)) for row in rows}


def their_table(text, delimiter="\t", header=False):
    lines = text.split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return {tuple(their_cell(cell.rstrip("\r")) for cell in line.split(delimiter)) for line in lines[header:]}


def their_output(text):
    """What Souffle prints: by name, rows of relations and sizes."""
    relations, sizes = {}, {}
    lines = iter(text.splitlines())
    for line in lines:
        size = re.fullmatch(r"([\w.?]+)\t(\d+)", line)
        if size:
            sizes[plain(size.group(1))] = size.group(2)
        if line != "-" * 15:
            continue
        name, rows = next(lines), []
        for line in lines:  # perhaps a header
            if line == "=" * 15:
                break
        for line in lines:
            if line == "=" * 15:
                break
            rows.append(line)
        relations[plain(name)] = "\n".join(rows) + "\n" if rows else ""
    return relations, sizes


def layouts(program):
    """By file name, the delimiter and header that a program's `.output` asks for."""
    out = {}
    for names, options in re.findall(r"\.output\s+([\w.?,\s]+?)\s*\(([^)]*)\)", program):
        options = {key: value.strip('"') for key, value in re.findall(r'(\w+)\s*=\s*("[^"]*"|\w+)', options)}
        delimiter = options.get("delimiter", "," if options.get("rfc4180") == "true" else "\t").replace("\\t", "\t")
        for name in re.split(r"\s*,\s*", names):
            out[options.get("filename", f"{name}.csv")] = delimiter, options.get("headers") == "true"
    return out


def declared(kb):
    """By predicate, which of its columns may hold terms."""
    out = {}
    for name, columns in re.findall(r"^predicate (?:')?(\w+)(?:')?(?:\((.*?)\))?\.", kb, re.M):
        types = re.findall(r": (\w+)", columns or "")
        out[name] = {i for i, each in enumerate(types) if each == "any"}
    return out


# --- a program

def run(program, tests, work):
    """How many tables were compared, if it passes; else the category and what happened."""
    linchpin = os.environ.get("LINCHPIN", "build/release/linchpin")
    folder, name = program
    directory = tests / folder / name
    kb_path = work / f"{name}.kb"
    command = [linchpin, "convert", str(directory / f"{name}.dl"), "-o", str(kb_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    if done.returncode != 0:
        code = re.search(r"error\[(E\d+)\]: (.*)", done.stderr)
        return "not taken", (code.group(1) + " " + code.group(2)) if code else f"status {done.returncode}: {done.stderr}"
    kb = kb_path.read_text()
    facts = directory / "facts"
    if facts.is_dir():
        shutil.copytree(facts, work, dirs_exist_ok=True)
    command = [linchpin, "run", "--format", "json", "--limit-time", str(SECONDS), str(kb_path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=2 * SECONDS, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return "too long", "time"
    if done.returncode != 0:
        code = re.search(r"error\[(E\d+)\]: (.*)", done.stderr)
        return "fails", (code.group(1) + " " + code.group(2)) if code else f"status {done.returncode} {done.stderr[:200]}"
    program = (directory / f"{name}.dl").read_text(errors="replace")
    records = tuple(plain(found) for found in re.findall(r"\.type\s+([\w?]+)\s*=\s*\[", program)) + ("record",)
    return compare(directory, name, work, kb, done.stdout, records, layouts(program))


def compare(directory, name, work, kb, printed, records, layout):
    columns = declared(kb)
    problems, compared = [], 0
    exported = {path: predicate for predicate, path in re.findall(r"^export '?(\w+)'? to \"(.*)\"\.", kb, re.M)}
    expected_files = {path.name: path for path in directory.glob("*.csv")}
    for path, predicate in exported.items():
        expected = expected_files.get(pathlib.PurePath(path).name)
        if expected is None:
            continue
        compared += 1
        ours = our_table(work / path, columns.get(predicate, set()), records)
        theirs = their_table(expected.read_text(), *layout.get(expected.name, ()))
        if ours != theirs:
            problems.append(f"{path}: {len(ours)} rows, not {len(theirs)}; only here {sorted(ours - theirs)[:2]}, "
                            f"only there {sorted(theirs - ours)[:2]}")
    relations, sizes = their_output((directory / f"{name}.out").read_text(errors="replace"))
    for line in printed.splitlines():
        answer = json.loads(line)
        question = answer["question"]
        predicate = plain(re.search(r"(\w+)'?(?:\(|\?|$)", question.split(" : ")[-1].split("=")[-1]).group(1))
        if "#count" in question or predicate in sizes:
            rows = answer["answers"]
            size = str(list(rows[0].values())[0]) if rows else "1" if answer.get("truth") == "yes" else "0"
            if predicate in sizes:
                compared += 1
                if sizes[predicate] != size:
                    problems.append(f"{predicate}: size {size}, not {sizes[predicate]}")
            continue
        any_columns = next((value for key, value in columns.items() if plain(key) == predicate), set())
        if answer["variables"]:
            ours = {tuple(our_cell(str(row[variable]), i in any_columns, records)
                          for i, variable in enumerate(answer["variables"])) for row in answer["answers"]}
        else:
            ours = {("()",)} if answer.get("truth") == "yes" else set()
        expected = next((path for path in expected_files.values() if plain(path.stem) == predicate), None)
        if predicate in relations:
            text = relations[predicate]
        elif expected is not None:
            text = expected.read_text()
        else:
            continue
        compared += 1
        theirs = their_table(text)
        if ours != theirs:
            problems.append(f"{predicate}: {len(ours)} rows, not {len(theirs)}; only here {sorted(ours - theirs)[:2]}, "
                            f"only there {sorted(theirs - ours)[:2]}")
    wanted = len(expected_files) + len(relations) + len(sizes)
    if problems:
        return "differs", "; ".join(problems)
    if compared < wanted:
        return "differs", f"{wanted - compared} of {wanted} expected tables not found"
    return compared


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tests", default=os.environ.get("SOUFFLE_TESTS"), help="the folder tests/ of a checkout of Souffle")
    parser.add_argument("--only", default="", help="programs whose folder/name has this in it, a regular expression")
    parser.add_argument("--list", action="store_true", help="name each program that does not pass, and why")
    parser.add_argument("--keep", help="keep what is made of each program below this folder")
    parser.add_argument("--least", type=int, default=0, help="fail if fewer programs pass")
    arguments = parser.parse_args()
    if not arguments.tests or not (pathlib.Path(arguments.tests) / "evaluation").is_dir():
        print("no checkout of Souffle: SOUFFLE_TESTS is to name its folder tests/")
        return 77
    tests = pathlib.Path(arguments.tests)
    silent = 0
    passed, counts, reasons = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for folder in FOLDERS:
        for name in positive(tests, folder):
            if not re.search(arguments.only, f"{folder}/{name}"):
                continue
            counts[folder] += 1
            work = pathlib.Path(arguments.keep) / folder / name if arguments.keep else pathlib.Path(tempfile.mkdtemp())
            work.mkdir(parents=True, exist_ok=True)
            try:
                outcome = run((folder, name), tests, work)
            except (OSError, ValueError, KeyError, AttributeError, IndexError) as problem:
                outcome = "differs", f"{type(problem).__name__}: {problem}"
            if not arguments.keep:
                shutil.rmtree(work)
            if isinstance(outcome, int):
                passed[folder] += 1
                silent += outcome == 0
            else:
                category, why = outcome
                code = re.match(r"E\d+", why)
                reasons[f"{category} {code.group(0) if code else ''}".strip()].append((f"{folder}/{name}", why))
    for folder in FOLDERS:
        print(f"{folder}: {passed[folder]} of {counts[folder]}")
    print(f"all: {sum(passed.values())} of {sum(counts.values())} ({silent} of these write nothing to compare)")
    for category, programs in sorted(reasons.items(), key=lambda item: -len(item[1])):
        print(f"  {category}: {len(programs)}")
        if arguments.list:
            for name, why in programs:
                print(f"    {name}: {why}")
    return 0 if sum(passed.values()) >= arguments.least else 1


if __name__ == "__main__":
    sys.exit(main())
