"""The closures in other words, to see that what makes the plain ones fast doesn't end at the first change.

Each has as many answers as the plain program and, but for `nonlinear`, as many derivations; what may differ is the time
a derivation takes. All of them ask for the count alone, since names have no checksum.
"""

PLAIN = {
    "tc": """
import edge(x, y) from "edge.facts".
p(X, Y) :- edge(X, Y).
p(X, Z) :- p(X, Y), edge(Y, Z).
find C where C = #count{X, Y : p(X, Y)}?
""",
    "same_generation": """
import par(c, p) from "par.facts".
p(X, Y) :- par(X, A), par(Y, A), X != Y.
p(X, Y) :- par(X, A), p(A, B), par(Y, B).
find C where C = #count{X, Y : p(X, Y)}?
""",
    "reach_big": """
import edge(x, y) from "edge.facts".
import start(x) from "start.facts".
p(X) :- start(X).
p(Y) :- p(X), edge(X, Y).
find C where C = #count{X : p(X)}?
""",
}

# A comparison that removes nothing, on a variable that the recursive rule's last atom binds.
FILTER = {
    "tc": """
import edge(x, y) from "edge.facts".
p(X, Y) :- edge(X, Y).
p(X, Z) :- p(X, Y), edge(Y, Z), Z >= 0.
find C where C = #count{X, Y : p(X, Y)}?
""",
    "same_generation": """
import par(c, p) from "par.facts".
p(X, Y) :- par(X, A), par(Y, A), X != Y.
p(X, Y) :- par(X, A), p(A, B), par(Y, B), Y >= 0.
find C where C = #count{X, Y : p(X, Y)}?
""",
    "reach_big": """
import edge(x, y) from "edge.facts".
import start(x) from "start.facts".
p(X) :- start(X).
p(Y) :- p(X), edge(X, Y), Y >= 0.
find C where C = #count{X : p(X)}?
""",
}

# One more column, passed on as it is: the tag of the node where a path begins, or one mark for all.
CARRIED = {
    "tc": """
import edge(x, y) from "edge.facts".
import tag(x, t) from "tag.facts".
p(X, Y, T) :- edge(X, Y), tag(X, T).
p(X, Z, T) :- p(X, Y, T), edge(Y, Z).
find C where C = #count{X, Y, T : p(X, Y, T)}?
""",
    "same_generation": """
import par(c, p) from "par.facts".
import mark(t) from "mark.facts".
p(X, Y, T) :- par(X, A), par(Y, A), X != Y, mark(T).
p(X, Y, T) :- par(X, A), p(A, B, T), par(Y, B).
find C where C = #count{X, Y, T : p(X, Y, T)}?
""",
    "reach_big": """
import edge(x, y) from "edge.facts".
import start(x) from "start.facts".
import mark(t) from "mark.facts".
p(X, T) :- start(X), mark(T).
p(Y, T) :- p(X, T), edge(X, Y).
find C where C = #count{X, T : p(X, T)}?
""",
}

NONLINEAR = {
    "tc": """
import edge(x, y) from "edge.facts".
p(X, Y) :- edge(X, Y).
p(X, Z) :- p(X, Y), p(Y, Z).
find C where C = #count{X, Y : p(X, Y)}?
""",
}

# Edges in claims: all in one, or dealt to one for each of three levels.
CLAIMED = {
    "tc": """
include "edge.kb".
p(X, Y) :- edge(X, Y).
p(X, Z) :- p(X, Y), edge(Y, Z).
find C where C = #count{X, Y : p(X, Y)}?
""",
}

PROGRAMS = {"plain": PLAIN, "nonlinear": NONLINEAR, "filter": FILTER, "carried": CARRIED, "names": PLAIN,
            "sparse": PLAIN, "one_level": CLAIMED, "levels": CLAIMED}

# The size at which a variant, and the plain program beside it, is measured: the derivations of the non-linear closure
# grow with the cube of the number of nodes.
SCALES = {"nonlinear": 0.25}

WORKLOADS = ["tc_random", "tc_chain", "tc_grid", "same_generation", "reach_big"]


def family(name):
    return "tc" if name.startswith("tc_") else name


def of(name):
    return [variant for variant, texts in PROGRAMS.items() if family(name) in texts]


def program(name, variant):
    return PROGRAMS[variant][family(name)].lstrip()
