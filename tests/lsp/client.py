"""A client of the Language Server Protocol, as an editor is one, for tests."""

import json
import pathlib
import queue
import subprocess
import threading
import time
import urllib.parse


def uri(path):
    return "file://" + urllib.parse.quote(str(path))


def path_of(name):
    return pathlib.Path(urllib.parse.unquote(name[len("file://"):]))


class Failure(Exception):
    """The answer to a request was an error."""

    def __init__(self, error):
        super().__init__(error["message"])
        self.code = error["code"]


class Client:
    def __init__(self, program, folder, encoding=None, keep=None):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.arrived = queue.Queue()
        self.kept = keep  # messages, each with its time
        self.texts, self.versions, self.diagnostics = {}, {}, {}
        self.number = 0
        self.received = 0  # how often diagnostics came
        self.encoding = encoding or "utf-16"
        threading.Thread(target=self._read, daemon=True).start()
        if folder is not None:
            capabilities = {"general": {"positionEncodings": [encoding]}} if encoding else {}
            self.initialized = self.ask("initialize", {"processId": None, "rootUri": uri(folder), "capabilities": capabilities})
            self.tell("initialized", {})

    def _read(self):
        out = self.process.stdout
        while True:
            length = None
            for line in iter(out.readline, b"\r\n"):
                if not line:
                    self.arrived.put(None)
                    return
                name, value = line.decode("ascii").split(":")
                if name.lower() == "content-length":
                    length = int(value)
            body = json.loads(out.read(length))
            self._keep("<", body)
            self.arrived.put(body)

    def _keep(self, way, message):
        if self.kept is not None:
            self.kept.append((time.monotonic(), way, message))

    def send(self, message):
        self._keep(">", message)
        self.send_raw(json.dumps(message).encode())

    def send_raw(self, body):
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def next(self, seconds=20):
        message = self.arrived.get(timeout=seconds)
        if message is not None and message.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[path_of(message["params"]["uri"])] = message["params"]["diagnostics"]
            self.received += 1
        return message

    def answer(self, number):
        while True:
            message = self.next()
            if message is None:
                raise EOFError
            if message.get("id") == number and "method" not in message:
                if "error" in message:
                    raise Failure(message["error"])
                return message["result"]

    def ask(self, method, params):
        self.number += 1
        self.send({"jsonrpc": "2.0", "id": self.number, "method": method, "params": params})
        return self.answer(self.number)

    # ---- documents

    def open(self, path, text=None):
        self.texts[path] = path.read_text(encoding="utf-8") if text is None else text
        self.versions[path] = 1
        self.tell("textDocument/didOpen", {"textDocument": {"uri": uri(path), "languageId": "linchpin", "version": 1,
                                                            "text": self.texts[path]}})

    def place(self, path, offset):
        """The position of a place in the model's text."""
        before = self.texts[path][:offset]
        line = before.count("\n")
        rest = before[before.rfind("\n") + 1:]
        return {"line": line, "character": len(rest.encode("utf-8")) if self.encoding == "utf-8"
                else len(rest.encode("utf-16-le")) // 2}

    def offset(self, path, position):
        lines = self.texts[path].split("\n")
        before = sum(len(line) + 1 for line in lines[:position["line"]])
        raw = lines[position["line"]].encode("utf-8" if self.encoding == "utf-8" else "utf-16-le")
        units = position["character"] * (1 if self.encoding == "utf-8" else 2)
        return before + len(raw[:units].decode("utf-8" if self.encoding == "utf-8" else "utf-16-le"))

    def range(self, path, begin, end):
        return {"start": self.place(path, begin), "end": self.place(path, end)}

    def edit(self, path, begin, end, text):
        """Replaces a part of the text, as typing does."""
        change = {"range": self.range(path, begin, end), "text": text}
        self.texts[path] = self.texts[path][:begin] + text + self.texts[path][end:]
        self.versions[path] += 1
        self.tell("textDocument/didChange", {"textDocument": {"uri": uri(path), "version": self.versions[path]},
                                             "contentChanges": [change]})

    def at(self, path, needle, inside=0):
        """The parameters of a request at a place: where a text stands."""
        return {"textDocument": {"uri": uri(path)}, "position": self.place(path, self.texts[path].index(needle) + inside)}

    def wait_for(self, path, good, seconds=20):
        """The diagnostics of a file, once they are as wanted."""
        end = time.monotonic() + seconds
        while not (path in self.diagnostics and good(self.diagnostics[path])):
            if time.monotonic() > end:
                raise AssertionError("diagnostics of %s: %r" % (path, self.diagnostics.get(path)))
            try:
                self.next(0.2)
            except queue.Empty:
                pass
        return self.diagnostics[path]

    def applied(self, changes):
        """The texts of files after edits: those that are open as they stand here, others as on disk."""
        out = {}
        for name, edits in changes.items():
            path = path_of(name)
            if path not in self.texts:
                self.texts[path] = path.read_text(encoding="utf-8")
            text = self.texts[path]
            spans = [(self.offset(path, e["range"]["start"]), self.offset(path, e["range"]["end"]), e["newText"]) for e in edits]
            for begin, end, new in sorted(spans, reverse=True):
                text = text[:begin] + new + text[end:]
            out[path] = text
        return out

    def end(self):
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        return self.process.wait(10)
