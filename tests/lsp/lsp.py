#!/usr/bin/env python3
"""The server for editors, driven over its pipes with the protocol's own messages. The program is $LINCHPIN."""

import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from client import Client, Failure, path_of, uri

PROGRAM = os.path.realpath(os.environ.get("LINCHPIN", "build/release/linchpin"))
PROJECT = pathlib.Path(__file__).resolve().parents[2]
MAIN = '''source report "A report".
levels certain > likely.
trust press likely.
sort actor.
sort state < actor.
entity china : state "China".
entity russia : state "Russia".
entity wagner : actor "Wagner".
predicate depends_on(who: actor, on: actor) "{who} depends on {on}".
include "rules.kb".
include "claims.kb".
'''
RULES = '''% Rules.
exposed(X) :- depends_on(X, Y), X != Y.
chain(X, Z) :- depends_on(X, Y), depends_on(Y, Z).
chain(X, Y)?
'''
CLAIMS = '''claim c1 "Russia depends on China" at report/trade/1.1 by press level likely {
  depends_on(russia, china).
}
scenario cut "China stops" { deny depends_on(russia, china). }
overrides c1 c1.
'''


def check(what, good, seen=""):
    if not good:
        print("FAILED %s: %s" % (what, seen))
        check.failed = True


check.failed = False


class Folder:
    def __init__(self, **files):
        self.directory = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(os.path.realpath(self.directory.name))
        for name, text in files.items():
            (self.path / (name + ".kb")).write_text(text, encoding="utf-8")

    def __enter__(self):
        return self.path

    def __exit__(self, *ignored):
        self.directory.cleanup()


def codes(diagnostics):
    return sorted(d["code"] for d in diagnostics)


def labels(completion):
    return [item["label"] for item in completion["items"]]


def names():
    """Definition, references, renaming, hover, highlights over several files."""
    with Folder(main=MAIN, rules=RULES, claims=CLAIMS) as folder:
        client = Client(PROGRAM, folder)
        main, rules, claims = (folder / (n + ".kb") for n in ("main", "rules", "claims"))
        client.open(rules)
        client.wait_for(rules, lambda d: d == [])
        there = client.ask("textDocument/definition", client.at(rules, "depends_on(X", 3))
        check("a definition in another file", [path_of(t["uri"]).name for t in there] == ["main.kb"], there)
        check("of it the name alone", there[0]["range"]["start"] == {"line": 8, "character": 10}, there)
        found = client.ask("textDocument/references", {**client.at(rules, "depends_on(X", 3), "context": {"includeDeclaration": True}})
        check("references in all files", sorted(path_of(f["uri"]).name for f in found) ==
              ["claims.kb", "claims.kb", "main.kb", "rules.kb", "rules.kb", "rules.kb"], found)
        variable = client.ask("textDocument/references", {**client.at(rules, "X, Y), X !=", 0), "context": {"includeDeclaration": True}})
        check("a variable is its clause's own", len(variable) == 3, variable)
        marks = client.ask("textDocument/documentHighlight", client.at(rules, "depends_on(Y", 0))
        check("highlights in the file", len(marks) == 3, marks)
        hover = client.ask("textDocument/hover", client.at(rules, "depends_on(X", 3))["contents"]["value"]
        check("hover shows the declaration", "predicate depends_on(who: actor, on: actor)" in hover, hover)
        client.open(claims)
        hover = client.ask("textDocument/hover", client.at(claims, "depends_on(russia", 3))["contents"]["value"]
        for part in ("Russia depends on China", "report/trade/1.1", "by press", "level likely"):
            check("hover shows the claim's " + part, part in hover, hover)
        hover = client.ask("textDocument/hover", client.at(claims, "china)", 1))["contents"]["value"]
        check("hover on an entity", 'entity china : state "China".' in hover and "depends_on" in hover, hover)
        renamed = client.applied(client.ask("textDocument/rename", {**client.at(rules, "depends_on(X", 3), "newName": "leans_on"})["changes"])
        check("renaming goes over all files", set(renamed) == {main, rules, claims}, renamed)
        check("and leaves no old name", not any("depends_on" in text for text in renamed.values()), renamed)
        for path, text in renamed.items():
            path.write_text(text, encoding="utf-8")
        ended = subprocess.run([PROGRAM, "check", str(main)], capture_output=True, text=True, check=False)
        check("what is renamed is right", "E" not in ended.stdout.split("warning")[0] and "2 errors" not in ended.stdout, ended.stdout)
        argument = client.ask("textDocument/rename", {**client.at(main, "who: actor", 1), "newName": "whom"})["changes"]
        check("an argument is renamed in its sentence, too", len(argument[uri(main)]) == 2, argument)
        for new, part in (("Upper", "begins with a capital letter"), ("exposed", "is a name already"), ("lower", "is a builtin")):
            try:
                client.ask("textDocument/rename", {**client.at(rules, "depends_on(X", 3), "newName": new})
                check("renaming to %s is refused" % new, False)
            except Failure as failure:
                check("renaming to %s is refused with a reason" % new, part in str(failure), failure)
        check("a keyword can't be renamed", client.ask("textDocument/prepareRename", client.at(main, "sort actor", 1)) is None)
        check("it ends well", client.end() == 0)


