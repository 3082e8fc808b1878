"""The real inputs, which are not part of the repository: looked for in the folder that LINCHPIN_BENCH_DATA names, else
in ../shared/bench/data beside the repository. Each is gzipped tables; real.py NAME DIRECTORY writes them as the other
inputs are written, without a header and separated by tabs, so that every engine reads the same files.

galen-el     the Galen ontology, normalised for reasoning in OWL EL (github.com/knowsys/nemo-examples, Apache-2.0)
cspa100k     assignments and dereferences of a program (Graspan, by way of github.com/aherlihy/carac, Apache-2.0)
csda100k     flow of null pointers in a program (likewise)
"""

import csv
import gzip
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

GALEN = {"isMainClass": "main_class", "isSubClass": "sub_class", "conj": "conj", "exists": "exists",
         "subClassOf": "sub_class_of", "subProp": "sub_prop", "subPropChain": "sub_prop_chain"}

# By workload: the folder, and its tables with our names for them.
TABLES = {
    "galen_el": ("galen-el", GALEN),
    "galen_el_tuned": ("galen-el", GALEN),
    "cspa100k": ("cspa100k", {"Assign": "assign", "Dereference": "dereference"}),
    "csda100k": ("csda100k", {"NullEdge": "null_edge", "Arc": "arc"}),
}


def home():
    return pathlib.Path(os.environ.get("LINCHPIN_BENCH_DATA") or ROOT.parent / "shared" / "bench" / "data")


def absent(name):
    """Why the workload can't run, or None."""
    folder, tables = TABLES[name]
    lacking = [table for table in tables if not (home() / folder / (table + ".csv.gz")).exists()]
    if not lacking:
        return None
    return ("%s has no %s.csv.gz; set LINCHPIN_BENCH_DATA to the folder that has %s" %
            (home() / folder, lacking[0], folder))


def main(name, directory):
    folder, tables = TABLES[name]
    for table, ours in tables.items():
        with gzip.open(home() / folder / (table + ".csv.gz"), "rt", encoding="utf-8", newline="") as file:
            first = file.readline()
            header = first.strip() == "Int\tInt"
            lines = file if header else [first, *file]
            rows = csv.reader((line for line in lines if line.strip()), delimiter="\t" if header else ",")
            with open(pathlib.Path(directory) / (ours + ".facts"), "w", encoding="utf-8") as out:
                out.writelines("\t".join(row) + "\n" for row in rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
