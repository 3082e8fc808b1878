#!/usr/bin/env python3
"""Drives the prompt as a person does, in a terminal of its own. The program is $LINCHPIN."""

import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.realpath(os.environ.get("LINCHPIN", "build/release/linchpin"))
PROMPT = "linchpin> "
KNOWLEDGE = """\
sort actor.
entity north_korea: actor "North Korea".
entity china: actor "China".
entity russia: actor "Russia".
predicate depends_on(who: actor, whom: actor).
depends_on(north_korea, china).
depends_on(russia, china).
predicate place(name: any).
place(vostochny).
"""


class Prompt:
    """A prompt in a terminal of so many columns."""

    def __init__(self, *arguments, directory, columns=80, environment=None):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(directory)
            os.environ.update({"TERM": "xterm", "HOME": str(directory), "XDG_STATE_HOME": str(directory), "XDG_CONFIG_HOME": "", "COLUMNS": str(columns),
                               **(environment or {})})
            os.environ.pop("NO_COLOR", None)
            os.execv(PROGRAM, [PROGRAM, "repl", *arguments])
        import fcntl, struct, termios
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.text = ""

    def read(self, until=PROMPT, seconds=20):
        """What comes until a text does, with it; escape sequences left out."""
        begin, got = time.monotonic(), b""
        while True:
            plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]", "", got.decode("utf-8", "replace"))
            if until in plain:
                return plain.replace("\r", "")
            if time.monotonic() - begin > seconds:
                raise AssertionError("no %r in %r" % (until, plain))
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    got += os.read(self.terminal, 65536)
                except OSError:
                    raise AssertionError("ended; no %r in %r" % (until, plain)) from None

    def send(self, text):
        os.write(self.terminal, text.encode())

    def ask(self, line):
        """What a line is answered with, up to the next prompt."""
        self.send(line + "\n")
        answer = self.read()
        return answer[answer.index("\n") + 1:answer.rindex("\n") + 1] if "\n" in answer else answer

    def end(self):
        self.send(":quit\n")
        return os.waitstatus_to_exitcode(os.waitpid(self.child, 0)[1])


def check(what, good, seen):
    if not good:
        print("FAILED %s:\n%s" % (what, seen))
        check.failed = True


check.failed = False


def has(what, text, seen):
    check("%s (lacks %r)" % (what, text), text in seen, seen)


def lacks(what, text, seen):
    check("%s (has %r)" % (what, text), text not in seen, seen)


def completion(directory):
    prompt = Prompt("knowledge.kb", directory=directory)
    prompt.read()
    prompt.send("depends_on(\t")
    seen = prompt.read("russia")
    has("Tab offers what stands there", "north_korea", seen)
    lacks("Tab offers what stands there", "vostochny", seen)
    prompt.send("ch\t")
    has("else what is of the argument's sort", "ina", prompt.read("ina"))
    prompt.send(", r\t")
    prompt.read("ussia")
    prompt.ask(")?")
    prompt.send("depends_on(north_korea, \t")
    prompt.read("china")
    has("Tab completes it", "yes", prompt.ask(")?"))
    prompt.send("depends_on(vos\t")
    seen = prompt.ask("\x15depends_on(russia, X)?")
    lacks("a place is no actor", "vostochny", seen)
    prompt.send("place(vos\t")
    prompt.read("tochny")
    prompt.ask(")?")
    check("it ends well", prompt.end() == 0, "")


