"""The right answers: results.json has those that at least two engines agree on, by label.

A result is a list of numbers: counts, then checksums. An engine may give only the first few of them (clingo counts).
"""

import dataclasses
import json

import workloads

FILE = workloads.HERE / "results.json"


def known():
    return json.loads(FILE.read_text(encoding="ascii")) if FILE.exists() else {}


def record(entries):
    """Adds entries, {label: {"result": numbers, "engines": names}}, to the file, one a line."""
    all_of_them = {**known(), **entries}

    def order(label):
        workload = workloads.parse(label)
        return workloads.NAMES.index(workload.name), workload.scale

    labels = sorted(all_of_them, key=order)
    lines = ["  %s: %s" % (json.dumps(label), json.dumps(all_of_them[label])) for label in labels]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="ascii")


def agree(some, others):
    """Whether two results are the same as far as both go; one that has nothing agrees with nothing. Modulo 2^32, since
    Souffle sums up in 32 bits."""
    length = min(len(some), len(others))
    return length > 0 and all((a - b) % 2**32 == 0 for a, b in zip(some, others))


def judge(workload, results):
    """What is to be said of the results that engines gave, {engine: [numbers of each run]}, and whether it is well."""
    right = known().get(dataclasses.replace(workload, variant="").label)  # a variant gives the same count
    reference = right["result"] if right else max((r for runs in results.values() for r in runs), key=len, default=[])
    wrong = sorted({engine for engine, runs in results.items() if not all(agree(reference, r) for r in runs)})
    if wrong:
        gave = "; ".join("%s: %s" % (engine, " ".join(map(str, results[engine][-1]))) for engine in results)
        return "WRONG (%s; right: %s)" % (gave, " ".join(map(str, right["result"])) if right else "unknown"), False
    if right:
        return "ok", True
    if len(engines(results)) > 1:
        return "agreed", True
    return "unchecked", True


def engines(results):
    """Those that gave a result, each once: an engine in two forms is one."""
    return sorted({engine.replace("-compiled", "") for engine, runs in results.items() if runs})
