#include "naive_rule.hpp"

#include <algorithm>

namespace linchpin::naive {

using syntax::Literal;
using syntax::Term;
using Variables = std::set<std::string>;

Signature signature(const syntax::Atom& atom) { return {atom.predicate, atom.args.size(), atom.denied}; }

std::string print(const Signature& s) { return (s.denied ? "-" : "") + s.name + "/" + std::to_string(s.arity); }

bool is_call(const Term& t) {
  return t.kind == Term::Kind::operation || (t.kind == Term::Kind::compound && is_function(t.text, t.args.size()));
}

namespace {

bool is_builtin(const syntax::Atom& atom) {
  return is_test(atom.predicate, atom.args.size()) || is_generator(atom.predicate, atom.args.size());
}

// ---- variables

void collect(const Term& t, Variables& out) {
  if (t.kind == Term::Kind::aggregate) return;
  if (t.kind == Term::Kind::variable && t.text != "_") out.insert(t.text);
  for (const Term& a : t.args) collect(a, out);
}

void collect(const Literal& literal, Variables& out) {
  for (const Term& a : literal.atom.args) collect(a, out);
  for (const Term& s : literal.sides) collect(s, out);
}

// Of the inner body too.
void collect_inside(const Term& aggregate, Variables& out) {
  for (const Term& a : aggregate.args) collect(a, out);
  for (const Literal& inner : *aggregate.body) {
    collect(inner, out);
    for (const Term& side : inner.sides)
      if (side.kind == Term::Kind::aggregate) collect_inside(side, out);
  }
}

bool all_in(const Variables& some, const Variables& bound) {
  return std::includes(bound.begin(), bound.end(), some.begin(), some.end());
}

bool all_bound(const Term& t, const Variables& bound) {
  Variables used;
  collect(t, used);
  return all_in(used, bound);
}

// ---- preparation

class Preparation {
 public:
  // REQUIRES: `bound` is bound before the body is evaluated; `outside` are the variables around it.
  std::vector<Literal> body(std::vector<Literal> literals, const Variables& bound, const Variables& outside);
  Term term(Term t);  // a head's or an aggregate's: denials made compounds

 private:
  Term fresh() {
    Term t;
    t.kind = Term::Kind::variable;
    t.text = "_#" + std::to_string(++count_);
    return t;
  }
  Term plain(Term t, bool negated, bool inside_call, std::vector<Literal>& more);
  Literal literal(Literal l, std::vector<Literal>& more);
  std::vector<Literal> ordered(std::vector<Literal> literals, Variables bound, const Variables& outside);
  bool ready(Literal& l, const Variables& bound, const Variables& around);

