#!/usr/bin/env python3
"""Which lines of src/ the tests reach: `coverage.py BUILD` prints a table by folder, from what the tests of a build with --coverage
left. Those of the engine, the plans and the explanations that none reaches stand in uncovered.txt, each with a reason; ends with 1
where one does not, or one that stands there is reached."""

import collections
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
LISTED = ("src/engine/", "src/plan/", "src/explain/")


def measured(build):
    """By file: the numbers of its lines that have code, and those that none reached."""
    ended = subprocess.run(["gcovr", "--root", ROOT, "--filter", os.path.join(ROOT, "src/"), "--exclude-throw-branches", "--json", "-", "--gcov-ignore-parse-errors",
                            build], capture_output=True, text=True, check=True)
    out = {}
    for entry in json.loads(ended.stdout)["files"]:
        lines = [line for line in entry["lines"] if not line.get("gcovr/noncode")]
        out[entry["file"]] = ([line["line_number"] for line in lines], [line["line_number"] for line in lines if line["count"] == 0])
    return out


def listed():
    """The lines with a reason, as (file, text): a reason stands above its lines."""
    out = {}
    reason = path = ""
    with open(os.path.join(HERE, "uncovered.txt"), encoding="utf-8") as f:
        for line in f.read().split("\n"):
            if line.startswith("# "):
                reason = line[2:]
            elif line.startswith("src/"):
                path = line.strip()
            elif line.strip():
                out[(path, line.strip())] = reason
    return out


def main():
    files = measured(sys.argv[1])
    folders = collections.defaultdict(lambda: [0, 0])
    for path, (code, missed) in files.items():
        folder = os.path.dirname(path)
        folders[folder][0] += len(code)
        folders[folder][1] += len(missed)
    for folder, (code, missed) in sorted(folders.items()):
        print("%6.1f %%  %6d of %6d lines  %s" % (100 * (code - missed) / code, code - missed, code, folder))
    total, gone = sum(f[0] for f in folders.values()), sum(f[1] for f in folders.values())
    print("%6.1f %%  %6d of %6d lines  in all" % (100 * (total - gone) / total, total - gone, total))
    reasons = listed()
    found = set()
    bad = 0
    for path in sorted(files):
        if not path.startswith(LISTED):
            continue
        with open(os.path.join(ROOT, path), encoding="utf-8") as f:
            text = f.read().split("\n")
        for number in files[path][1]:
            line = text[number - 1].strip()
            found.add((path, line))
            if (path, line) not in reasons:
                bad += 1
                print("%s:%d: not reached, and not listed: %s" % (path, number, line))
    for path, line in sorted(set(reasons) - found):
        bad += 1
        print("%s: listed, but reached or not there: %s" % (path, line))
    print("%d lines of %s that none reaches, each with a reason" % (len(found & set(reasons)), ", ".join(LISTED)))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