def diagnostics():
    """Of all files of a knowledge base, from what stands in the editor; gone when they are mended."""
    with Folder(main=MAIN, rules=RULES, claims=CLAIMS) as folder:
        client = Client(PROGRAM, folder)
        rules, claims = folder / "rules.kb", folder / "claims.kb"
        client.open(claims)
        told = client.wait_for(claims, lambda d: d != [])
        client.edit(claims, client.texts[claims].index("overrides"), len(client.texts[claims]), "")
        client.wait_for(claims, lambda d: d == [])
        at = client.texts[claims].index("china).")
        client.edit(claims, at, at + 5, "chnia")
        told = client.wait_for(claims, lambda d: codes(d) == ["E120"])
        check("the place", told[0]["range"] == client.range(claims, at, at + 5), told)
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri(claims)}, "range": told[0]["range"],
                                                         "context": {"diagnostics": told}})
        check("a code action", [a["title"] for a in actions] == ["Write `china`"], actions)
        after = client.applied(actions[0]["edit"]["changes"])[claims]
        check("it mends", "depends_on(russia, china)." in after, after)
        client.edit(claims, at, at + 5, "china")
        client.wait_for(claims, lambda d: d == [])
        client.open(rules)
        at = client.texts[rules].index("chain(X, Y)?")
        client.edit(rules, at, at + 5, "chian")
        told = client.wait_for(rules, lambda d: "E101" in codes(d))
        actions = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri(rules)}, "range": client.range(rules, at, at),
                                                         "context": {"diagnostics": []}})
        check("a predicate's near name", [a["title"] for a in actions] == ["Write `chain`"], actions)
        client.edit(rules, at, at + 5, "chain")
        client.wait_for(rules, lambda d: d == [])
        client.edit(rules, 0, 0, "p(a\n")
        told = client.wait_for(rules, lambda d: d != [])
        check("an error of syntax", told[0]["severity"] == 1, told)
        client.edit(rules, 0, 4, "")
        client.wait_for(rules, lambda d: d == [])
        check("it ends well", client.end() == 0)


def scenarios():
    """What is said of scenarios comes after the rest, and stays while other files are edited."""
    with Folder(main=MAIN, rules=RULES, claims=CLAIMS.replace("overrides c1 c1.\n", "").replace("deny", "assume expose(china). deny")) as folder:
        client = Client(PROGRAM, folder)
        rules, claims = folder / "rules.kb", folder / "claims.kb"
        client.open(claims)
        told = client.wait_for(claims, lambda d: d != [])
        check("a slip in a scenario", codes(told) == ["W249"], told)
        client.open(rules)
        client.wait_for(rules, lambda d: d == [])
        at = client.texts[rules].index("chain(X, Y)?")
        for new, wanted in (("chian", ["E101"]), ("chain", []), ("chian", ["E101"])):
            client.edit(rules, at, at + 5, new)
            client.wait_for(rules, lambda d: codes(d) == wanted)
            client.ask("workspace/symbol", {"query": ""})  # so that all is told that was to be
        check("an error elsewhere comes first", client.diagnostics[claims] == [], client.diagnostics[claims])
        client.edit(rules, at, at + 5, "chain")
        client.wait_for(claims, lambda d: codes(d) == ["W249"])
        before = client.received
        client.edit(rules, 0, 0, "% a remark\n")
        client.ask("workspace/symbol", {"query": ""})
        time.sleep(0.3)
        client.ask("workspace/symbol", {"query": ""})
        check("it is not told again", client.received == before, client.received)
        client.end()


