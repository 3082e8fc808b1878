"""The benchmark, usually as `./dev bench`: see --help, and docs/performance.md for what is measured and how.

Generates the inputs below build/bench/, runs every workload on build/release/linchpin (or $LINCHPIN) and, in turn with
it, on each other engine found, compares all results, and prints tables.
"""

import argparse
import json
import pathlib
import signal
import statistics
import sys

import answers
import demand
import measure
import orders
import peers
import tables
import variants
import workloads
from measure import OURS


def linchpin(workload, folder, limit, program=None):
    """A run of ours, its result and its own figures."""
    command = [workloads.PROGRAM, "run", "--stats", "--format", "tsv", program or workload.name + ".kb"]
    run = measure.run(command, folder, limit)
    if not run.problem:
        names, *answer = run.out.splitlines() or [""]
        run.numbers = [
            int(cell) for name, cell in zip(names.split("\t"), answer[0].split("\t")) if name != "level"
        ] if answer else []
        run.stats = json.loads(run.err.strip().splitlines()[-1])
        run.problem = "" if answer else "no result"
    return run


class Bench:
    """What the command line asks for, and what was found: all well so far, and the raw runs."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.well = True
        self.clock = "cpu_seconds" if arguments.cpu else "seconds"
        self.raw = []
        self.peers = {}
        if not (arguments.no_peers or arguments.growth or arguments.variants or arguments.orders or
                arguments.demand):
            for name in arguments.peer or peers.PEERS:
                if peers.PEERS[name].found():
                    self.peers[name] = peers.PEERS[name]
                else:
                    say("%s is not found; `./dev bench --peers` says how to install it" % name)

    def workloads(self, names):
        """Those asked for, at each scale asked for; what lacks its inputs is said and left out."""
        result = []
        for name in self.arguments.names or names:
            workload = workloads.parse(name)
            reason = workloads.absent(workload)
            if reason:
                say("%s is left out: %s" % (workload.label, reason))
                continue
            fixed = "@" in name or workload.name not in workloads.GENERATED
            scales = [workload.scale] if fixed else self.arguments.scale
            result += [workloads.Workload(workload.name, scale, workload.variant) for scale in scales]
        return result

    def measure(self, workload, expected=None):
        """Rounds of runs of a workload: the turns, and what is to be said of the results."""
        arguments = self.arguments
        folder = workloads.prepare(workload, arguments.data)
        calls = {name: peer.calls(workload, folder, arguments.limit) for name, peer in self.peers.items()}
        if arguments.cpu:
            calls = {name: {kind: kinds[kind] for kind in list(kinds)[:1]} for name, kinds in calls.items()}
        turns = measure.turns(lambda: linchpin(workload, folder, arguments.limit), calls, arguments.runs,
                              arguments.limit)
        results = {}
        for turn in turns:
            if not turn.run.problem:
                results.setdefault(turn.engine, []).append(turn.run.numbers)
            self.raw.append({"workload": workload.label, "round": turn.round, "engine": turn.engine, "kind": turn.kind,
                             "counts": turn.counts, **turn.run.raw()})
        if expected:
            results["the plain program"] = [expected]
        verdict, right = answers.judge(workload, results)
        if tables.problem(turns, OURS):
            verdict, right = tables.problem(turns, OURS), False
        if verdict == "agreed" and arguments.record and not workload.variant:
            longest = max((runs[0] for runs in results.values()), key=len)
            answers.record({workload.label: {"result": longest, "engines": answers.engines(results)}})
        self.well = self.well and right
        say("%s: %s" % (workload.label, verdict))
        return turns, verdict

    def heading(self):
        self.machine = tables.machine()
        ours = peers.version_in([workloads.PROGRAM, "--version"])
        self.versions = {OURS: ours, **{name: peer.version() for name, peer in self.peers.items()}}
        print(self.machine)
        print("; ".join("%s %s" % engine for engine in self.versions.items()))
        for name, peer in self.peers.items():
            start = peer.start_seconds()
            if start > 0:
                print("each run of %s has %.2f s in it for starting" % (name, start))
        print("median of %d runs\n" % self.arguments.runs, flush=True)

    def write_raw(self, file):
        text = json.dumps({"machine": self.machine, "versions": self.versions, "runs": self.raw}, indent=1)
        file.write_text(text + "\n", encoding="utf-8")

    def show(self, rows, columns):
        used = [column for column in columns if any(row.get(column) for row in rows)]
        tables.show(rows, used, self.arguments.format)
        if any(str(cell).endswith("*") for row in rows for cell in row.values()):
            print(tables.NOISE_NOTE + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def beside_peers(bench):
    own, times, quotients, memory = [], [], [], []
    for workload in bench.workloads(workloads.NAMES):
        turns, verdict = bench.measure(workload)
        own.append(tables.engine_row(workload.label, turns, verdict, bench.clock))
        rows = tables.peer_rows(workload.label, turns, bench.peers, bench.clock)
        for table, row in zip((times, quotients, memory), rows):
            table.append(row)
    bench.show(own, tables.ENGINE_COLUMNS)
    if bench.peers and own:
        whole = "Whole processes, %s" % ("processor seconds" if bench.arguments.cpu else "seconds")
        for title, rows, more in ((whole, times, []), ("Our time by theirs", quotients, ["best peer"]),
                                  ("Peak memory", memory, [])):
            print(title + ":\n")
            bench.show(rows, ["workload", OURS, *bench.peers, *more])


def growth(bench):
    """Time and memory a tuple at 1, 2, 4 and 8 times the size."""
    rows = []
    bench.arguments.scale = [1, 2, 4, 8]
    for workload in bench.workloads(workloads.GENERATED):
        turns, verdict = bench.measure(workload)
        row = {"workload": workload.label, "result": verdict}
        runs = tables.of_engine(turns, OURS)
        if runs:
            tuples, derivations = runs[0].run.stats["tuples"], runs[0].run.stats["derivations"]
            evaluate = tables.middle(runs, lambda run: tables.evaluation(run, bench.clock))
            row["tuples"], row["derivations"] = "%d" % tuples, "%d" % derivations
            row["evaluate"] = tables.seconds(evaluate) + tables.noise(runs)
            row["ns a tuple"] = "%.1f" % (evaluate / tuples * 1e9)
            row["ns a derivation"] = "%.2f" % (evaluate / derivations * 1e9)
            row["bytes a tuple"] = "%.1f" % (tables.middle(runs, lambda run: run.memory) / tuples)
        rows.append(row)
    bench.show(rows, ["workload", "tuples", "derivations", "evaluate", "ns a tuple", "ns a derivation", "bytes a tuple",
                      "result"])


def variant_table(bench):
    """The closures in other words: the time a derivation takes, beside that of the plain program of the same size."""
    rows = []
    for name in bench.arguments.names or variants.WORKLOADS:
        base = {}  # by scale: the plain program's nanoseconds a derivation, and its result
        for variant in variants.of(name):
            scale = variants.SCALES.get(variant, 1)
            if scale not in base:
                base[scale] = variant_row(bench, workloads.Workload(name, scale, "plain"), rows, (0, None))
            if variant != "plain":
                variant_row(bench, workloads.Workload(name, scale, variant), rows, base[scale])
    bench.show(rows, ["workload", "evaluate", "derivations", "ns a derivation", "by the plain one's", "result"])


def variant_row(bench, workload, rows, base):
    turns, verdict = bench.measure(workload, expected=base[1])
    row = {"workload": workload.label, "result": verdict}
    rows.append(row)
    runs = tables.of_engine(turns, OURS)
    if not runs:
        return 0, None
    evaluate = tables.middle(runs, lambda run: tables.evaluation(run, bench.clock))
    derivations = runs[0].run.stats["derivations"]
    each = evaluate / derivations * 1e9
    row["evaluate"] = tables.seconds(evaluate) + tables.noise(runs)
    row["derivations"] = "%d" % derivations
    row["ns a derivation"] = "%.2f" % each
    if base[0]:
        row["by the plain one's"] = "%.2f" % (each / base[0])
    return each, runs[0].run.numbers


def order_table(bench):
    """The literals of each rule in other orders: the longest time beside the shortest."""
    rows = []
    arguments = bench.arguments
    for workload in bench.workloads(workloads.NAMES):
        folder = workloads.prepare(workload, arguments.data)
        text = (folder / (workload.name + ".kb")).read_text(encoding="ascii")
        programs = {}
        for order in orders.ORDERS:
            programs[order] = workload.name + "." + order.replace(" ", "-") + ".kb"
            (folder / programs[order]).write_text(orders.reordered(text, order), encoding="ascii")
        seconds = {order: [] for order in programs}
        results, problem = {}, ""
        for round_ in range(arguments.runs):
            for order, program in programs.items():
                if seconds[order] and seconds[order][0] > arguments.limit / 4:
                    continue  # not repeated
                run = linchpin(workload, folder, arguments.limit, program)
                problem = problem or run.problem
                seconds[order].append(getattr(run, bench.clock))
                results.setdefault(order, []).append(run.numbers)
                bench.raw.append({"workload": workload.label, "round": round_, "order": order, **run.raw()})
        verdict, right = (problem, False) if problem else answers.judge(workload, results)
        bench.well = bench.well and right
        say("%s: %s" % (workload.label, verdict))
        times = {order: statistics.median(all_) for order, all_ in seconds.items()}
        ratio = max(times.values()) / min(times.values())
        rows.append({"workload": workload.label, **{order: tables.seconds(time) for order, time in times.items()},
                     "longest by shortest": "%.2f" % ratio, "result": verdict})
    bench.show(rows, ["workload", *orders.ORDERS, "longest by shortest", "result"])


def demand_table(bench):
    """Questions with a bound argument over all pairs, each way of writing these beside a program for the question alone."""
    rows = []
    arguments = bench.arguments
    workload = workloads.parse(arguments.names[0] if arguments.names else "reach_big")
    folder = workloads.prepare(workload, arguments.data)
    for question in demand.QUESTIONS:
        programs = demand.programs(question)
        seconds, results = {name: [] for name in programs}, set()
        for round_ in range(arguments.runs):
            for name, text in programs.items():
                (folder / "demand.kb").write_text(text, encoding="ascii")
                run = linchpin(workload, folder, arguments.limit, "demand.kb")
                bench.well = bench.well and not run.problem
                if run.problem:
                    say("%s, %s: %s" % (question, name, run.problem))
                seconds[name].append(getattr(run, bench.clock))
                results.add(tuple(run.numbers))
                bench.raw.append({"workload": workload.label, "round": round_, "question": question, "program": name,
                                  **run.raw()})
        bench.well = bench.well and len(results) == 1
        times = {name: statistics.median(all_) for name, all_ in seconds.items()}
        rows.append({"question": question, "alone": tables.seconds(times["alone"]),
                     **{name: "%s (%.2f)" % (tables.seconds(times[name]), times[name] / times["alone"])
                        for name in demand.PAIRS},
                     "result": "the same" if len(results) == 1 else "WRONG"})
    bench.show(rows, ["question", "alone", *demand.PAIRS, "result"])


def scales(text):
    return [float(word) for word in text.split(",")]


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description="Measure the workloads, beside the engines found.",
                                     epilog="`./dev bench --peers` installs the engines that Debian and npm have; "
                                     "`./dev bench --kernels [FILTER]` measures parts of ours alone.",
                                     allow_abbrev=False)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help="of: %s. NAME@4 is four times the size, NAME+names a variant" % ", ".join(workloads.NAMES))
    parser.add_argument("--runs", type=int, default=5, help="how often each is run (5)")
    parser.add_argument("--scale", type=scales, default=[1.0], metavar="N,...", help="sizes, as in 1,4 (1)")
    parser.add_argument("--limit", type=float, default=120, metavar="SECONDS",
                        help="end a run after so long; one that takes more than a quarter of it is not repeated (120)")
    parser.add_argument("--compile-limit", type=float, default=peers.SouffleCompiled.limit, metavar="SECONDS",
                        help="the same for compiling one of Souffle's programs (%(default)g)")
    parser.add_argument("--peer", action="append", choices=list(peers.PEERS), help="beside this one; repeatable (all)")
    parser.add_argument("--cpu", action="store_true",
                        help="processor seconds in place of the clock's, of one thread: where it is not quiet")
    parser.add_argument("--no-peers", action="store_true", help="ours alone")
    parser.add_argument("--growth", action="store_true", help="ours at 1, 2, 4 and 8 times the size")
    parser.add_argument("--variants", action="store_true", help="the closures in other words, and under other keys")
    parser.add_argument("--orders", action="store_true", help="ours with the literals of all rules in other orders")
    parser.add_argument("--demand", action="store_true",
                        help="ours on questions with a bound argument over all pairs, beside a program for each alone")
    parser.add_argument("--format", choices=["table", "markdown"], default="table")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="keep every run in a file")
    parser.add_argument("--record", action="store_true", help="add to tests/bench/results.json what two agree on")
    parser.add_argument("--data", type=pathlib.Path, default=workloads.DATA, metavar="DIR", help="where the inputs go")
    arguments = parser.parse_args()
    try:
        for name in arguments.names:
            workloads.parse(name)
            if arguments.variants and name not in variants.WORKLOADS:
                parser.error("%s has no variants; these have: %s" % (name, ", ".join(variants.WORKLOADS)))
    except ValueError as error:
        parser.error(str(error))
    if arguments.runs < 1:
        parser.error("--runs is at least 1")
    arguments.data = arguments.data.absolute()
    peers.SouffleCompiled.limit = arguments.compile_limit
    return arguments


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what runs ends, too
    bench = Bench(parse_arguments())
    bench.heading()
    try:
        asked = bench.arguments
        mode = (growth if asked.growth else variant_table if asked.variants else order_table if asked.orders else
                demand_table if asked.demand else beside_peers)
        mode(bench)
    finally:
        if bench.arguments.json:
            bench.write_raw(bench.arguments.json)
    return 0 if bench.well else 1


if __name__ == "__main__":
    sys.exit(main())
