#!/usr/bin/env python3
"""Small faults, put into the program one at a time, to see whether a test notices: what none notices shows a test that is missing.

    mutate.py [--count N] [--seed N] [--only TEXT] [--again] [--seconds S]

The mutants are those of the lowest hashes with the seed, so that most stay the same as the code grows. They are made in copies of
the checkout under build/mutation, one for each core, which are built for themselves. A survivor that can't be told from the program is to be listed in
equivalent.txt, with the reason; each other one is a test to be written. Ends with 1 where one is left.

What noticed a mutant is kept in outcomes.txt, and the mutant is not tried again while its line is the same, so that the whole may be
run piece by piece: a header's mutant alone has most of the program compiled anew."""

import argparse
import concurrent.futures
import filecmp
import hashlib
import os
import queue
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WORK = os.path.join(ROOT, "build", "mutation")
FOLDERS = ("src/analysis", "src/plan", "src/engine", "src/explain")
# What makes the program faster only, or is there to be read: to drop it changes nothing that a test should see.
IDLE = re.compile(r"\b(reserve\w*|prefetch|__builtin_prefetch|madvise|shrink_to_fit|expect|static_assert|assert)\(")
OPERAND = r"[A-Za-z_][\w.]*(?:(?:->|::)\w+)*(?:\(\))?(?:\[\w+\])?"
COMPARISON = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
# By stages, what takes least first; each is ended by its first failure.
TESTS = [
    "^(unit_(analysis|plan|explain)|programs_.*|examples|docs_examples|diagnostics|claims_bear_.*|kb_.*)$",
    "^(unit_session|bench_tiny|proofs_.*|property_(demand|fixed))$",
    "^(unit_engine|conformance_(swi|engines)|property_(reason|requires|paths))$",
]
# What fails where the machine is slow, or tries the same once more.
LEFT_OUT = "stopping|gzip|same-output|limits_sizes"
COMPILER, CLOCK, EQUIVALENT, LATE = "the compiler", "the clock", "equivalent", "not tried"
TARGETS = ["test_analysis", "test_plan", "test_engine", "test_explain", "test_session", "linchpin_program", "linchpin_property",
           "linchpin_reason", "linchpin_requires", "linchpin_demand", "linchpin_paths", "linchpin_check_proofs", "linchpin_claims"]


def mutations(line):
    """(kind, the line with one fault) for each place of a line of code."""
    if re.match(r"\s*(//|#|using |namespace |template|static_assert|constexpr|inline constexpr|static constexpr|case |enum )", line):
        return
    code = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', lambda m: "\0" * len(m.group()), line.split("  // ")[0])
    for m in re.finditer(r" (==|!=|<=|>=|<|>) ", code):
        yield "comparison", line[:m.start(1)] + COMPARISON[m.group(1)] + line[m.end(1):]
    for m in re.finditer(r" [+-] (\d+)\b(?![.\w])", code):
        for other in (int(m.group(1)) + 1, int(m.group(1)) - 1):
            yield "one more or less", line[:m.start(1)] + str(other) + line[m.end(1):]
    for m in re.finditer(r"(?<=[(, ])(0|1)(?=[;,)])", code):
        yield "one more or less", line[:m.start(1)] + str(1 - int(m.group(1))) + line[m.end(1):]
    call = re.match(r"\s*((?:\w+(?:\[[^\]]*\])?(?:\.|->|::))*\w+\(.*\));$", code)
    if call and not IDLE.search(code) and not re.match(r"\s*(return|throw|delete|else|case)\b", code) and balanced(call.group(1)):
        yield "dropped call", line[:call.start(1)] + line[call.end(1):]
    for m in re.finditer(r"(?<![\w.)\]>])(%s) (-|<|>|<=|>=) (%s)(?![\w.(\[]|->)" % (OPERAND, OPERAND), code):
        yield "swapped operands", line[:m.start()] + "%s %s %s" % (m.group(3), m.group(2), m.group(1)) + line[m.end():]
    for m in re.finditer(r"\b\w+\((%s), (%s)\)" % (OPERAND, OPERAND), code):
        yield "swapped operands", line[:m.start(1)] + "%s, %s" % (m.group(2), m.group(1)) + line[m.end(2):]