def undo(directory):
    prompt = Prompt("knowledge.kb", directory=directory)
    has("the greeting has questions", "Try:", prompt.read())
    has("what was meant as a fact", "to state it instead, end with a full stop: `near(china, russia).`",
        prompt.ask("near(china, russia)"))
    has("nothing to undo", "nothing to undo", prompt.ask(":undo"))
    prompt.ask("depends_on(china, russia).")
    prompt.ask("place(hunchun).")
    has("undo tells what", "undone: place(hunchun).", prompt.ask(":undo"))
    has("it is undone", "not stated", prompt.ask("place(hunchun)?"))
    has("the rest is there", "yes", prompt.ask("depends_on(china, russia)?"))
    has("redo", "done again: place(hunchun).", prompt.ask(":redo"))
    has("it is there again", "yes", prompt.ask("place(hunchun)?"))
    prompt.ask("retract depends_on(russia, china).")
    has("retracted", "not stated", prompt.ask("depends_on(russia, china)?"))
    prompt.ask(":undo")
    has("a retract is undone, too", "yes", prompt.ask("depends_on(russia, china)?"))
    has("save", "2 statements written to notes.kb", prompt.ask(":save notes.kb"))
    has("save writes over nothing", "there is a file", prompt.ask(":save notes.kb"))
    saved = (directory / "notes.kb").read_text(encoding="utf-8")
    check("what was saved", saved == "depends_on(china, russia).\nplace(hunchun).\n", saved)
    has("history", "place(hunchun).", prompt.ask(":history 20"))
    prompt.end()
    editor = directory / "editor"
    editor.write_text("#!/bin/sh\nsed -i s/hunchun/rason/ \"$1\"\n", encoding="ascii")
    editor.chmod(0o755)
    prompt = Prompt("knowledge.kb", directory=directory, environment={"EDITOR": str(editor)})
    prompt.read()
    prompt.ask("place(hunchun).")
    has("edit", "ok", prompt.ask(":edit"))
    has("what was edited holds", "yes", prompt.ask("place(rason)?"))
    has("what it was does not", "not stated", prompt.ask("place(hunchun)?"))
    prompt.end()


def settings(directory):
    prompt = Prompt("knowledge.kb", directory=directory, columns=60)
    prompt.read()
    has("the settings", "limit_time", prompt.ask(":set"))
    has("a near name", "did you mean `:set timing`", prompt.ask(":set timng on"))
    prompt.ask(":set timing on")
    check("timing", re.search(r"\d\.\d{3} s", prompt.ask("place(X)?")), "no time")
    prompt.ask(":set timing off")
    prompt.ask(":set rows 1")
    has("rows", "of which the first 1 are shown", prompt.ask("depends_on(X, Y)?"))
    prompt.ask(":set rows all")
    prompt.ask('place("%s").' % ("long " * 30))
    seen = prompt.ask("place(X), place(Y)?")
    check("a table fits the terminal", all(len(line) <= 60 for line in seen.split("\n")), seen)
    prompt.ask("both(X) :- depends_on(X, Y), depends_on(Y, X).")
    prompt.ask("either(X) :- depends_on(X, _).")
    has("profile", "either(X) :- depends_on(X, _)", prompt.ask(":profile"))
    has("what does not fit is cut", "…", seen)
    prompt.ask('place("\\u{1b}[2J").')
    prompt.send("place(X)?\n")
    got, begin = b"", time.monotonic()
    while (b"answers)" not in got or not got.endswith(b"> ")) and time.monotonic() - begin < 10:
        got += os.read(prompt.terminal, 65536)
    check("a control sequence in data shows", b"\x1b[2J" not in got and b"u{1b}" in got, got)
    has("a slip", "did you mean `china`?", prompt.ask("depends_on(X, chnia)?"))
    prompt.end()
    (directory / ".config" / "linchpin").mkdir(parents=True)
    (directory / ".config" / "linchpin" / "init").write_text(":set rows 1\nplace(rason).\n", encoding="ascii")
    prompt = Prompt("knowledge.kb", directory=directory)
    prompt.read()
    has("what the start-up file sets", "rows 1", prompt.ask(":set rows"))
    has("what it states", "yes", prompt.ask("place(rason)?"))
    has("help on a message", "E120", prompt.ask(":help E120"))
    prompt.end()
    prompt = Prompt("--color", "never", "knowledge.kb", directory=directory, environment={"TERM": "dumb"})
    check("no colours on a dumb terminal", "\x1b[1m" not in prompt.read(), "")
    prompt.end()


def progress(directory):
    (directory / "slow.kb").write_text("n(X) :- integer_below(3000, X).\nq(A) :- n(A), n(B), n(C), A + B + C < 0.\n",
                                       encoding="ascii")
    prompt = Prompt(directory=directory)
    prompt.read()
    prompt.send(":load slow.kb\n")
    has("progress after a second", "rows", prompt.read("Ctrl-C stops it"))
    os.kill(prompt.child, signal.SIGINT)
    has("Ctrl-C stops it", "interrupted", prompt.read())
    has("the prompt goes on", "yes", prompt.ask("1 < 2?"))
    prompt.end()


