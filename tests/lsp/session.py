#!/usr/bin/env python3
"""session.py [--write]: the session of docs/editors/session.md, with the program $LINCHPIN: that the messages are still
those, but for their times; --write writes them anew. A typo in the East Asia knowledge base, its diagnostic, the code
action that mends it, and a renaming over several files."""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile

from client import Client, uri

PROGRAM = os.path.realpath(os.environ.get("LINCHPIN", "build/release/linchpin"))
PROJECT = pathlib.Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "editors" / "session.md"
LONGEST = 600  # characters of a message that are shown
HEAD = """# A session over the wire

What an editor (`>`) and `linchpin lsp` (`<`) say to one another on the East Asia knowledge base: a file is opened, a letter of a
name in it changed, the message about that asked for a fix, and a predicate renamed in all files. In front of each message is
its time in milliseconds since the first. `FOLDER` stands for the folder's address; long messages are cut. Written by
`tests/lsp/session.py --write`; a test compares the messages with what is said now.

```
"""


def record(folder):
    shutil.copytree(PROJECT / "kb" / "east-asia", folder / "east-asia")
    path = folder / "east-asia" / "dependence.kb"
    kept = []
    client = Client(PROGRAM, folder, keep=kept)
    client.open(path)
    client.wait_for(path, lambda d: True)
    at = client.texts[path].index("north_korea")
    client.edit(path, at + 1, at + 2, "p")
    told = client.wait_for(path, lambda d: d != [])
    action = client.ask("textDocument/codeAction", {"textDocument": {"uri": uri(path)}, "range": told[0]["range"],
                                                    "context": {"diagnostics": told}})[0]
    fix = action["edit"]["changes"][uri(path)][0]
    client.edit(path, client.offset(path, fix["range"]["start"]), client.offset(path, fix["range"]["end"]), fix["newText"])
    client.wait_for(path, lambda d: d == [])
    client.ask("textDocument/rename", {**client.at(path, "depends_on("), "newName": "relies_on"})
    client.end()
    return kept


def lines(kept, folder):
    out = []
    for when, way, message in kept:
        text = json.dumps(message, ensure_ascii=False, sort_keys=True).replace(uri(folder), "FOLDER")
        if len(text) > LONGEST:
            text = "%s ... %d characters" % (text[:LONGEST], len(text))
        out.append("%6.1f %s %s" % ((when - kept[0][0]) * 1000, way, text))
    return out


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(os.path.realpath(name))
        said = lines(record(folder), folder)
    if "--write" in sys.argv:
        PAGE.write_text(HEAD + "\n".join(said) + "\n```\n", encoding="utf-8")
        return 0
    without_times = [re.sub(r"^ *[0-9.]+ ", "", line) for line in said]
    written = [re.sub(r"^ *[0-9.]+ ", "", line) for line in PAGE.read_text(encoding="utf-8").split("```")[1].strip("\n").split("\n")]
    # Messages of the two sides may cross: each side's are in their order.
    for way in "><":
        ours, theirs = ([line for line in side if line.startswith(way)] for side in (without_times, written))
        for now, then in zip(ours, theirs):
            if now != then:
                print("docs/editors/session.md has\n  %s\nand now it is\n  %s\n(tests/lsp/session.py --write)" % (then, now))
                return 1
        if len(ours) != len(theirs):
            print("%d messages %s, and docs/editors/session.md has %d" % (len(ours), way, len(theirs)))
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