  int count_ = 0;
};

// `-f(X)` inside a term is a compound of functor '-', unless f is a builtin.
Term Preparation::term(Term t) {
  for (Term& a : t.args) a = term(a);
  const bool denial = t.kind == Term::Kind::operation && t.text == "-" && t.args.size() == 1 &&
                      t.args[0].kind == Term::Kind::compound && !is_call(t.args[0]);
  if (denial) t.kind = Term::Kind::compound;
  return t;
}

// Moves what is computed out of a term into literals `V = ...`, and names each `_`. Under `not` only aggregates move,
// as nothing is bound there; inside a call too, as a call's arguments are computed with it.
Term Preparation::plain(Term t, bool negated, bool inside_call, std::vector<Literal>& more) {
  const bool call = is_call(t);
  const bool moves = t.kind == Term::Kind::aggregate || (call && !negated && !inside_call);
  if (t.kind == Term::Kind::variable && t.text == "_" && !negated) return fresh();
  if (t.kind != Term::Kind::aggregate)
    for (Term& a : t.args) a = plain(a, negated, inside_call || call, more);
  if (!moves) return t;
  Literal equation;
  equation.kind = Literal::Kind::comparison;
  equation.op = "=";
  equation.sides = {fresh(), t};
  more.push_back(equation);
  return equation.sides[0];
}

Literal Preparation::literal(Literal l, std::vector<Literal>& more) {
  for (Term& a : l.atom.args) a = plain(term(a), l.negated || is_builtin(l.atom), false, more);
  if (l.kind == Literal::Kind::atom) return l;
  for (Term& s : l.sides) {
    s = term(s);
    const bool whole = s.kind == Term::Kind::aggregate || is_call(s);  // computed where it stands
    if (s.kind == Term::Kind::aggregate) continue;
    for (Term& a : s.args) a = plain(a, l.negated, whole, more);
    if (s.kind == Term::Kind::variable) s = plain(s, l.negated, whole, more);
  }
  if (l.sides[0].kind != Term::Kind::aggregate) return l;
  if (l.sides[1].kind == Term::Kind::aggregate) {
    l.sides[1] = plain(l.sides[1], false, false, more);
  }
  std::swap(l.sides[0], l.sides[1]);
  if (l.op[0] == '<') {
    l.op[0] = '>';
  } else if (l.op[0] == '>') {
    l.op[0] = '<';
  }
  return l;
}

std::vector<Literal> Preparation::body(std::vector<Literal> literals, const Variables& bound,
                                       const Variables& outside) {
  std::vector<Literal> plain_literals;
  for (Literal& l : literals) {
    std::vector<Literal> more;
    plain_literals.push_back(literal(std::move(l), more));
    plain_literals.insert(plain_literals.end(), more.begin(), more.end());
  }
  return ordered(std::move(plain_literals), bound, outside);
}

// Whether the literal can be evaluated with these variables bound. An aggregate that can is made ready itself; an
// equation that can is turned so that the side to compute is the right one. `around`: the variables outside this
// literal.
bool Preparation::ready(Literal& l, const Variables& bound, const Variables& around) {
  if (l.kind == Literal::Kind::atom) {
    const bool generator = is_generator(l.atom.predicate, l.atom.args.size());
    if (generator && !l.negated) return all_bound(l.atom.args[0], bound);
    if (!l.negated && !is_builtin(l.atom)) return true;
    return std::all_of(l.atom.args.begin(), l.atom.args.end(), [&](const Term& a) { return all_bound(a, bound); });
  }
  Term& left = l.sides[0];
  Term& right = l.sides[1];
  if (right.kind == Term::Kind::aggregate) {
    Variables outside = around;
    collect(left, outside);
    Variables group;  // what the aggregate shares with the rest of the rule
    Variables inside;
    collect_inside(right, inside);
    std::set_intersection(inside.begin(), inside.end(), outside.begin(), outside.end(),
                          std::inserter(group, group.end()));
    if (!all_in(group, bound) || (l.op != "=" && !all_bound(left, bound)) || (l.negated && !all_bound(left, bound)))
      return false;
    for (Term& a : right.args) a = term(a);
    right.body = std::make_shared<std::vector<Literal>>(body(*right.body, group, outside));
    Variables inner = group;
    for (const Literal& i : *right.body)
      if (!i.negated) collect(i, inner);
    if (!std::all_of(right.args.begin(), right.args.end(), [&](const Term& a) { return all_bound(a, inner); }))
      throw Invalid("an aggregate's value is not bound in its braces");
    return true;
  }
  if (all_bound(left, bound) && all_bound(right, bound)) return true;
  if (l.op != "=" || l.negated) return false;
  if (all_bound(left, bound) && !is_call(right)) std::swap(left, right);
  return all_bound(right, bound) && !is_call(left);
}

// First what only tests or computes; then the next atom as written.
std::vector<Literal> Preparation::ordered(std::vector<Literal> literals, Variables bound, const Variables& outside) {
  std::vector<Literal> out;
  const auto is_positive_atom = [](const Literal& l) {
    return l.kind == Literal::Kind::atom && !l.negated && !is_builtin(l.atom);
  };
  while (!literals.empty()) {
    std::size_t next = literals.size();
    for (int pass = 0; pass < 2 && next == literals.size(); ++pass)
      for (std::size_t i = 0; i < literals.size() && next == literals.size(); ++i) {
        if (is_positive_atom(literals[i]) != (pass == 1)) continue;
        Variables around = outside;
        for (const Literal& done : out) collect(done, around);
        for (std::size_t j = 0; j < literals.size(); ++j)
          if (j != i) collect(literals[j], around);
        if (ready(literals[i], bound, around)) next = i;
      }
    if (next == literals.size()) throw Invalid("a variable is not bound");
    if (!literals[next].negated) collect(literals[next], bound);
    out.push_back(std::move(literals[next]));
    literals.erase(literals.begin() + static_cast<std::ptrdiff_t>(next));
  }
  return out;
}

void note_signatures(const std::vector<Literal>& body, bool inside_aggregate, Rule& rule) {
  for (const Literal& l : body) {
    for (const Term& s : l.sides)
      if (s.kind == Term::Kind::aggregate) note_signatures(*s.body, true, rule);
    if (l.kind != Literal::Kind::atom || is_builtin(l.atom)) continue;
    rule.mentioned.insert(signature(l.atom));
    const bool finished = l.negated || inside_aggregate;
    (finished ? rule.finished : rule.needed).insert(signature(l.atom));
    if (inside_aggregate) rule.aggregated.insert(signature(l.atom));
    if (finished) rule.finished_atoms.push_back(l.atom);
  }
}

}  // namespace

Rule prepare(const syntax::Clause& clause, std::size_t statement) {
  Preparation preparation;
  Rule rule;
  rule.statement = statement;
  rule.head = clause.head;
  Variables in_head;
  for (Term& a : rule.head.args) {
    a = preparation.term(a);
    collect(a, in_head);
  }
  rule.head_signature = signature(rule.head);
  rule.body = preparation.body(clause.body, {}, in_head);
  Variables bound;
  for (const Literal& l : rule.body)
    if (!l.negated) collect(l, bound);
  if (!all_in(in_head, bound)) throw Invalid("a variable of the head is not bound");
  for (const Term& a : rule.head.args)
    if (a.kind == Term::Kind::variable && a.text == "_") throw Invalid("a head holds `_`");
  rule.mentioned.insert(rule.head_signature);
  note_signatures(rule.body, false, rule);
  return rule;
}

// ---- programs

namespace {

using Parents = std::map<std::string, std::set<std::string>>;

// The sort and all above it.
void climb(const Parents& parents, const std::string& sort, std::set<std::string>& out) {
  const auto above = parents.find(sort);
  if (!out.insert(sort).second || above == parents.end()) return;
  for (const std::string& s : above->second) climb(parents, s, out);
}

std::vector<syntax::Clause> facts(const syntax::EntityDeclaration& entity, const Parents& parents) {
  std::set<std::string> sorts;
  for (const syntax::Identifier& s : entity.sorts) climb(parents, s.text, sorts);
  std::vector<syntax::Clause> out;
  for (const std::string& s : sorts) {
    syntax::Clause& fact = out.emplace_back();
    fact.head.predicate = s;
    fact.head.args.emplace_back().text = entity.name.text;
  }
  return out;
}

}  // namespace

Tuple Best::key(Tuple tuple) const {
  tuple.erase(tuple.begin() + static_cast<std::ptrdiff_t>(argument));
  return tuple;
}

bool Best::better(const Tuple& tuple, const Tuple& than) const {
  const int c = compare_as_numbers(tuple[argument], than[argument]);
  return least ? c < 0 : c > 0;
}

RuleBook prepare(const std::vector<syntax::Statement>& program) {
  Parents parents;
  for (const syntax::Statement& s : program)
    if (const auto* sort = std::get_if<syntax::SortDeclaration>(&s.body))
      for (const syntax::Identifier& p : sort->parents) parents[sort->name.text].insert(p.text);
  RuleBook book;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (const auto* clause = std::get_if<syntax::Clause>(&program[i].body)) {
      book.rules.push_back(prepare(*clause, i));
    } else if (const auto* entity = std::get_if<syntax::EntityDeclaration>(&program[i].body)) {
      for (const syntax::Clause& fact : facts(*entity, parents)) book.rules.push_back(prepare(fact, i));
    } else if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&program[i].body)) {
      for (std::size_t a = 0; a < declared->arguments.size(); ++a) {
        const auto extremum = declared->arguments[a].extremum;
        if (extremum == syntax::Extremum::none) continue;
        book.best[{declared->name.text, declared->arguments.size(), false}] = {extremum == syntax::Extremum::min, a};
      }
    } else if (!std::holds_alternative<syntax::SortDeclaration>(program[i].body)) {
      throw Invalid("this kind of statement is not known here");
    }
  }
  return book;
}

