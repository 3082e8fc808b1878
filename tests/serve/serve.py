#!/usr/bin/env python3
"""`linchpin serve`, by the Python client of the examples and by lines of its own. The program is $LINCHPIN."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

PROJECT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "examples" / "python"))
from linchpin import Error, Linchpin  # noqa: E402

PROGRAM = os.path.realpath(os.environ.get("LINCHPIN", "build/release/linchpin"))
failed = False


def check(what, seen, wanted=True):
    global failed
    if seen != wanted:
        failed = True
        print("FAILED %s: %r, not %r" % (what, seen, wanted))


def refused(what, code, part, call):
    try:
        call()
        check(what + " is refused", False)
    except Error as error:
        check(what + ": the code", [m["code"] for m in error.messages], [code])
        check(what + ": the reason", part in str(error), True)


def lines(*requests, status=0):
    """The answers to whole lines."""
    text = "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in requests)
    ended = subprocess.run([PROGRAM, "serve", "--stdio"], input=text, capture_output=True, text=True, check=False)
    check("the exit status", ended.returncode, status)
    return [json.loads(line) for line in ended.stdout.splitlines()]


def facts():
    with Linchpin(program=PROGRAM) as kb:
        kb.state("predicate trade(who: symbol, share: decimal, since: date, note: string). entity_like(x).")
        kb.insert("trade", [["North Korea", 80, "2019-01-01", "over"], ["china", 2.5, "2020-02-29", "14"]])
        check("by declared types", kb.ask("trade(W, S, D, N)?").rows,
              [{"W": "North Korea", "S": 80.0, "D": "2019-01-01", "N": "over"}, {"W": "china", "S": 2.5, "D": "2020-02-29", "N": "14"}])
        check("a symbol is a name", kb.show("trade(W, 80.0, _, _)?").splitlines()[2].strip(), "'North Korea'")
        kb.insert("p", [[1, "china", "two words", 0.5, True, "2024-06-19"]])
        check("by what they look like", kb.show("p(A, B, C, D, E, F)?").splitlines()[2].split(" | "),
              [" 1", "china", '"two words"', "0.5", "true", "2024-06-19"])
        kb.state("n(1).")
        kb.insert("-n", [[7]])
        check("denied", kb.ask("n(7)?").truth, "denied")
        kb.retract("-n", [[7]])
        check("taken back", kb.ask("n(7)?").truth, "not stated")
        before = kb.list("clauses", predicate="p")
        for what, code, part, rows in (
                ("a list in a row", "E490", "row 2, value 1: `[1]` is no value", [[1], [[1]]]),
                ("null", "E490", "`null` is no value", [[None]]),
                ("what is no row", "E490", "row 1 is no list", ["x"]),
                ("2 ** 63", "E490", "9223372036854775808", [[2 ** 63]])):
            refused(what, code, part, lambda rows=rows: kb.request("insert", predicate="p", rows=rows))
        refused("no date", "E490", "row 1, value 3", lambda: kb.insert("trade", [["x", 1, "2021-02-29", "y"]]))
        refused("what is not stated", "E453", "<facts>:2:1", lambda: kb.retract("p", [[1, "china", "two words", 0.5, True, "2024-06-19"], [2]]))
        check("after an error all is as it was", kb.list("clauses", predicate="p"), before)
        refused("a wrong fact", "E310", "broken", lambda: kb.state('constraint "no nines" :- p(9). p(9).'))
        kb.state("q(X) :- p(X).")
        refused("a derived fact", "E454", "derived", lambda: (kb.insert("p", [[3]]), kb.retract("q", [[3]])))
        many = [[i, "n%d" % (i % 10)] for i in range(20000)]
        kb.insert("r", many)
        check("many", sum(row["X"] for row in kb.rows("r(X, n3)?", at_a_time=7)), sum(i for i, n in many if n == "n3"))
        check("no rows", list(kb.rows("r(X, n30)?")), [])
        kb.retract("r", many)
        check("all gone", kb.list("clauses", predicate="r"), [])


def questions():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.kb"
        path.write_text("p(a). p(b). q(X) :- p(X). p(X)?\n", encoding="utf-8")
        with Linchpin(path, program=PROGRAM) as kb:
            check("rows", kb.ask("q(X)?").rows, [{"X": "a"}, {"X": "b"}])
            check("truth", [bool(kb.ask("q(a)?")), bool(kb.ask("q(c)?"))], [True, False])
            check("levels", kb.ask("q(X)?").levels, ["certain", "certain"])
            check("a proof", kb.ask("why q(a)?").json["proofs"][0]["premises"][0]["fact"], "p(a)")
            check("the text", kb.show("why q(a)?"), "q(a)\n├─ p(a)  [stated]\n└─ by q(X) :- p(X)")
            first = kb.request("ask", question="q(X)?", limit=1)
            check("the first rows", (first["answers"], first["left"]), ([{"X": "a"}], 1))
            kb.insert("p", [["c"]])
            rest = kb.request("more", cursor=first["cursor"])
            check("a cursor goes on with what was asked", (rest["answers"], rest["left"]), ([{"X": "b"}], 0))
            refused("a cursor that has ended", "E490", "there is no cursor", lambda: kb.request("more", cursor=first["cursor"]))
            again = kb.request("ask", question="q(X)?", limit=0)
            kb.request("close", cursor=again["cursor"])
            refused("one that was closed", "E490", "there is no cursor", lambda: kb.request("more", cursor=again["cursor"]))
            check("answers to statements", [a.rows for a in kb.state("query(d). q(d)? p(X), X > b?")], [[], [{"X": "c"}]])
            refused("a name that there is not", "E101", "did you mean `query/1`", lambda: kb.ask("qeury(X)?"))
            check("a warning", [m["code"] for m in kb.request("state", text="z(X, Y) :- p(X), p(Y), nothing(X).")["warning"]][:1], ["W101"])
            check("predicates", [p["name"] for p in kb.list("predicates") if p["facts"]], ["p", "query"])
            check("completion", kb.request("complete", predicate="p", argument=0, beginning="")["names"], ["a", "b", "c"])
            path.write_text("p(a). p(e) p(f).\n", encoding="utf-8")
            refused("a wrong file", "E021", ":1:12", kb.reload)
            check("keeps the old one", kb.ask("q(b)?").truth, "yes")
            refused("and is told by check", "E021", ":1:12", lambda: kb.request("check", files=[str(path)]))
            kb.request("overlay", path=str(path), text="p(a). p(e). q(X) :- p(X).")
            check("but not as it is edited", kb.request("check", files=[str(path)])["error"], [])
            kb.reload()
            check("which is read", kb.ask("q(X)?").rows, [{"X": "a"}, {"X": "e"}])
            kb.request("limits", tuples=1000)
            kb.state("n(0). n(Y) :- n(X), X < 500, Y = X + 1.")
            refused("what takes more", "E322", "limit", lambda: kb.state("m(X, Y) :- n(X), n(Y)."))
            kb.request("limits")
            kb.state("m(X, Y) :- n(X), n(Y).")
            check("and without the limit", len(kb.ask("m(X, 0)?")), 501)


def cancelling():
    """A request is ended while it runs, and before; what was known stays."""
    forever = "c(X) :- d(X). c(Y) :- c(X), Y = X + 1. d(0). c(X)?"
    with Linchpin(program=PROGRAM) as kb:
        kb.state("p(a).")
        told = []
        threading.Timer(1.6, kb.cancel).start()
        begun = time.monotonic()
        try:
            kb.request("state", on_progress=told.append, text=forever)
            check("it is ended", False)
        except Error as error:
            check("the status", error.status, "interrupted")
        check("soon", time.monotonic() - begun < 10)
        check("progress", bool(told) and told[-1]["rows"] > 0)
        check("what was known", kb.ask("p(X)?").rows, [{"X": "a"}])
        check("and nothing else", kb.list("clauses", predicate="c"), [])
    process = subprocess.Popen([PROGRAM, "serve", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for request in ({"id": "long", "do": "state", "text": forever}, {"id": 2, "do": "state", "text": "p(b)."},
                    {"id": 3, "do": "ask", "question": "1 = 1?"}, {"do": "cancel", "request": 2}, {"do": "cancel", "request": 99}):
        process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    time.sleep(0.3)
    process.stdin.write('{"do": "cancel", "request": "long"}\n')
    out, _ = process.communicate(timeout=20)
    check("in their order", [(a["id"], a["status"]) for a in map(json.loads, out.splitlines())],
          [("long", "interrupted"), (2, "interrupted"), (3, "ok")])


def protocol():
    answers = lines("nonsense", "", "[1]", "{}", {"id": [1, None], "do": "version"}, {"id": 1, "do": "aks"}, {"id": 2, "do": "ask"},
                    {"id": 3, "do": "ask", "question": 7}, {"id": 4, "do": "load", "files": "x"}, {"id": 5, "do": "load", "files": ["/no/such.kb"]},
                    {"id": 6, "do": "list", "what": "everything"}, {"id": 7, "do": "limits", "seconds": "x"}, {"id": 8, "do": "ask", "question": "\ud800"},
                    {"id": 9, "do": "stats"}, "[" * 100000, b"\xff\xfe".decode("latin-1"))
    check("each is answered", [a["id"] for a in answers], [None, None, None, [1, None], 1, 2, 3, 4, 5, 6, 7, None, 9, None, None])
    check("well or not", "".join("+" if a["status"] == "ok" else "-" for a in answers), "---+--------" + "+--")
    check("what may have been meant", answers[4]["error"][0]["hint"], "did you mean `ask`?")
    check("a file", answers[8]["error"][0]["code"], "E440")
    ended = subprocess.run([PROGRAM, "serve", "--stdio", "/no/such.kb"], capture_output=True, text=True, check=False)
    check("without its file it does not begin", (ended.returncode, ended.stdout), (1, ""))


def example():
    ended = subprocess.run([sys.executable, "-B", "examples/python/why.py"], cwd=PROJECT, env={**os.environ, "LINCHPIN": PROGRAM},
                           capture_output=True, text=True, check=False)
    check("the example", ended.stdout, (PROJECT / "examples/python/why.txt").read_text(encoding="utf-8"))


for test in (facts, questions, cancelling, protocol, example):
    try:
        test()
    except Exception as problem:  # the other tests go on
        check(test.__name__, repr(problem))
sys.exit(failed)