def completion():
    with Folder(main=MAIN, rules=RULES, claims=CLAIMS) as folder:
        client = Client(PROGRAM, folder)
        rules, claims, main = folder / "rules.kb", folder / "claims.kb", folder / "main.kb"
        for path in (rules, claims, main):
            client.open(path)

        def typed(path, text):
            end = len(client.texts[path])
            client.edit(path, end, end, text)
            params = {"textDocument": {"uri": uri(path)}, "position": client.place(path, end + len(text))}
            out = labels(client.ask("textDocument/completion", params))
            client.edit(path, end, end + len(text), "")
            return out

        for path, text, wanted, unwanted in (
                (rules, "depends_on(russia, ", ["china", "wagner"], ["exposed"]),
                (rules, "depends_on(ch", ["china"], ["russia"]),
                (rules, "near(Abc, Y) :- depends_on(A", ["Abc"], ["china"]),
                (rules, "de", ["depends_on"], ["china"]),
                (rules, "p(X) :- exp", ["exposed"], ["export"]),
                (rules, "pre", ["predicate"], []),
                (rules, "p(X) :- contai", ["contains"], []),
                (rules, "% depends_on(ch", [], ["china"]),
                (rules, 'p("ch', [], ["china"]),
                (rules, "include \"cl", ["claims.kb"], []),
                (main, "predicate q(a: st", ["state", "string"], ["china"]),
                (main, "entity iran : ", ["state", "actor"], ["china"]),
                (claims, "in c", ["cut"], ["c1"]),
                (claims, "overrides ", ["c1"], ["cut"]),
                (claims, 'claim c2 "x" at report/tr', ["report/trade/"], []),
                (claims, 'claim c2 "x" by ', ["press"], []),
                (claims, 'claim c2 "x" level ', ["certain", "likely"], ["press"]),
                (claims, 'claim c2 "x" at report/trade/1.1 { depends_on(ru', ["russia"], [])):
            seen = typed(path, text)
            check("%r offers %s" % (text, wanted), set(wanted) <= set(seen), seen)
            check("%r offers none of %s" % (text, unwanted), not set(unwanted) & set(seen), seen)
        client.end()


def outlines():
    with Folder(main=MAIN, rules=RULES, claims=CLAIMS) as folder:
        client = Client(PROGRAM, folder, encoding="utf-8")
        rules, claims = folder / "rules.kb", folder / "claims.kb"
        check("the encoding is agreed on", client.initialized["capabilities"]["positionEncoding"] == "utf-8")
        client.open(claims)
        symbols = client.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri(claims)}})
        check("symbols of a file", [s["name"] for s in symbols] == ["c1", "cut"], symbols)
        check("with what a claim states", symbols[0]["children"][0]["name"] == "depends_on(russia, china)", symbols)
        found = client.ask("workspace/symbol", {"query": "dpo"})
        check("symbols of the workspace", [s["name"] for s in found] == ["depends_on"], found)
        folds = client.ask("textDocument/foldingRange", {"textDocument": {"uri": uri(claims)}})
        check("what folds", folds == [{"startLine": 0, "endLine": 2}], folds)
        client.open(rules, "p(a).q(b)   .\n")
        broken = client.ask("textDocument/formatting", {"textDocument": {"uri": uri(rules)}, "options": {}})
        check("what has errors stays as it is", broken == [], broken)
        client.edit(rules, 0, len(client.texts[rules]), "r(X):-p(X),q(X).   p( a ).")
        edits = client.ask("textDocument/formatting", {"textDocument": {"uri": uri(rules)}, "options": {}})
        after = client.applied({uri(rules): edits})[rules]
        check("formatting", after == "r(X) :- p(X), q(X).\np(a).\n", after)
        client.edit(rules, 0, len(client.texts[rules]), 'p("ä𝄞", X) :- q(X). % é\n')
        data = client.ask("textDocument/semanticTokens/full", {"textDocument": {"uri": uri(rules)}})["data"]
        types = client.initialized["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"]
        rows = [data[i:i + 5] for i in range(0, len(data), 5)]
        check("the kinds of words", [types[r[3]] for r in rows] ==
              ["function", "string", "variable", "operator", "function", "variable", "comment"], rows)
        check("a string's length is in bytes, as agreed", rows[1][2] == len('"ä𝄞"'.encode()), rows)
        client.end()


