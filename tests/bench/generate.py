"""The inputs of the benchmark's workloads: generate.py NAME DIRECTORY writes those of one.

Each workload is a function that gives its relations as {name: rows}. The same numbers come out on every machine and
under every Python: only Random.random() is used, and each workload has a generator seeded with its own name.
"""

import pathlib
import random
import sys

SEED = 20260101

# Sizes of many_rules: relations e0, e1, ... are given, p0, p1, ... are derived in groups.
EXTENSIONAL, GROUPS, PER_GROUP, RULES_PER_PREDICATE, DOMAIN = 40, 100, 5, 4, 40


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


def tc_random():
    return {"edge": Source("tc_random").simple_edges(2000, 4000)}


def tc_chain():
    return {"edge": [(i, i + 1) for i in range(2999)]}


def tc_grid(side=64):
    edges = []
    for row in range(side):
        for column in range(side):
            here = row * side + column
            if row + 1 < side:
                edges.append((here, here + side))
            if column + 1 < side:
                edges.append((here, here + 1))
    return {"edge": edges}


def same_generation(n=3600):
    """Each node has one parent among the earlier ones, and every tenth or so another."""
    source = Source("same_generation")
    rows = []
    for child in range(1, n):
        first = source.below(child)
        rows.append((child, first))
        if source.random() < 0.1:
            second = source.below(child)
            if second != first:
                rows.append((child, second))
    return {"par": rows}


def reach_big(n=2000000, count=5000000):
    drawn = Source("reach_big").random
    edges = [(int(drawn() * n), int(drawn() * n)) for _ in range(count)]
    return {"edge": edges, "start": [(i,) for i in range(5)]}


def andersen(n=1600):
    """Statements of a program in functions of 20 variables; one in ten reaches out of its function."""
    source = Source("andersen")

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


def triangle(n=60000, count=500000):
    """Ends drawn from a power law; the labels are shuffled, so that the dense corner is nowhere in particular."""
    source = Source("triangle")
    label = source.permutation(n)
    edges = {}
    while len(edges) < count:
        a = int(n * source.random() ** 3.0)
        b = int(n * source.random() ** 3.0)
        if a != b:
            edges[a, b] = None
    return {"edge": [(label[a], label[b]) for a, b in edges]}


def negagg(n=1800, count=2600):
    return {"node": [(i,) for i in range(n)], "edge": Source("negagg").simple_edges(n, count)}


def many_rules():
    return many_rules_all()[0]


def many_rules_all():
    """(relations, rules): 2,000 rules over 500 predicates in groups of 5 that are recursive among themselves. A rule is
    (head, [(predicate, argument, argument), ...]); its head's arguments are X and Y."""
    source = Source("many_rules")
    relations = {}
    for e in range(EXTENSIONAL):
        relations["e%d" % e] = sorted({(source.below(DOMAIN), source.below(DOMAIN)) for _ in range(DOMAIN)})

    derived = ["p%d" % i for i in range(GROUPS * PER_GROUP)]
    rules = []
    for group in range(GROUPS):
        begin = group * PER_GROUP
        mine, earlier = derived[begin : begin + PER_GROUP], derived[max(0, group - 6) * PER_GROUP : begin]

        def extensional():
            return "e%d" % source.below(EXTENSIONAL)

        def predicate(k):
            kind = source.random()
            if kind < 0.30 and k > 0:
                return mine[source.below(PER_GROUP)]
            if kind < 0.65 and earlier:
                return earlier[source.below(len(earlier))]
            return extensional()

        for head in mine:
            for k in range(RULES_PER_PREDICATE):
                shape = source.below(6) if k > 0 else 4  # the first rule of each is not recursive
                a, b, c = predicate(k), predicate(k), predicate(k)
                e, constant = extensional(), str(source.below(DOMAIN))
                rules.append((head, [
                    [(a, "Y", "X"), (e, "X", "Z")],
                    [(a, "X", "Y"), (b, "X", "Y")],
                    [(a, "X", "Z"), (e, "Z", "Y"), (b, "X", "W")],
                    [(a, "X", "Y"), (b, "Y", constant)],
                    [(e, "X", "Z"), (a, "Z", "Y")],
                    [(e, "X", "Y"), (b, "Y", "Z"), (c, "Z", "X")],
                ][shape]))
    return relations, rules


def rule_text(rule):
    """A variable that is used once, and not in the head, is written `_`."""
    head, body = rule
    used = [argument for atom in body for argument in atom[1:]]
    show = lambda v: "_" if v in "ZW" and used.count(v) == 1 else v
    atoms = ["%s(%s, %s)" % (name, show(x), show(y)) for name, x, y in body]
    return "%s(X, Y) :- %s." % (head, ", ".join(atoms))


def many_rules_program():
    """The .kb text of many_rules: its one number is the count over all derived predicates."""
    relations, rules = many_rules_all()
    derived = sorted({head for head, _ in rules}, key=lambda p: int(p[1:]))
    lines = ["% 2,000 rules over 500 predicates, in groups that are recursive among themselves."]
    lines += ['import %s(x, y) from "%s.facts".' % (name, name) for name in relations]
    lines += [rule_text(rule) for rule in rules]
    lines += ["rows(%d, C) :- C = #count{X, Y : %s(X, Y)}." % (i, name) for i, name in enumerate(derived)]
    lines += ["find T where T = #sum{C : rows(_, C)}?"]
    return "\n".join(lines) + "\n"


def many_rules_souffle():
    relations, rules = many_rules_all()
    derived = sorted({head for head, _ in rules}, key=lambda p: int(p[1:]))
    lines = [".decl %s(x:number, y:number)\n.input %s" % (name, name) for name in relations]
    lines += [".decl %s(x:number, y:number)\n.printsize %s" % (name, name) for name in derived]
    lines += [rule_text(rule) for rule in rules]
    return "\n".join(lines) + "\n"


WORKLOADS = {f.__name__: f for f in (tc_random, tc_chain, tc_grid, same_generation, reach_big, andersen, triangle, negagg,
                                     many_rules)}


def write(directory, relations):
    for name, rows in relations.items():
        with open(directory / (name + ".facts"), "w", encoding="ascii") as file:
            file.writelines("\t".join(map(str, row)) + "\n" for row in rows)


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[2]), WORKLOADS[sys.argv[1]]())