std::vector<std::string> question_variables(const std::vector<Literal>& body) {
  std::vector<std::string> out;
  const auto walk = [&](const auto& self, const Term& t) -> void {
    if (t.kind == Term::Kind::aggregate) return;
    const bool named = t.kind == Term::Kind::variable && t.text != "_";
    if (named && std::find(out.begin(), out.end(), t.text) == out.end()) out.push_back(t.text);
    for (const Term& a : t.args) self(self, a);
  };
  for (const Literal& l : body) {
    for (const Term& a : l.atom.args) walk(walk, a);
    for (const Term& s : l.sides) walk(walk, s);
  }
  return out;
}

// ---- strata

Dependencies dependencies(const std::vector<Rule>& rules) {
  Dependencies out;
  for (const Rule& rule : rules) {
    for (const Signature& s : rule.mentioned) out[s];
    out[rule.head_signature].insert(rule.needed.begin(), rule.needed.end());
    out[rule.head_signature].insert(rule.finished.begin(), rule.finished.end());
  }
  return out;
}

std::vector<std::set<Signature>> components(Dependencies direct) {
  // All that p depends on, p itself only when it is recursive.
  Dependencies below;
  for (const auto& [head, needed] : direct) {
    std::set<Signature>& all = below[head];
    std::vector<Signature> reached(needed.begin(), needed.end());
    while (!reached.empty()) {
      const Signature s = reached.back();
      reached.pop_back();
      if (!all.insert(s).second) continue;
      const std::set<Signature>& deeper = direct.at(s);
      reached.insert(reached.end(), deeper.begin(), deeper.end());
    }
  }
  std::vector<std::set<Signature>> out;
  std::set<Signature> done;
  while (done.size() < below.size()) {
    for (const auto& [s, all] : below) {
      if (done.contains(s)) continue;
      std::set<Signature> component = {s};
      for (const Signature& other : all)
        if (below[other].contains(s)) component.insert(other);
      const bool lowest = std::all_of(all.begin(), all.end(), [&](const Signature& other) {
        return done.contains(other) || component.contains(other);
      });
      if (!lowest) continue;
      done.insert(component.begin(), component.end());
      out.push_back(std::move(component));
    }
  }
  return out;
}

std::vector<std::set<Signature>> components(const std::vector<Rule>& rules) {
  std::vector<std::set<Signature>> out = components(dependencies(rules));
  for (const std::set<Signature>& component : out)
    for (const Rule& rule : rules)
      for (const Signature& s : rule.finished)
        if (component.contains(rule.head_signature) && component.contains(s))
          throw Invalid(print(rule.head_signature) + " depends on itself through `not` or an aggregate");
  return out;
}

bool is_recursive(const std::vector<Rule>& rules, const std::set<Signature>& component) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
    const bool inside = component.contains(rule.head_signature);
    return inside && std::any_of(rule.needed.begin(), rule.needed.end(),
                                 [&](const Signature& s) { return component.contains(s); });
  });
}

}  // namespace linchpin::naive
