"""Linchpin from Python, by its program: `linchpin serve`, whose lines of JSON docs/embedding.md describes.

    from linchpin import Linchpin

    with Linchpin("kb/east-asia/main.kb") as kb:
        for row in kb.ask("depends_on(X, china, R)?"):
            print(row["X"], row["R"])
        print(kb.show("why depends_on(north_korea, china, food)?"))

Needs nothing but the standard library; copy it beside your own program.
"""

import html
import itertools
import json
import os
import subprocess
import threading


class Error(Exception):
    """Something had an error, or ended at a limit. `messages` has each with its place and a way out."""

    def __init__(self, answer):
        self.status = answer["status"]
        self.messages = answer.get("error", [])
        super().__init__(answer.get("rendered", "").strip() or self.status)


class Answer:
    """The rows of an answer, each a dict by the question's variables; all there is to it is in `json`."""

    def __init__(self, answer):
        self.json = answer
        self.columns = answer.get("variables", [])
        self.rows = answer.get("answers", [])
        self.levels = answer.get("levels", [])
        self.truth = answer.get("truth")  # of a question without variables: yes, denied, both, not stated, undecided
        self.warnings = answer.get("warning", [])

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def __bool__(self):
        return self.truth in ("yes", "both") if self.truth else bool(self.rows)

    def __repr__(self):
        return self.truth or repr(self.rows)

    def _repr_html_(self):
        """For notebooks: the picture, where one was asked for, or a table."""
        picture = self.json.get("picture", {})
        if picture.get("form") in ("svg", "html") and "text" in picture:
            return picture["text"]
        if self.truth:
            return html.escape(self.truth)
        head = "".join("<th>%s</th>" % html.escape(name) for name in self.columns)
        body = "".join("<tr>%s</tr>" % "".join("<td>%s</td>" % html.escape(str(row[name])) for name in self.columns) for row in self.rows)
        return "<table><tr>%s</tr>%s</table>" % (head, body)


class Linchpin:
    """A knowledge base, in a process of its own. One call at a time, but for `cancel`."""

    def __init__(self, *files, program=None, options=()):
        command = [program or os.environ.get("LINCHPIN", "linchpin"), "serve", "--stdio", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._numbers = itertools.count(1)
        self._running = None
        self._writing = threading.Lock()
        try:
            if files:
                self.load(*files)
        except Error:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def _send(self, **request):
        with self._writing:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()

    def request(self, do, on_progress=None, **parts):
        """Any request, by its name and parts; what it is answered with."""
        self._running = next(self._numbers)
        parts = {name: part for name, part in parts.items() if part is not None}
        self._send(id=self._running, do=do, **parts, **({"progress": True} if on_progress else {}))
        for line in self.process.stdout:
            answer = json.loads(line)
            if "progress" in answer:
                on_progress(answer["progress"])
                continue
            self._running = None
            if answer["status"] != "ok":
                raise Error(answer)
            return answer
        raise EOFError("linchpin has ended with status %s" % self.process.wait())

    def load(self, *files):
        """Files with all they include; where one has an error nothing of them stays."""
        self.request("load", files=[os.fspath(file) for file in files])

    def reload(self):
        self.request("reload")

    def state(self, text, name=None):
        """Statements, as a file would hold them; the answers to the questions among them."""
        return [Answer(answer) for answer in self.request("state", text=text, name=name).get("answers", [])]

    def insert(self, predicate, rows):
        """Facts: each row a list of numbers and texts, which are read as `import` reads those of JSON."""
        self.request("insert", predicate=predicate, rows=[list(row) for row in rows])

    def retract(self, predicate, rows):
        self.request("retract", predicate=predicate, rows=[list(row) for row in rows])

    def ask(self, question, on_progress=None):
        return Answer(self.request("ask", on_progress, question=question))

    def show(self, question):
        """The answer as the prompt shows it."""
        return self.request("ask", question=question, text=True)["text"].rstrip("\n")

    def rows(self, question, at_a_time=1000):
        """The rows of an answer one after another, for many of them."""
        answer = self.request("ask", question=question, limit=at_a_time)
        cursor = answer.get("cursor")
        yield from answer["answers"]
        while answer.get("left"):
            answer = self.request("more", cursor=cursor, limit=at_a_time)
            yield from answer["answers"]

    def list(self, what, **parts):
        """What there is: predicates, claims, scenarios, entities, levels, files, or clauses (predicate="p")."""
        return self.request("list", what=what, **parts)[what]

    def cancel(self):
        """From another thread: ends the running call, which raises Error with the status `interrupted`."""
        if self._running is not None:
            self._send(do="cancel", request=self._running)
