"""What can be reached from one node, and from where one can be reached, asked of all pairs: beside a program for that alone."""

TABLE = 'import edge(x, y) from "edge.facts".\n'

# By the question: a program for it alone, and how it is asked of all pairs.
QUESTIONS = {
    "from a node": ("reached(0).\nreached(Y) :- reached(X), edge(X, Y).\nN = #count{X : reached(X)}?\n",
                    "N = #count{Y : path(0, Y)}?\n"),
    "to a node": ("reaches(0).\nreaches(X) :- reaches(Y), edge(X, Y).\nN = #count{X : reaches(X)}?\n",
                  "N = #count{X : path(X, 0)}?\n"),
}

# How the recursion may be written.
PAIRS = {
    "path, edge": "path(X, Y) :- edge(X, Y).\npath(X, Y) :- path(X, Z), edge(Z, Y).\n",
    "edge, path": "path(X, Y) :- edge(X, Y).\npath(X, Y) :- edge(X, Z), path(Z, Y).\n",
    "path, path": "path(X, Y) :- edge(X, Y).\npath(X, Y) :- path(X, Z), path(Z, Y).\n",
}


def programs(question):
    """By name, the program for the question alone and those for all pairs."""
    alone, asked = QUESTIONS[question]
    return {"alone": TABLE + alone, **{name: TABLE + rules + asked for name, rules in PAIRS.items()}}