def balanced(text):
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0 and c == ")" and i + 1 < len(text):
            return False  # several calls in a chain: what is dropped would not be one
    return depth == 0


def sites(seed):
    """All mutants: (hash, file, number of the line, line, kind, the line with the fault, how often the line was there up to this one),
    in the order in which they are drawn."""
    out = []
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(ROOT, folder))):
            if not name.endswith((".cpp", ".hpp")):
                continue
            path = "%s/%s" % (folder, name)
            seen = {}
            with open(os.path.join(ROOT, path), encoding="utf-8") as f:
                lines = f.read().split("\n")
            for number, line in enumerate(lines):
                seen[line] = seen.get(line, 0) + 1
                for place, (kind, other) in enumerate(mutations(line)):
                    key = "%d %s %s %d %d" % (seed, path, line.strip(), seen[line], place)
                    out.append((hashlib.sha256(key.encode()).hexdigest(), path, number, line, kind, other, seen[line]))
    return sorted(out)


def told(mutant):
    """As a mutant is named in equivalent.txt and outcomes.txt."""
    _, path, _, line, _, other, which = mutant
    return "%s: %s => %s%s" % (path, line.strip(), other.strip(), "" if which == 1 else " (%d)" % which)


def equivalents():
    with open(os.path.join(HERE, "equivalent.txt"), encoding="utf-8") as f:
        return {line.strip() for line in f if line.startswith("src/")}


