"""clauses.py DIRECTORY writes the tables of a folder, *.facts, as clauses into its facts.lp: edge(1,2)."""

import pathlib
import sys


def term(cell):
    if cell.lstrip("-").isdigit():
        return cell
    return '"%s"' % cell.replace("\\", "\\\\").replace('"', '\\"')


def main(directory):
    folder = pathlib.Path(directory)
    part = folder / "facts.lp.part"
    with open(part, "w", encoding="utf-8") as out:
        for table in sorted(folder.glob("*.facts")):
            with open(table, encoding="utf-8") as rows:
                for row in rows:
                    out.write("%s(%s).\n" % (table.stem, ",".join(map(term, row.rstrip("\n").split("\t")))))
    part.rename(folder / "facts.lp")


if __name__ == "__main__":
    main(*sys.argv[1:])
