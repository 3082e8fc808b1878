"""How a case of the suite `datalog-conformance` becomes a program.

- A predicate p becomes p_p, ~p is -p_p, a text becomes a string, any identifier in a rule is a variable, as the suite
  writes no other constants than quoted ones.
- A rule or fact of `program` and of `strict_rules` and `facts` is a plain clause, one of `defeasible_rules` a
  `normally` clause. A rule named in `superiority` stands in a claim of its own, and each pair is an `overrides`.
- A defeater for q is a `normally` clause for a predicate of its own, which is incompatible with the contrary of q: it
  attacks what q would, and supports nothing.
- A variable of a negated literal alone is `_`; where it stands there twice, an auxiliary predicate does the projection.
  Cases that expect an error are left as they are written.
"""
import collections
import json
import re
import sys


# --- a rule's text -----------------------------------------------------------------------------------------------

def value(scalar):
    if isinstance(scalar, bool) or not isinstance(scalar, (int, float)):
        return json.dumps(str(scalar), ensure_ascii=False)
    return str(scalar)


def split_at_commas(text):
    """The parts between commas that are in no parentheses and in no string."""
    parts, depth, quoted, start = [], 0, False, 0
    for i, c in enumerate(text):
        if c == '"':
            quoted = not quoted
        elif not quoted:
            depth += (c == "(") - (c == ")")
            if c == "," and depth == 0:
                parts.append(text[start:i])
                start = i + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


def predicate_name(name):
    """p of `p` and of `~p`, as linchpin is to call it."""
    return "p_" + re.sub(r"\W", "__", name.lstrip("~"))


def head_name(name):
    return ("-" if name.startswith("~") else "") + predicate_name(name)


def contrary(name):
    return name[1:] if name.startswith("~") else "~" + name


Literal = collections.namedtuple("Literal", "negated name arguments text")  # name None: a comparison, as `text`


def expression(text):
    """Identifiers become variables; strings and numbers stay."""
    tokens = re.findall(r'"[^"]*"|[A-Za-z_]\w*|\d+|[<>!]=|\S', text)
    return " ".join(t if t == "_" or not re.match(r"[A-Za-z_]", t) else "V_" + t for t in tokens)


def parse_literal(text):
    negated = re.match(r"not\b", text) is not None
    atom = text[3:].strip() if negated else text.strip()
    m = re.fullmatch(r"(~?[A-Za-z_][\w:]*)\s*(?:\((.*)\))?", atom, re.S)
    if not m:
        return Literal(negated, None, [], expression(atom.strip("()")))
    return Literal(negated, m.group(1), [expression(a) for a in split_at_commas(m.group(2) or "")], None)


def parse_rule(rule):
    """Head and body of a rule as text, or as a mapping of `head` and `body`."""
    if isinstance(rule, dict):
        head, body = rule["head"], list(rule.get("body") or [])
    else:
        head, _, rest = rule.strip().rstrip(".").partition(":-")
        body = split_at_commas(rest)
    return parse_literal(head), [parse_literal(part) for part in body]


def variables(literal):
    return re.findall(r"V_\w+", " ".join(literal.arguments) + " " + (literal.text or ""))


def atom(name, arguments):
    return name + ("(%s)" % ", ".join(arguments) if arguments else "")


def literal_text(literal):
    text = literal.text if literal.name is None else atom(head_name(literal.name), literal.arguments)
    return ("not " if literal.negated else "") + text


# --- a program ---------------------------------------------------------------------------------------------------

