"""The inputs of the benchmark's workloads: generate.py NAME SCALE DIRECTORY [VARIANT] writes those of one.

Each workload is a function of its scale that gives its relations as {name: rows}; scale 1 is the size that is measured
beside other engines. What grows is chosen so that the work grows about as the scale does. The same numbers come out on
every machine and under every Python: only Random.random() is used, and each workload has a generator seeded with its
own name.
"""

import pathlib
import random
import sys

import many_rules as many_rules_workload

SEED = 20260101


class Source:
    """A deterministic source of whole numbers."""

    def __init__(self, name):
        self.random = random.Random("%s/%d" % (name, SEED)).random

    def below(self, n):
        return int(self.random() * n)

    def permutation(self, n):
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = self.below(i + 1)
            order[i], order[j] = order[j], order[i]
        return order

    def simple_edges(self, n, count):
        """`count` different edges between n nodes, without loops, in the order drawn (a dict keeps it)."""
        edges = {}
        while len(edges) < count:
            a, b = self.below(n), self.below(n)
            if a != b:
                edges[a, b] = None
        return list(edges)


def grown(size, scale, power):
    return max(4, round(size * scale**power))


def tc_random(scale):
    n = grown(2000, scale, 1 / 2)  # the closure has a share of all pairs
    return {"edge": Source("tc_random").simple_edges(n, 2 * n)}


def tc_chain(scale):
    return {"edge": [(i, i + 1) for i in range(grown(3000, scale, 1 / 2) - 1)]}


def tc_grid(scale):
    side = grown(64, scale, 1 / 4)  # side ** 2 nodes, so side ** 4 pairs
    edges = []
    for row in range(side):
        for column in range(side):
            here = row * side + column
            if row + 1 < side:
                edges.append((here, here + side))
            if column + 1 < side:
                edges.append((here, here + 1))
    return {"edge": edges}


def same_generation(scale):
    """Each node has one parent among the earlier ones, and every tenth or so another."""
    source = Source("same_generation")
    rows = []
    for child in range(1, grown(3600, scale, 1 / 2)):
        first = source.below(child)
        rows.append((child, first))
        if source.random() < 0.1:
            second = source.below(child)
            if second != first:
                rows.append((child, second))
    return {"par": rows}


def reach_big(scale):
    n, count = grown(2000000, scale, 1), grown(5000000, scale, 1)
    drawn = Source("reach_big").random
    edges = ((int(drawn() * n), int(drawn() * n)) for _ in range(count))  # too many to be held
    return {"edge": edges, "start": [(i,) for i in range(5)]}


def load_csv(scale):
    """Edges that all differ, in no order, as a table that no rule reads."""
    n, count = grown(2000000, scale, 1), grown(5000000, scale, 1)
    drawn = Source("load_csv").random
    return {"edge.csv": ((i * 7919 % count, int(drawn() * n)) for i in range(count))}


def andersen(scale):
    """Statements of a program in functions of 20 variables; one in ten reaches out of its function."""
    source = Source("andersen")
    n = grown(1600, scale, 2 / 5)  # derivations grow with its power 2.5

    def partner(variable):
        if source.random() < 0.10:
            return source.below(n)
        return min(n - 1, variable - variable % 20 + source.below(20))

    def statements(count):
        rows = set()
        while len(rows) < count:
            left = source.below(n)
            right = partner(left)
            if left != right:
                rows.add((left, right))
        return sorted(rows)

    return {
        "address_of": statements(n // 2),
        "assign": statements(n),
        "load": statements(n // 4),
        "store": statements(n // 4),
    }


def triangle(scale):
    """Ends drawn from a power law; the labels are shuffled, so that the dense corner is nowhere in particular."""
    n, count = grown(60000, scale, 1 / 2), grown(500000, scale, 2 / 3)
    source = Source("triangle")
    label = source.permutation(n)
    edges = {}
    while len(edges) < count:
        a = int(n * source.random() ** 3.0)
        b = int(n * source.random() ** 3.0)
        if a != b:
            edges[a, b] = None
    return {"edge": [(label[a], label[b]) for a, b in edges]}


def negagg(scale):
    n, count = grown(1800, scale, 1 / 2), grown(2600, scale, 1 / 2)
    return {"node": [(i,) for i in range(n)], "edge": Source("negagg").simple_edges(n, count)}


def many_rules(scale):
    return many_rules_workload.make(Source("many_rules"), scale)[0]


WORKLOADS = {f.__name__: f for f in (tc_random, tc_chain, tc_grid, same_generation, reach_big, load_csv, andersen, triangle,
                                     negagg, many_rules)}


# --- variants: the same graph under other keys, or with more to carry ---------------------------------------------


def named(relations):
    """Nodes have names in place of numbers: n17."""
    return {name: (tuple("n%d" % cell for cell in row) for row in rows) for name, rows in relations.items()}


def sparse(relations):
    """Nodes have random numbers of 30 bits."""
    drawn, numbers, used = Source("sparse"), {}, set()

    def number(node):
        if node not in numbers:
            other = drawn.below(1 << 30)
            while other in used:
                other = drawn.below(1 << 30)
            used.add(other)
            numbers[node] = other
        return numbers[node]

    return {name: (tuple(map(number, row)) for row in rows) for name, rows in relations.items()}


def tagged(relations):
    """A tag for each node, one of 16, and one for all of them."""
    nodes = {}

    def seen(rows):
        for row in rows:
            nodes.update(dict.fromkeys(row))
            yield row

    def tags():  # written last, when all nodes were seen
        for node in nodes:
            yield (node, node % 16)

    result = {name: seen(rows) for name, rows in relations.items()}
    result["tag"] = tags()
    result["mark"] = [(7,)]
    return result


def claimed(relations, levels):
    """Facts in claims: the relations' rows dealt to one claim for each of the levels used, of three."""
    yield "levels certain > likely > possible.\n"
    for name, rows in relations.items():
        dealt = list(rows)
        for i, level in enumerate(levels):
            yield 'claim %s_%s "rows" level %s {\n' % (name, level, level)
            for row in dealt[i :: len(levels)]:
                yield "%s(%s).\n" % (name, ", ".join(map(str, row)))
            yield "}\n"


VARIANTS = {"names": named, "sparse": sparse, "carried": tagged}
CLAIMED = {"one_level": ["certain"], "levels": ["certain", "likely", "possible"]}


def write(directory, relations):
    for name, rows in relations.items():
        separator = "," if name.endswith(".csv") else "\t"
        with open(directory / (name if separator == "," else name + ".facts"), "w", encoding="ascii") as file:
            file.writelines(separator.join(map(str, row)) + "\n" for row in rows)


def main(name, scale, directory, variant=""):
    scale = float(scale)
    folder = pathlib.Path(directory)
    relations = WORKLOADS[name](scale)
    if variant in CLAIMED:
        with open(folder / "edge.kb", "w", encoding="ascii") as file:
            file.writelines(claimed(relations, CLAIMED[variant]))
        return
    write(folder, VARIANTS.get(variant, lambda same: same)(relations))
    if name == "many_rules":
        for file, text in many_rules_workload.programs(Source("many_rules"), scale).items():
            (folder / file).write_text(text, encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
