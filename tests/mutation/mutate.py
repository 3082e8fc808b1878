#!/usr/bin/env python3
"""Small faults, put into the program one at a time, to see whether a test notices: what none notices shows a test that is missing.

    mutate.py [--count N] [--seed N] [--only TEXT] [--again] [--seconds S]

The faults are those of the lowest hashes with the seed, so that most stay the same as the code grows. A copy of the checkout under
build/mutation is built once with all of them in it (fault.hpp), and an environment variable chooses one. First each test runs without
a fault and keeps which ones made a difference in it, in place: these are the tests that are tried, what takes least first. What can't
be written so that it is chosen when the program begins is built for itself.

A survivor that can't be told from the program is to be listed in equivalent.txt, with the reason; each other one is a test to be
written. Ends with 1 where one is left. What noticed a fault is kept in outcomes.txt, and it is not tried again while its line is the
same, so that the whole may be run piece by piece."""

import argparse
import concurrent.futures
import dataclasses
import filecmp
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
WORK = os.path.join(ROOT, "build", "mutation")
FOLDERS = ("src/analysis", "src/plan", "src/engine", "src/explain")
# What makes the program faster only, or is there to be read: to drop it changes nothing that a test should see.
IDLE = re.compile(r"\b(reserve\w*|prefetch|__builtin_prefetch|madvise|shrink_to_fit|expect|static_assert|assert)\(")
OPERAND = r"[A-Za-z_][\w.]*(?:(?:->|::)\w+)*(?:\(\))?(?:\[\w+\])?"
COMPARISON = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}
NAMES = {"==": "Equal", "!=": "NotEqual", "<": "Less", "<=": "LessEqual", ">": "Greater", ">=": "GreaterEqual"}
TESTS = re.compile("^(unit_(analysis|plan|explain|session|engine)|programs_.*|examples|docs_examples|diagnostics|claims_bear_.*|kb_.*"
                   "|bench_tiny|proofs_.*|property_(demand|fixed|reason|requires|paths)|conformance_(swi|engines))$")
# What fails where the machine is slow, or tries the same once more.
LEFT_OUT = re.compile("stopping|gzip|same-output|limits_sizes")
QUICK = 5  # seconds: tests that are tried with all faults, before any of the others
COMPILER, CLOCK, EQUIVALENT, LATE = "the compiler", "the clock", "equivalent", "not tried"
TARGETS = ["test_analysis", "test_plan", "test_engine", "test_explain", "test_session", "linchpin_program", "linchpin_property",
           "linchpin_reason", "linchpin_requires", "linchpin_demand", "linchpin_paths", "linchpin_check_proofs", "linchpin_claims"]


@dataclasses.dataclass
class Fault:
    """A place of a line, and what stands there instead."""
    kind: str
    begin: int
    end: int
    other: str
    chosen: str  # the same, as what the program chooses: of the number @

    def put_in(self, line):
        return line[:self.begin] + self.other + line[self.end:]

    def chosen_end(self):
        return self.begin if self.kind == "dropped call" else self.end


def mutations(line):
    """The faults that a line of code may have."""
    if re.match(r"\s*(//|#|using |namespace |template|static_assert|constexpr|inline constexpr|static constexpr|case |enum )", line):
        return
    code = re.sub(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'', lambda m: "\0" * len(m.group()), line.split("  // ")[0])
    for m in re.finditer(r" (==|!=|<=|>=|<|>) ", code):
        was, other = m.group(1), COMPARISON[m.group(1)]
        yield Fault("comparison", *m.span(1), other, "%s fault::Instead<@, fault::%s, fault::%s>() %s" % (was, NAMES[was], NAMES[other], was))
    for m in re.finditer(r" [+-] (\d+)\b(?![.\w])", code):
        for other in (int(m.group(1)) + 1, int(m.group(1)) - 1):
            yield Fault("one more or less", *m.span(1), str(other), "fault::either<@>(%s, %d)" % (m.group(1), other))
    for m in re.finditer(r"(?<=[(, ])(0|1)(?=[;,)])", code):
        other = 1 - int(m.group(1))
        yield Fault("one more or less", *m.span(1), str(other), "fault::either<@>(%s, %d)" % (m.group(1), other))
    call = re.match(r"\s*((?:\w+(?:\[[^\]]*\])?(?:\.|->|::))*\w+\(.*\));$", code)
    if call and not IDLE.search(code) and not re.match(r"\s*(return|throw|delete|else|case)\b", code) and balanced(call.group(1)):
        begin, end = call.span(1)
        yield Fault("dropped call", begin, end, "", "if (fault::on<@>()) {} else ")
    for m in re.finditer(r"(?<![\w.)\]>])(%s) (-|<|>|<=|>=) (%s)(?![\w.(\[]|->)" % (OPERAND, OPERAND), code):
        other = "%s %s %s" % (m.group(3), m.group(2), m.group(1))
        chosen = "(fault::on<@>() ? %s : %s)" if "(" in other else "fault::either<@>(%s, %s)"
        yield Fault("swapped operands", *m.span(), other, chosen % ((other, m.group()) if "(" in other else (m.group(), other)))
    for m in re.finditer(r"\b\w+\((%s), (%s)\)" % (OPERAND, OPERAND), code):
        a, b = m.groups()
        yield Fault("swapped operands", m.start(1), m.end(2), "%s, %s" % (b, a), "fault::first<@>({0}, {1}), fault::second<@>({0}, {1})".format(a, b))