def watching(directory):
    prompt = Prompt("knowledge.kb", directory=directory)
    prompt.read()
    prompt.send(":watch place(X)?\n")
    prompt.read("Ctrl-C ends it")
    time.sleep(0.3)
    (directory / "knowledge.kb").write_text(KNOWLEDGE + "place(nampo).\n", encoding="ascii")
    has("watch asks again", "nampo", prompt.read("nampo"))
    (directory / "knowledge.kb").write_text(KNOWLEDGE + "place(nampo.\n", encoding="ascii")
    has("watch tells of errors", "what was there before is still there", prompt.read("still there"))
    prompt.send("\x03")
    prompt.read()
    has("what was there is there", "yes", prompt.ask("place(nampo)?"))
    (directory / "knowledge.kb").write_text(KNOWLEDGE, encoding="ascii")
    prompt.end()


def kept(directory):
    """What is stated is kept, whatever it is and whatever else stands in the line: by :save, :undo and the journal."""
    lines = ["p(a). unknown(X)?", 'claim c "C" { s(1). }', 'scenario z "Z" { assume p(z). }', 'constraint "no q" :- q(_).', "q(1).",
             "p(b). retract p(nobody). p(c).", "p(d). % why", "p(e). retract p(e). p(f).", "find N where N = #count{X : p(X)}?",
             ":undo", ":redo", ":save kept.kb"]
    command = [PROGRAM, "repl", "--journal", "kept.db", "--format", "csv"]
    subprocess.run(command, cwd=directory, input="\n".join(lines).encode(), capture_output=True, check=False)
    wanted = ["p(a).", 'claim c "C" { s(1). }', 'scenario z "Z" { assume p(z). }', 'constraint "no q" :- q(_).', "q(1).", "p(d).",
              "p(e).", "retract p(e).", "p(f)."]
    saved = (pathlib.Path(directory) / "kept.kb").read_text(encoding="utf-8").splitlines()
    check("what :save wrote", saved == wanted, saved)
    after = subprocess.run(command, cwd=directory, input=b"p(X)? s(X)? q(X)? in z: p(z)?\n", capture_output=True, check=False)
    check("what the journal holds", after.stdout.decode().split() == ["X", "a", "d", "f", "X", "1", "X", "1", "truth", "yes"], after.stdout)


def resident(child):
    for line in pathlib.Path("/proc/%d/status" % child).read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


def reloading(directory):
    """200 times the East Asia knowledge base: no more memory in the end than after 20."""
    base = pathlib.Path(__file__).resolve().parents[2] / "kb" / "east-asia" / "main.kb"
    prompt = Prompt(str(base), directory=directory)
    prompt.read()
    for _ in range(20):
        prompt.ask(":reload")
    before = resident(prompt.child)
    for _ in range(180):
        prompt.ask(":reload")
    after = resident(prompt.child)
    check("reloading leaks nothing (%d kB, then %d kB)" % (before, after), after < before * 1.1 + 4096, "")
    prompt.end()


def many_names(directory):
    """Tab among 100,000 names within 20 ms, after the first time."""
    lines = ["predicate city(name: any).\n"] + ["city(town_%06d_x).\n" % i for i in range(100000)]
    (directory / "many.kb").write_text("".join(lines), encoding="ascii")
    prompt = Prompt("many.kb", directory=directory)
    prompt.read()
    times = []
    for number in range(12):
        prompt.send("city(town_0%05d" % (number * 7))
        prompt.read("%05d" % (number * 7))
        begin = time.monotonic()
        prompt.send("\t")
        prompt.read("_x")
        times.append(time.monotonic() - begin)
        prompt.ask(")?")
    check("completion takes %.0f ms" % (sorted(times)[6] * 1000), sorted(times)[6] < 0.1, times)
    print("completion among 100,000 names: %.1f ms" % (sorted(times)[6] * 1000))
    prompt.end()


def main():
    for test in (completion, undo, settings, progress, watching, kept, reloading, many_names):
        with tempfile.TemporaryDirectory() as name:
            directory = pathlib.Path(name)
            (directory / "knowledge.kb").write_text(KNOWLEDGE, encoding="ascii")
            try:
                test(directory)
            except AssertionError as problem:
                check(test.__name__, False, problem)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