class Copy:
    """A copy of the checkout, to make a mutant in."""

    def __init__(self, name):
        self.folder = os.path.join(WORK, name)

    def run(self, command, seconds):
        """Its status and output; -1 where it took too long."""
        environment = {**os.environ, "CCACHE_BASEDIR": self.folder, "CCACHE_NOHASHDIR": "1"}  # what one has compiled serves the others
        process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   start_new_session=True)
        try:
            out = process.communicate(timeout=seconds)[0]
            return process.returncode, out
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return -1, ""

    def write(self, path, lines):
        with open(os.path.join(self.folder, path), "w", encoding="utf-8") as f:
            f.write("\n".join(lines))

    def build(self, jobs=1):
        return self.run(["ninja", "-C", "build", "-j", str(jobs), *TARGETS], 3600)

    def test(self, tests):
        return self.run(["ctest", "--test-dir", "build", "--stop-on-failure", "--timeout", "100", "--tests-regex", tests,
                         "--exclude-regex", LEFT_OUT], 1800)

    def prepare(self, tested):
        """Makes it what the checkout is, and builds and, unless a copy was tested, tests that; returns what is wrong with it, "" for
        nothing."""
        files = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                               check=True).stdout.splitlines()
        for name in files:
            source, to = os.path.join(ROOT, name), os.path.join(self.folder, name)
            if not os.path.exists(to) or not filecmp.cmp(source, to, shallow=False):
                os.makedirs(os.path.dirname(to), exist_ok=True)
                shutil.copy(source, to)
        flags = "-O1 -g0 -Wno-error -w -D_GLIBCXX_ASSERTIONS"
        status, out = self.run(["cmake", "-G", "Ninja", "-B", "build", "-D", "CMAKE_BUILD_TYPE=RelWithDebInfo", "-D", "LINCHPIN_WERROR=OFF",
                                "-D", "CMAKE_CXX_FLAGS_RELWITHDEBINFO=" + flags], 300)
        if status == 0:
            status, out = self.build(os.cpu_count())
        for tests in TESTS if status == 0 and not tested else ():
            begun = time.monotonic()
            status, out = self.test(tests)
            print("without a fault: %s in %d s" % ("passes" if status == 0 else "FAILS", time.monotonic() - begun), flush=True)
            if status != 0:
                break
        return out[-3000:] if status != 0 else ""

    def outcome(self):
        """What notices the fault that is in: "" for none."""
        if self.build()[0] != 0:
            return COMPILER
        for tests in TESTS:
            status, out = self.test(tests)
            if status != 0:
                failed = re.search(r"Test +#\d+: (\S+) .*\*\*\*(?!Timeout)", out)
                return failed.group(1) if failed else CLOCK
        return ""

    def attempt(self, mutant):
        """What notices a mutant, and the seconds until then."""
        _, path, number, _, _, other, _ = mutant
        with open(os.path.join(ROOT, path), encoding="utf-8") as f:
            lines = f.read().split("\n")
        begun = time.monotonic()
        self.write(path, lines[:number] + [other] + lines[number + 1:])
        what = self.outcome()
        self.write(path, lines)
        return what, time.monotonic() - begun


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those of which this is part: a file, or a piece of the line")
    parser.add_argument("--again", action="store_true", help="those, too, of which outcomes.txt tells what noticed them")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no more after so long")
    parser.add_argument("--list", action="store_true", help="say which these are, and try none")
    arguments = parser.parse_args()
    known = equivalents()
    drawn = [m for m in sites(arguments.seed) if arguments.only in told(m)]
    if arguments.list:
        for mutant in drawn[:arguments.count]:
            print("%-18s %s" % (mutant[4], told(mutant)))
        return 0
    kept = {}  # what came of those that were tried before, by name
    outcome_file = os.path.join(HERE, "outcomes.txt")
    if not arguments.again:
        with open(outcome_file, encoding="utf-8") as f:
            kept = dict(reversed(line.rstrip("\n").split("\t", 1)) for line in f)
    begun = time.monotonic()
    copies = [Copy(str(i)) for i in range(os.cpu_count() or 1)]
    for copy in copies:
        os.makedirs(copy.folder, exist_ok=True)
        wrong = copy.prepare(tested=copy != copies[0])
        if wrong:
            sys.exit("the program itself does not build, or fails:\n" + wrong)
    idle = queue.Queue()
    for copy in copies:
        idle.put(copy)

    def attempt(mutant):
        name = told(mutant)
        if name in known:
            return EQUIVALENT
        if name in kept:
            return kept[name]
        if time.monotonic() - begun > arguments.seconds:
            return LATE
        copy = idle.get()
        try:
            what, seconds = copy.attempt(mutant)
        finally:
            idle.put(copy)
        print("%4d s  %-16s %-24s %s:%d  %s" % (seconds, mutant[4], what or "SURVIVES", mutant[1], mutant[2] + 1, name.split(": ", 1)[1]),
              flush=True)
        if what:
            with open(outcome_file, "a", encoding="utf-8") as f:
                f.write("%s\t%s\n" % (what, name))
        return what

    outcomes = []  # of those that are programs
    with concurrent.futures.ThreadPoolExecutor(len(copies)) as pool:
        while len(outcomes) < arguments.count and drawn:
            batch, drawn = drawn[:arguments.count - len(outcomes)], drawn[arguments.count - len(outcomes):]
            outcomes += [what for what in pool.map(attempt, batch) if what != COMPILER]
    by = {what: outcomes.count(what) for what in set(outcomes)}
    print("noticed by: " + ", ".join("%s %d" % (what or "none", n) for what, n in sorted(by.items(), key=lambda e: -e[1])))
    tried, equal, left = len(outcomes) - by.get(LATE, 0), by.get(EQUIVALENT, 0), by.get("", 0)
    print("mutants: %d tried, %d killed, %d equivalent, %d survive" % (tried, tried - equal - left, equal, left))
    if not arguments.only:
        with open(os.path.join(HERE, "counts.md"), "w", encoding="utf-8") as f:
            f.write("| Small faults put into the analysis, the plans, the engine and the explanations, one at a time | %d mutants, %d noticed by a "
                    "test, %d can't be told from the program | %d unnoticed | `./dev mutants --count %d --seed %d` |\n"
                    % (tried, tried - equal - left, equal, left, arguments.count, arguments.seed))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