class Writer:
    """The text of one program, and the predicates that it mentions."""

    def __init__(self, verbatim):
        self.verbatim = verbatim
        self.lines = []
        self.stated = set()      # names of heads and facts, as (name without sign, arity)
        self.mentioned = set()
        self.defeaters = {}
        self.auxiliaries = 0

    def see(self, name, arity, stated=False):
        key = (predicate_name(name), arity)
        self.mentioned.add(key)
        if stated:
            self.stated.add(key)

    def facts(self, facts):
        for name, rows in (facts or {}).items():
            shown = head_name(name)
            for row in rows:
                self.see(name, len(row), stated=True)
                self.lines.append(atom(shown, [value(v) for v in row]) + ".")

    def without_local_variables(self, literal, others):
        """A negated literal whose variables all occur elsewhere in the rule."""
        own = [v for v in variables(literal) if v not in others]
        if not own:
            return literal
        counts = collections.Counter(own)
        if max(counts.values()) == 1:
            pattern = r"\b(%s)\b" % "|".join(own)
            return literal._replace(arguments=[re.sub(pattern, "_", a) for a in literal.arguments])
        self.auxiliaries += 1
        shared = list(dict.fromkeys(v for v in variables(literal) if v in others))
        name = "projected%d" % self.auxiliaries
        self.lines.append("%s :- %s." % (atom(predicate_name(name), shared),
                                         atom(head_name(literal.name), literal.arguments)))
        self.see(name, len(shared), stated=True)
        return Literal(True, name, shared, None)

    def clause(self, rule):
        head, body = parse_rule(rule)
        if not self.verbatim:
            elsewhere = variables(head) + [v for l in body if not l.negated for v in variables(l)]
            body = [self.without_local_variables(l, elsewhere) if l.negated else l for l in body]
        for literal in body:
            if literal.name is not None:
                self.see(literal.name, len(literal.arguments))
        return head, " :- " * bool(body) + ", ".join(map(literal_text, body)) + "."

    def rule(self, rule, form, claimed):
        head, rest = self.clause(rule)
        if form == "defeater":
            shown = self.defeater(head)
        else:
            self.see(head.name, len(head.arguments), stated=True)
            shown = atom(head_name(head.name), head.arguments)
        text = ("" if form == "strict" else "normally ") + shown + rest
        if claimed:
            text = 'claim %s "%s" { %s }' % (claim_id(rule["id"]), rule["id"], text)
        self.lines.append(text)

    def defeater(self, head):
        arity = len(head.arguments)
        name = "defeat_%s%s" % ("not_" * head.name.startswith("~"), predicate_name(head.name))
        if (name, arity) not in self.defeaters:
            shared = ["X%d" % i for i in range(arity)]
            attacked = contrary(head.name)
            self.see(attacked, arity)
            self.defeaters[name, arity] = "incompatible %s, %s." % (atom(name, shared),
                                                                    atom(head_name(attacked), shared))
        return atom(name, head.arguments)

    def text(self):
        lines = self.lines + list(self.defeaters.values())
        # A name without clauses would be taken for a slip. A rule that never fires makes it known.
        for name, arity in sorted(self.mentioned - self.stated):
            arguments = ["X%d" % i for i in range(arity)]
            if arity:
                lines.append("predicate %s(%s)." % (name, ", ".join("a%d: any" % i for i in range(arity))))
            else:
                lines.append("%s :- %s." % (atom(name, arguments), atom(name, arguments)))
        return "\n".join(lines) + "\n"


def claim_id(rule_id):
    return "c_" + re.sub(r"\W", "_", rule_id)


def write_program(case, definite_only=False, asked=()):
    """The program of a case; of a theory, if asked for, just what is definite. `asked`: (name, arity) of questions."""
    writer = Writer(verbatim="expect_error" in case)
    for name, arity in asked:
        writer.see(name, arity)
    if "program" in case:
        writer.facts(case["program"].get("facts"))
        for rule in case["program"].get("rules") or []:
            writer.rule(rule, "strict", claimed=False)
        return writer.text()
    theory = case["theory"]
    superiority = [] if definite_only else theory.get("superiority") or []
    ranked = {rule_id for pair in superiority for rule_id in pair}
    writer.facts(theory.get("facts"))
    forms = [("strict", "strict_rules")]
    if not definite_only:
        forms += [("defeasible", "defeasible_rules"), ("defeater", "defeaters")]
    present = set()
    for form, key in forms:
        for rule in theory.get(key) or []:
            writer.rule(rule, form, claimed=rule["id"] in ranked)
            present.add(rule["id"])
    for stronger, weaker in superiority:
        if stronger in present and weaker in present:
            writer.lines.append("overrides %s %s." % (claim_id(stronger), claim_id(weaker)))
    for left, right in theory.get("conflicts") or []:
        if contrary(left) != right:
            sys.exit("%s: can't write a conflict of %s and %s" % (case["name"], left, right))
    return writer.text()
