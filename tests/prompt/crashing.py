#!/usr/bin/env python3
"""What was answered is there after `kill -9`, at whatever moment: `crashing.py N` kills N times. And a journal that was cut
off while it was written, or damaged, loses nothing silently. The program is $LINCHPIN."""

import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading

from prompt import PROGRAM, check, has

COMMAND = [PROGRAM, "repl", "--journal", "journal.db", "--format", "csv"]


def stated(number, source):
    """What states said(number), in one of the ways to do so, and takes back what it states beside; then asks for it."""
    return source.choice(["said(%d).\nsaid(%d)?\n", "said(%d). said(%d)?\n", 'claim c%d "Said" { said(%d). }\nsaid(%d)?\n',
                          "said(X) :- X = %d.\nsaid(%d)?\n", "other(%d). said(%d). retract other(%d).\nsaid(%d)?\n",
                          'scenario s%d "Said" { assume other(%d). } said(%d). said(%d)?\n']).replace("%d", str(number)).encode()


def killed(directory, times):
    source, known = random.Random(7), set()
    for turn in range(times):
        # Without buffers: what is left in one when the program is gone would be written as the pipe closes, and fail.
        with subprocess.Popen(COMMAND, cwd=directory, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, bufsize=0) as running:
            timer = threading.Timer(source.random() * 0.06, running.kill)
            if turn % 2 == 0:
                timer.start()  # the others once there is an answer, however slow the machine is
            try:
                for number in range(turn * 1000, turn * 1000 + 1000):
                    running.stdin.write(stated(number, source))
                    running.stdin.flush()
                    line = b""
                    while line not in (b"yes\n", b"yes,certain\n"):
                        line = running.stdout.readline()
                        if not line:
                            raise BrokenPipeError
                    known.add(number)
                    if timer.ident is None:
                        timer.start()
            except OSError:
                pass
            timer.cancel()
            running.kill()
        if turn % 10 == 9 or turn == times - 1:
            asked = subprocess.run(COMMAND, cwd=directory, input=b"said(X)?\nother(X)?\n", capture_output=True, check=False)
            there, _, beside = asked.stdout.partition(b"\n\n")
            there = {int(line) for line in there.split() if line.isdigit()}
            check("none is lost", known <= there, known - there)
            check("nothing is taken in by half", not any(line.isdigit() for line in beside.split()), beside)
            # Where nothing was stated about them, they are unknown.
            check("the journal loads", set(re.findall(rb"error\[(\w+)\]", asked.stderr)) <= {b"E101"}, asked.stderr)
    check("%d statements were answered" % len(known), len(known) > times // 2, "")
    print("journal: %d kills, %d statements answered, %d lost" % (times, len(known), len(known - there)))


def torn(directory):
    """A write that was cut off: SQLite's own journal is there, and takes it back."""
    subprocess.run(COMMAND, cwd=directory, input=b"p(a).\np(b).\n", capture_output=True, check=False)
    connection = sqlite3.connect(directory / "journal.db", isolation_level=None)
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN")
    for number in range(200):
        connection.execute("INSERT INTO statement (text) VALUES (?)", ("long(%d, \"%s\")." % (number, "x" * 2000),))
    left = {name: (directory / name).read_bytes() for name in ("journal.db", "journal.db-journal")}
    connection.close()
    other = directory / "torn"
    other.mkdir()
    for name, content in left.items():
        (other / name).write_bytes(content)
    check("something was being written", len(left["journal.db"]) > 20000, len(left["journal.db"]))
    asked = subprocess.run(COMMAND, cwd=other, input=b"p(X)?\nlong(X, _)?\n", capture_output=True, check=False)
    has("what was cut off is told", "is left out", asked.stderr.decode())
    check("what was stated before", asked.stdout.split()[:3] == [b"X", b"a", b"b"], asked.stdout)


def damaged(directory):
    """Cut short, or with bytes that are not its own: an error, or all that it had."""
    lines = "".join('p(%d, "%s").\n' % (number, "y" * 100) for number in range(300))
    subprocess.run(COMMAND, cwd=directory, input=lines.encode(), capture_output=True, check=False)
    whole = (directory / "journal.db").read_bytes()
    source = random.Random(11)
    refused = 0
    for turn in range(40):
        content = bytearray(whole)
        if turn % 2 == 0:
            del content[source.randrange(1, len(content)):]
        else:
            page = source.randrange(0, len(content) // 4096)
            content[page * 4096:(page + 1) * 4096] = bytes(4096)
        (directory / "journal.db").write_bytes(content)
        asked = subprocess.run(COMMAND, cwd=directory, input=b"find N where N = #count{X : p(X, _)}?\n", capture_output=True, check=False)
        refused += b"E476" in asked.stderr
        check("damage %d is told" % turn, b"E476" in asked.stderr or asked.stdout.split() == [b"N", b"300"], asked.stdout + asked.stderr)
    check("damage is seen", refused > 20, refused)
    print("journal: %d damaged files, %d refused, 0 read in part" % (40, refused))
    (directory / "other.db").write_bytes(b"no database")
    other = subprocess.run([PROGRAM, "repl", "--journal", "other.db"], cwd=directory, input=b"", capture_output=True, check=False)
    has("another file is no journal", "E476", other.stderr.decode())


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    for test in (lambda directory: killed(directory, times), torn, damaged):
        with tempfile.TemporaryDirectory() as name:
            test(pathlib.Path(name))
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
