"""The same programs with the literals of each rule in other orders: the order written should make no difference."""

import random
import re

ORDERS = ["as written", "reversed", "shuffled 1", "shuffled 2", "shuffled 3"]


def literals(body):
    """A rule's body, cut at the commas that stand in no parentheses, braces or texts."""
    result, depth, quote, begin = [], 0, "", 0
    for at, sign in enumerate(body):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign in "({":
            depth += 1
        elif sign in ")}":
            depth -= 1
        elif sign == "," and depth == 0:
            result.append(body[begin:at].strip())
            begin = at + 1
    return result + [body[begin:].strip()]


def reordered(program, order):
    """The program's text with every rule's body in an order. A rule stands on lines of its own."""
    source = random.Random(order)

    def rule(match):
        body = literals(match[2])
        if order == "reversed":
            body.reverse()
        elif order != "as written":
            source.shuffle(body)
        return "%s :- %s." % (match[1], ", ".join(body))

    return re.sub(r"^([^%\n]*?) :- ([^?]*?)\.$", rule, program, flags=re.MULTILINE)
