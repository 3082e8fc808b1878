"""The workload many_rules: rules and facts drawn at random, and the program that they make for each engine.

500 predicates p0, p1, ... a unit of scale are derived, in groups of 5 that are recursive among themselves and read the
six groups before; e0, e1, ... are given. The result is the number of rows of all derived predicates together.
"""

EXTENSIONAL, GROUPS, PER_GROUP, RULES_PER_PREDICATE, DOMAIN = 40, 100, 5, 4, 40


def make(source, scale):
    """(relations, rules). A rule is (head, [(predicate, argument, argument), ...]); its head has arguments X and Y."""
    relations = {}
    for e in range(EXTENSIONAL):
        relations["e%d" % e] = sorted({(source.below(DOMAIN), source.below(DOMAIN)) for _ in range(DOMAIN)})

    groups = max(1, round(GROUPS * scale))
    derived = ["p%d" % i for i in range(groups * PER_GROUP)]
    rules = []
    for group in range(groups):
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


def programs(source, scale):
    """The program's text for each engine, by file name."""
    relations, rules = make(source, scale)
    derived = list(dict.fromkeys(head for head, _ in rules))
    text = [rule_text(rule) for rule in rules]

    ours = ['import %s(x, y) from "%s.facts".' % (name, name) for name in relations] + text
    ours += ["rows(%d, C) :- C = #count{X, Y : %s(X, Y)}." % (i, name) for i, name in enumerate(derived)]
    ours += ["find T where T = #sum{C : rows(_, C)}?"]

    souffle = [".decl %s(x:number, y:number)\n.input %s" % (name, name) for name in relations]
    souffle += [".decl %s(x:number, y:number)\n.printsize %s" % (name, name) for name in derived] + text

    clingo = text + ["rows(%d, C) :- C = #count{X, Y : %s(X, Y)}." % (i, name) for i, name in enumerate(derived)]
    clingo += ["result(T) :- T = #sum{C, I : rows(I, C)}.", "#show result/1."]

    prolog = [":- style_check(-singleton).", ":- style_check(-discontiguous)."]
    prolog += [":- table %s." % ", ".join(name + "/2" for name in derived)] + text
    prolog += [":- consult('facts.lp').", "main :-",
               "  findall(C, (between(0, %d, I), atom_concat(p, I, P), G =.. [P, _, _]," % (len(derived) - 1),
               "              aggregate_all(count, G, C)), Cs),",
               "  sum_list(Cs, T), format('~d~n', [T])."]

    files = {"many_rules.kb": ours, "many_rules.dl": souffle, "many_rules.lp": clingo, "many_rules.pl": prolog}
    return {file: "\n".join(lines) + "\n" for file, lines in files.items()}
