"""Tables of what was measured, as plain text or as Markdown. Figures are medians."""

import os
import platform
import statistics

from measure import OURS


def show(rows, columns, style):
    """Prints rows, dicts by column; the first column is flush left."""
    cells = [columns] + [[row.get(c, "") for c in columns] for row in rows]
    widths = [max(len(line[i]) for line in cells) for i in range(len(columns))]
    for number, line in enumerate(cells):
        padded = [cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths))]
        print("| " + " | ".join(padded) + " |" if style == "markdown" else "  ".join(padded).rstrip())
        if number == 0 and style == "markdown":
            print("|" + "|".join("-" * (w + 1) + ("-" if i == 0 else ":") for i, w in enumerate(widths)) + "|")
    print(flush=True)


def seconds(value):
    return "%.3f s" % value if value < 10 else "%.1f s" % value


def megabytes(size):
    return "%.0f MB" % (size / 1e6)


def of_engine(turns, engine):
    """The runs of an engine that count and gave a result."""
    return [turn for turn in turns if turn.engine == engine and turn.counts and not turn.run.problem]


def problem(turns, engine):
    """Why an engine gave no result, if it ran."""
    return next((turn.run.problem for turn in turns if turn.engine == engine and turn.run.problem), "")


def middle(runs, figure):
    return statistics.median(figure(turn.run) for turn in runs)


def noise(runs):
    """A mark for a median of runs of which most had other processes beside them."""
    return " *" if 2 * sum(turn.run.noisy for turn in runs) > len(runs) else ""


NOISE_NOTE = "\\* other processes used the machine during most of these runs"


def evaluation(run, clock):
    """Seconds of our engine's evaluation; of the processor's, it is taken to have had its share."""
    return run.stats["evaluate_seconds"] * getattr(run, clock) / run.seconds


def engine_row(label, turns, verdict, clock):
    """Our engine's own figures; `clock` is the kind of seconds that a run's total is given in."""
    row = {"workload": label, "result": verdict}
    runs = of_engine(turns, OURS)
    if runs:
        row["load"] = seconds(middle(runs, lambda run: run.stats["load_seconds"]))
        row["evaluate"] = seconds(middle(runs, lambda run: evaluation(run, clock)))
        row["total"] = seconds(middle(runs, lambda run: getattr(run, clock))) + noise(runs)
        row["memory"] = megabytes(middle(runs, lambda run: run.memory))
        row["tuples"] = "%d" % runs[0].run.stats["tuples"]
        row["derivations"] = "%d" % runs[0].run.stats["derivations"]
    return row


ENGINE_COLUMNS = ["workload", "load", "evaluate", "total", "memory", "tuples", "derivations", "result"]


def ratios(turns, peer, clock):
    """Our time by the peer's, for each round in which both gave a result."""
    mine = {turn.round: getattr(turn.run, clock) for turn in of_engine(turns, OURS)}
    return sorted(mine[turn.round] / getattr(turn.run, clock) for turn in of_engine(turns, peer) if turn.round in mine)


def spread(values):
    if not values:
        return ""
    middle_text = "%.2f" % statistics.median(values)
    return middle_text if len(values) == 1 else middle_text + " (%.2f-%.2f)" % (values[0], values[-1])


def peer_rows(label, turns, peers, clock):
    """Rows for the tables of times, ratios and memory."""
    time = lambda run: getattr(run, clock)
    times, quotients, memory = ({"workload": label} for _ in range(3))
    mine = of_engine(turns, OURS)
    if mine:
        times[OURS] = seconds(middle(mine, time)) + noise(mine)
        memory[OURS] = megabytes(middle(mine, lambda run: run.memory))
    fastest = []
    for peer in peers:
        runs = of_engine(turns, peer)
        if not runs:
            times[peer] = problem(turns, peer)
            continue
        kinds = [turn.kind for turn in runs]
        kind = max(dict.fromkeys(kinds), key=kinds.count)
        times[peer] = seconds(middle(runs, time)) + (" " + kind if kind else "") + noise(runs)
        memory[peer] = megabytes(middle(runs, lambda run: run.memory))
        quotients[peer] = spread(ratios(turns, peer, clock))
        fastest.append((middle(runs, time), peer))
    if fastest and mine:
        best = min(fastest)[1]
        quotients["best peer"] = "%s %.2f" % (best, statistics.median(ratios(turns, best, clock)))
    return times, quotients, memory


def machine():
    model = "an unknown processor"
    for line in open("/proc/cpuinfo", encoding="utf-8") if os.path.exists("/proc/cpuinfo") else []:
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return "%d cores of %s, %.0f GB, %s %s" % (os.cpu_count(), model, gigabytes, platform.system(), platform.release())
