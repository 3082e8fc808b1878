"""The benchmark: run.py [--runs N] [--format table|markdown] [NAME...], usually as `./dev bench`.

Generates the inputs below build/bench/, runs every workload on build/release/linchpin, compares its result with the
right one, and prints a table. Where `souffle` is on PATH, its interpreter runs the same workload in turn with ours, so
that both see the same machine. Times are medians; the ratio's spread is over the pairs of runs that stood side by side.
"""

import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import generate

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "tests" / "bench"
PROGRAM = ROOT / "build" / "release" / "linchpin"
DATA = ROOT / "build" / "bench"
SECONDS = 120  # a run that takes longer is ended

# The right results: counts, then checksums. Several other engines agree on them.
RESULTS = {
    "tc_random": [2542584, 325439000],
    "tc_chain": [4498500, 575822121],
    "tc_grid": [4322304, 552465823],
    "same_generation": [4494541, 575322873],
    "reach_big": [1784823, 228450168],
    "andersen": [678301, 86854064],
    "triangle": [476400],
    "negagg": [2239035, 2272434, 1800],
    "many_rules": [379369],
}


def prepare(name):
    """The workload's folder, with its inputs and programs in it; made anew when generate.py is newer."""
    folder = DATA / name
    stamp = folder / "complete"  # written last
    if not stamp.exists() or stamp.stat().st_mtime < (HERE / "generate.py").stat().st_mtime:
        print("generating", name, file=sys.stderr, flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        # In a process of its own: a child's peak memory is never less than that of the process it was forked from.
        subprocess.run([sys.executable, "-B", str(HERE / "generate.py"), name, str(folder)], check=True)
        stamp.touch()
    if name == "many_rules":
        (folder / "many_rules.kb").write_text(generate.many_rules_program())
        (folder / "many_rules.dl").write_text(generate.many_rules_souffle())
    else:
        shutil.copy(HERE / "workloads" / (name + ".kb"), folder)
        shutil.copy(HERE / "souffle" / ("tc.dl" if name.startswith("tc_") else name + ".dl"), folder / (name + ".dl"))
    return folder


class Run:
    """One run of a command: its output, wall seconds and peak memory in bytes, or why there are none."""

    def __init__(self, command, folder):
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begin = time.monotonic()
            child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            status, usage, ended = self.wait(child, begin + SECONDS)
            self.seconds = time.monotonic() - begin
            self.memory = usage.ru_maxrss * 1024
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read().decode(), err.read().decode()
        self.problem = None
        if ended:
            self.problem = "over %d s" % SECONDS
        elif status != 0:
            self.problem = "status %d" % os.waitstatus_to_exitcode(status)
            print(" ".join(command), self.err, sep="\n", file=sys.stderr, flush=True)

    @staticmethod
    def wait(child, until):
        """The child's wait status and resource usage (which only wait4 gives), and whether it had to be ended."""
        ended = False
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid != 0:
                child.returncode = status
                return status, usage, ended
            if not ended and time.monotonic() > until:
                child.kill()
                ended = True
            time.sleep(0.002)

    def numbers(self):
        return [int(word) for word in self.out.split() if word.lstrip("-").isdigit()]


def linchpin(name, folder):
    run = Run([str(PROGRAM), "run", "--stats", "--format", "tsv", name + ".kb"], folder)
    run.stats = json.loads(run.err.strip().splitlines()[-1]) if run.problem is None else {}
    return run


def souffle(name, folder):
    # Both sides may use two cores; where its second thread costs more than it brings, the run with one counts.
    runs = [Run(["souffle", "--jobs=%d" % jobs, "-D.", name + ".dl"], folder) for jobs in (1, 2)]
    run = min(runs, key=lambda r: (r.problem is not None, r.seconds))
    if name == "many_rules" and run.problem is None:  # it prints a size a predicate
        run.out = str(sum(int(line.split("\t")[1]) for line in run.out.splitlines()))
    return run


def megabytes(size):
    return "%.0f MB" % (size / 1e6)


def measure(name, runs, with_peer):
    folder = prepare(name)
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(linchpin(name, folder))
        if with_peer:
            theirs.append(souffle(name, folder))
        if ours[-1].problem or (with_peer and theirs[-1].problem):
            break
    problem = ours[-1].problem
    right = problem is None and all(run.numbers() == RESULTS[name] for run in ours)
    row = {"workload": name, "result": "ok" if right else problem or "WRONG: %s" % ours[-1].numbers()}
    if problem is None:
        middle = lambda key: statistics.median(run.stats[key] for run in ours)
        row["load"] = "%.3f s" % middle("load_seconds")
        row["evaluate"] = "%.3f s" % middle("evaluate_seconds")
        row["total"] = "%.3f s" % statistics.median(run.seconds for run in ours)
        row["memory"] = megabytes(statistics.median(run.memory for run in ours))
        row["tuples"] = "%d" % ours[0].stats["tuples"]
        row["derivations"] = "%d" % ours[0].stats["derivations"]
    if with_peer:
        if theirs[-1].problem:
            row["souffle"] = theirs[-1].problem
        else:
            row["souffle"] = "%.3f s" % statistics.median(run.seconds for run in theirs)
            row["its memory"] = megabytes(statistics.median(run.memory for run in theirs))
            if any(run.numbers() != RESULTS[name] for run in theirs):
                row["souffle"] += " WRONG"
            elif problem is None:
                ratios = sorted(a.seconds / b.seconds for a, b in zip(ours, theirs))
                row["ratio"] = "%.2f (%.2f-%.2f)" % (statistics.median(ratios), ratios[0], ratios[-1])
    return right, row


def show(rows, columns, style):
    cells = [columns] + [[row.get(c, "") for c in columns] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for number, line in enumerate(cells):
        padded = [cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))]
        print("| " + " | ".join(padded) + " |" if style == "markdown" else "  ".join(padded).rstrip())
        if number == 0 and style == "markdown":
            print("|" + "|".join("-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(widths)) + "|")


def machine():
    model = "an unknown processor"
    for line in open("/proc/cpuinfo", encoding="utf-8") if os.path.exists("/proc/cpuinfo") else []:
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    return "%d cores of %s, %s %s" % (os.cpu_count(), model, platform.system(), platform.release())


def version(command):
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return next((line.strip() for line in text.splitlines() if "ersion" in line or "linchpin" in line), "unknown version")


def main():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure the workloads, beside Souffle where it is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="of: " + ", ".join(RESULTS))
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (3)")
    parser.add_argument("--format", choices=["table", "markdown"], default="table")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in RESULTS:
            parser.error("there is no workload '%s'; there are %s" % (name, ", ".join(RESULTS)))
    with_peer = shutil.which("souffle") is not None

    print(machine())
    peer = ""
    if with_peer:
        peer = ", souffle " + (version(["souffle", "--version"]).replace("Version:", "").strip() or "of an unknown version")
    print(version([str(PROGRAM), "--version"]) + peer)
    print("median of %d runs\n" % arguments.runs, flush=True)
    rows, all_right = [], True
    for name in arguments.names or RESULTS:
        right, row = measure(name, arguments.runs, with_peer)
        print("%s: %s" % (name, row["result"]), file=sys.stderr, flush=True)
        all_right = all_right and right
        rows.append(row)
    columns = ["workload", "load", "evaluate", "total", "memory", "tuples", "derivations"]
    columns += ["souffle", "its memory", "ratio"] if with_peer else []
    show(rows, columns + ["result"], arguments.format)
    return 0 if all_right else 1


if __name__ == "__main__":
    sys.exit(main())