def balanced(text):
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0 and c == ")" and i + 1 < len(text):
            return False  # several calls in a chain: what is dropped would not be one
    return depth == 0


@dataclasses.dataclass
class Mutant:
    hash: str
    path: str
    number: int  # of the line, from 0
    line: str
    fault: Fault
    which: int  # how often the line was there up to this one
    id: int = 0  # by which it is chosen; 0: it is built for itself

    def told(self):
        """As it is named in equivalent.txt and outcomes.txt."""
        other = self.fault.put_in(self.line)
        return "%s: %s => %s%s" % (self.path, self.line.strip(), other.strip(), "" if self.which == 1 else " (%d)" % self.which)


def read_lines(path):
    with open(path, encoding="utf-8") as f:
        return f.read().split("\n")


def sites(seed):
    """All mutants, in the order in which they are drawn."""
    out = []
    for folder in FOLDERS:
        for name in sorted(os.listdir(os.path.join(ROOT, folder))):
            if not name.endswith((".cpp", ".hpp")):
                continue
            path = "%s/%s" % (folder, name)
            seen = {}
            for number, line in enumerate(read_lines(os.path.join(ROOT, path))):
                seen[line] = seen.get(line, 0) + 1
                for place, fault in enumerate(mutations(line)):
                    key = "%d %s %s %d %d" % (seed, path, line.strip(), seen[line], place)
                    out.append(Mutant(hashlib.sha256(key.encode()).hexdigest(), path, number, line, fault, seen[line]))
    return sorted(out, key=lambda m: (m.hash, m.path, m.number))


def equivalents():
    with open(os.path.join(HERE, "equivalent.txt"), encoding="utf-8") as f:
        return {line.strip() for line in f if line.startswith("src/")}


def run(command, folder, seconds, environment=None, stop=None):
    """Its status and output; -1 where it took too long, or `stop` was set."""
    most = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)))
    end = time.monotonic() + seconds
    while True:
        try:
            out = process.communicate(timeout=0.2)[0]
            return process.returncode, out
        except subprocess.TimeoutExpired:
            if time.monotonic() > end or (stop is not None and stop.is_set()):
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
                return -1, ""


class Test:
    """One of ctest's."""

    def __init__(self, description):
        properties = {p["name"]: p["value"] for p in description.get("properties", [])}
        self.name, self.command = description["name"], description["command"]
        self.folder = properties["WORKING_DIRECTORY"]
        self.environment = dict(e.split("=", 1) for e in properties.get("ENVIRONMENT", []))
        self.skipped = properties.get("SKIP_RETURN_CODE", 0)
        self.failing = properties.get("FAIL_REGULAR_EXPRESSION", [])
        self.seconds = 60.0  # what it takes
        self.reached = b""  # by number, whether a fault makes a difference in it

    def outcome(self, environment, stop=None):
        """Whether it passes: None where it takes far longer than without a fault, or was stopped."""
        status, out = run(self.command, self.folder, 10 + 6 * self.seconds, {**self.environment, **environment}, stop)
        if status == -1:
            return None
        return status in (0, self.skipped) and not any(re.search(f, out) for f in self.failing)


