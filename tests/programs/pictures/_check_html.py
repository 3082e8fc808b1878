"""Ends with an error unless each file is HTML with balanced elements, runs nothing and loads nothing."""
import sys
from html.parser import HTMLParser

EMPTY = {"meta", "br", "img", "link", "input", "hr"}
FORBIDDEN = {"script", "iframe", "object", "embed", "link", "img", "base", "form"}


class Checker(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets = [], set(), set()

    def handle_starttag(self, tag, attributes):
        assert tag not in FORBIDDEN, tag
        for name, value in attributes:
            assert not name.startswith("on"), name
            if name == "id":
                assert value not in self.ids, f"twice: {value}"
                self.ids.add(value)
            if name in ("href", "src", "xlink:href"):
                assert value.startswith("#"), value
                self.targets.add(value[1:])
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> in {self.open[-3:]} at {self.getpos()}"
        self.open.pop()

    def handle_data(self, data):
        assert not any(ord(c) < 32 and c != "\n" for c in data), repr(data)


for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    assert text.startswith("<!DOCTYPE html>\n"), path
    checker = Checker()
    checker.feed(text)
    checker.close()
    assert not checker.open, checker.open
    assert checker.targets <= checker.ids, checker.targets - checker.ids