def random_edits():
    """After edits of any kind the server has the text that the editor has: it says of it what it says of that text whole."""
    pieces = ["p(a).\n", "q(X) :- p(X), not r(X).\n", "é", "𝄞", "\n", "% note\n", "\"text\"", "'a b'", "claim c { p(b). }\n", "(", ")", "?"]
    source = random.Random(11)
    with Folder() as folder:
        for encoding in ("utf-8", None):
            client = Client(PROGRAM, folder, encoding=encoding)
            edited = folder / ("edited-%s.kb" % encoding)
            client.open(edited, "p(a).\n")
            for turn in range(300):
                length = len(client.texts[edited])
                begin = source.randrange(length + 1)
                end = min(length, begin + source.choice((0, 0, 0, 1, 5)))
                client.edit(edited, begin, end, source.choice(pieces + ["", ""]))
                if turn % 10 == 9:
                    whole = folder / ("whole-%s-%d.kb" % (encoding, turn))
                    client.open(whole, client.texts[edited])
                    for method in ("textDocument/semanticTokens/full", "textDocument/documentSymbol", "textDocument/foldingRange"):
                        of_edited = client.ask(method, {"textDocument": {"uri": uri(edited)}})
                        of_whole = client.ask(method, {"textDocument": {"uri": uri(whole)}})
                        check("%s after %d edits" % (method, turn + 1), of_edited == of_whole, client.texts[edited])
                    client.tell("textDocument/didClose", {"textDocument": {"uri": uri(whole)}})
            check("it ends well", client.end() == 0)


def protocol():
    """What is no request, or comes at the wrong time, is refused, and the server goes on."""
    client = Client(PROGRAM, None)

    def refused(code, send):
        send()
        message = client.next()
        while "method" in message:
            message = client.next()
        check("refused with %d" % code, message.get("error", {}).get("code") == code, message)

    refused(-32002, lambda: client.send({"jsonrpc": "2.0", "id": 1, "method": "textDocument/hover", "params": {}}))
    refused(-32700, lambda: client.send_raw(b"{nonsense"))
    refused(-32600, lambda: client.send({"jsonrpc": "2.0", "id": 2}))
    client.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
    refused(-32601, lambda: client.send({"jsonrpc": "2.0", "id": 3, "method": "textDocument/nothing"}))
    refused(-32602, lambda: client.send({"jsonrpc": "2.0", "id": 4, "method": "textDocument/hover", "params": {}}))
    refused(-32602, lambda: client.send({"jsonrpc": "2.0", "id": 5, "method": "textDocument/hover", "params": {
        "textDocument": {"uri": "file:///no/such/file.kb"}, "position": {"line": 0, "character": 0}}}))
    client.tell("textDocument/didChange", {"textDocument": {"uri": "file:///no/such/file.kb"}, "contentChanges": 7})
    client.tell("$/setTrace", {"value": "off"})
    client.process.stdin.write(b"Content-Type: x\r\nContent-Length: nothing\r\n\r\n\r\n")
    client.tell("textDocument/didOpen", {"textDocument": {"uri": "untitled:one", "languageId": "linchpin", "version": 1,
                                                          "text": "p(X) :- q(Y)."}})
    told = client.next()
    check("a text that is no file", told["params"]["uri"] == "untitled:one" and told["params"]["diagnostics"], told)
    client.tell("$/cancelRequest", {"id": 77})
    time.sleep(0.1)
    refused(-32800, lambda: client.send({"jsonrpc": "2.0", "id": 77, "method": "workspace/symbol", "params": {"query": ""}}))
    client.ask("shutdown", None)
    refused(-32600, lambda: client.send({"jsonrpc": "2.0", "id": 6, "method": "workspace/symbol", "params": {"query": ""}}))
    client.tell("exit", None)
    check("after shutdown the status is 0", client.process.wait(10) == 0)
    client = Client(PROGRAM, None)
    client.process.stdin.close()
    check("without it, 1", client.process.wait(10) == 1)


def east_asia():
    """The whole knowledge base: how long after a key its diagnostics are there."""
    with Folder() as folder:
        shutil.copytree(PROJECT / "kb" / "east-asia", folder / "east-asia")
        path = folder / "east-asia" / "dependence.kb"
        client = Client(PROGRAM, folder)
        client.open(path)
        client.wait_for(path, lambda d: True)
        wrong, right = [], []
        for turn in range(10):
            at = client.texts[path].index("north_korea")
            begun = time.monotonic()
            client.edit(path, at, at + 1, "m")
            client.wait_for(path, lambda d: "E120" in codes(d))
            wrong.append(time.monotonic() - begun)
            begun = time.monotonic()
            client.edit(path, at, at + 1, "n")
            client.wait_for(path, lambda d: "E120" not in codes(d))
            right.append(time.monotonic() - begun)
        print("diagnostics of the East Asia knowledge base after a key: %.0f ms where it is wrong, %.0f ms where it is right" %
              (1000 * sorted(wrong)[5], 1000 * sorted(right)[5]))
        client.end()


def main():
    for test in (names, diagnostics, scenarios, completion, outlines, random_edits, protocol, east_asia):
        try:
            test()
        except Exception as problem:  # the other tests go on
            check(test.__name__, False, repr(problem))
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