class Copy:
    """A copy of the checkout, with the faults in it."""
    folder = os.path.join(WORK, "checkout")
    build_folder = os.path.join(WORK, "checkout", "build")

    def __init__(self, mutants):
        self.written = {}  # the lines of the sources with the faults in them
        self.tests = []
        self.fetch(self.with_faults(mutants))
        header = os.path.join(self.folder, "tests/mutation/fault.hpp")
        # Assertions stop what reads beside a vector, which a test may miss.
        flags = "-O2 -g0 -Wno-error -w -Wno-narrowing -D_GLIBCXX_ASSERTIONS -include " + header
        status, out = run(["cmake", "-G", "Ninja", "-B", "build", "-D", "CMAKE_BUILD_TYPE=RelWithDebInfo", "-D", "LINCHPIN_WERROR=OFF",
                           "-D", "CMAKE_CXX_FLAGS_RELWITHDEBINFO=" + flags], self.folder, 300)
        if status != 0:
            sys.exit(out)
        while True:
            out = self.build()
            if out == "":
                return
            refused = {(path, int(number)) for path, number in re.findall(r"(src/[\w/.]+):(\d+):\d+: ", out)}
            wrong = [m for m in mutants if m.id and (m.path, m.number + 1) in refused]
            if not wrong:
                sys.exit("the program itself does not build:\n" + out[-3000:])
            for mutant in wrong:
                mutant.id = 0
            self.fetch(self.with_faults(mutants))

    def with_faults(self, mutants):
        """The lines of the files that change. Of those that overlap, the first is in it: the others are not chosen."""
        taken = {}
        for m in mutants:
            places = taken.setdefault((m.path, m.number), [])
            if any(m.fault.begin < p.fault.chosen_end() and p.fault.begin < m.fault.chosen_end() for p in places):
                m.id = 0
            if m.id:
                places.append(m)
        out = {}
        for (path, number), places in taken.items():
            lines = out.setdefault(path, read_lines(os.path.join(ROOT, path)))
            for m in sorted(places, key=lambda m: -m.fault.begin):
                line, chosen = lines[number], m.fault.chosen.replace("@", str(m.id))
                lines[number] = line[:m.fault.begin] + chosen + line[m.fault.chosen_end():]
        return out

    def fetch(self, changed):
        """Makes it what the checkout is, but for the files that change."""
        listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
                                check=True).stdout.splitlines()
        files = {name for name in listed if os.path.exists(os.path.join(ROOT, name))}
        for folder, folders, names in os.walk(self.folder):
            folders[:] = [f for f in folders if os.path.join(folder, f) != self.build_folder]
            for name in names:
                if os.path.relpath(os.path.join(folder, name), self.folder) not in files:
                    os.remove(os.path.join(folder, name))
        for name in files - changed.keys():
            source, to = os.path.join(ROOT, name), os.path.join(self.folder, name)
            if not os.path.exists(to) or not filecmp.cmp(source, to, shallow=False):
                os.makedirs(os.path.dirname(to), exist_ok=True)
                shutil.copy(source, to)
        self.written = changed
        for path, lines in changed.items():
            self.write(path, lines)

    def write(self, path, lines):
        """Leaves a file alone that has these lines, so that it is not compiled again."""
        to = os.path.join(self.folder, path)
        if not os.path.exists(to) or read_lines(to) != lines:
            os.makedirs(os.path.dirname(to), exist_ok=True)
            with open(to, "w", encoding="utf-8") as f:
                f.write("\n".join(lines))

    def build(self):
        """What the compiler says where it fails."""
        status, out = run(["ninja", "-C", "build", "-k", "0", *TARGETS], self.folder, 7200)
        return out if status != 0 else ""

    def try_without(self):
        """Runs each test without a fault, keeping what it takes and which faults make a difference in it."""
        listed = subprocess.run(["ctest", "--show-only=json-v1"], cwd=self.build_folder, capture_output=True, text=True, check=True).stdout
        self.tests = [Test(t) for t in json.loads(listed)["tests"] if TESTS.search(t["name"]) and not LEFT_OUT.search(t["name"])]

        def attempt(test):
            seen = os.path.join(WORK, "seen-" + test.name)
            if os.path.exists(seen):
                os.remove(seen)
            begun = time.monotonic()
            passes = test.outcome({"LINCHPIN_FAULTS_SEEN": seen})
            test.seconds = time.monotonic() - begun
            if os.path.exists(seen):
                with open(seen, "rb") as f:
                    test.reached = f.read()
            return test.name if not passes else ""

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            failed = [name for name in pool.map(attempt, sorted(self.tests, key=lambda t: t.name)) if name]
        if failed:
            sys.exit("without a fault: %s fails" % ", ".join(failed))
        self.tests.sort(key=lambda t: t.seconds)
        print("without a fault: %d tests pass in %d s" % (len(self.tests), sum(t.seconds for t in self.tests)), flush=True)

    def build_alone(self, mutant):
        """Whether the program is one with the fault in for good."""
        lines = list(self.written.get(mutant.path) or read_lines(os.path.join(ROOT, mutant.path)))
        lines[mutant.number] = mutant.fault.put_in(mutant.line)
        self.write(mutant.path, lines)
        return self.build() == ""

    def restore(self, mutant):
        self.write(mutant.path, self.written.get(mutant.path) or read_lines(os.path.join(ROOT, mutant.path)))

    def noticed_by(self, mutant, tests):
        """What notices a fault: "" for none."""
        stop, noticed = threading.Event(), []

        def attempt(test):
            if stop.is_set():
                return
            passes = test.outcome({"LINCHPIN_FAULT": str(mutant.id)}, stop)
            if passes or stop.is_set():
                return
            noticed.append(CLOCK if passes is None else test.name)
            stop.set()

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(attempt, tests))
        return noticed[0] if noticed else ""


class Outcomes:
    """What came of each mutant, by name."""
    path = os.path.join(HERE, "outcomes.txt")

    def __init__(self, again):
        self.known = {}
        if not again:
            self.known = dict(reversed(line.split("\t", 1)) for line in read_lines(self.path) if line)
        self.known.update({line: EQUIVALENT for line in read_lines(os.path.join(HERE, "equivalent.txt")) if line.startswith("src/")})

    def of(self, mutant):
        return self.known.get(mutant.told())

    def add(self, mutant, what, seconds):
        print("%4d s  %-16s %-24s %s:%d  %s" % (seconds, mutant.fault.kind, what or "SURVIVES", mutant.path, mutant.number + 1,
                                                mutant.told().split(": ", 1)[1]), flush=True)
        self.known[mutant.told()] = what
        if what:
            with open(self.path, "a", encoding="utf-8") as f:
                f.write("%s\t%s\n" % (what, mutant.told()))


def try_all(copy, untried, outcomes, end):
    """Those that are chosen first, by the quick tests and then by the others; those that are built for themselves last."""
    waiting = []
    for quick in (True, False):
        for mutant in waiting if not quick else [m for m in untried if m.id]:
            begun = time.monotonic()
            if begun > end:
                return
            tests = [t for t in copy.tests if t.reached[mutant.id:mutant.id + 1] == b"\1"]
            what = copy.noticed_by(mutant, [t for t in tests if quick == (t.seconds < QUICK)])
            if what or not quick or all(t.seconds < QUICK for t in tests):
                outcomes.add(mutant, what, time.monotonic() - begun)
            else:
                waiting.append(mutant)
                print("        not by the quick tests: %s:%d  %s" % (mutant.path, mutant.number + 1, mutant.told()), flush=True)
    for mutant in untried:
        if mutant.id == 0 and time.monotonic() < end:
            begun = time.monotonic()
            what = copy.noticed_by(mutant, copy.tests) if copy.build_alone(mutant) else COMPILER
            copy.restore(mutant)
            outcomes.add(mutant, what, time.monotonic() - begun)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="those of which this is part: a file, or a piece of the line")
    parser.add_argument("--again", action="store_true", help="those, too, of which outcomes.txt tells what noticed them")
    parser.add_argument("--seconds", type=float, default=1e9, help="begin no more after so long")
    parser.add_argument("--list", action="store_true", help="say which these are, and try none")
    arguments = parser.parse_args()
    drawn = [m for m in sites(arguments.seed) if arguments.only in m.told()]
    if arguments.list:
        for mutant in drawn[:arguments.count]:
            print("%-18s %s" % (mutant.fault.kind, mutant.told()))
        return 0
    end = time.monotonic() + arguments.seconds
    outcomes = Outcomes(arguments.again)

    def programs():
        return [m for m in drawn if outcomes.of(m) != COMPILER][:arguments.count]

    def untried():
        return [m for m in programs() if outcomes.of(m) is None]

    for i, mutant in enumerate(drawn):
        mutant.id = i + 1
    while untried():
        # Those whose outcome is known, too, so that the next time little is compiled.
        copy = Copy(programs())
        refused = [m for m in untried() if m.id == 0]
        for mutant in refused:
            if not copy.build_alone(mutant):
                outcomes.add(mutant, COMPILER, 0)
            copy.restore(mutant)
        if all(outcomes.of(m) is None for m in refused):
            copy.build()
            copy.try_without()
            try_all(copy, untried(), outcomes, end)
            break
    came = [LATE if what is None else what for what in map(outcomes.of, programs())]
    by = {what: came.count(what) for what in set(came)}
    print("noticed by: " + ", ".join("%s %d" % (what or "none", n) for what, n in sorted(by.items(), key=lambda e: -e[1])))
    tried, equal, left = len(came) - by.get(LATE, 0), by.get(EQUIVALENT, 0), by.get("", 0)
    print("mutants: %d tried, %d killed, %d equivalent, %d survive" % (tried, tried - equal - left, equal, left))
    if not arguments.only:
        with open(os.path.join(HERE, "counts.md"), "w", encoding="utf-8") as f:
            f.write("| Small faults put into the analysis, the plans, the engine and the explanations, one at a time | %d mutants, %d noticed by a "
                    "test, %d can't be told from the program | %d unnoticed | `./dev mutants --count %d --seed %d` |\n"
                    % (tried, tried - equal - left, equal, left, arguments.count, arguments.seed))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
