#include "constructs.hpp"

#include <algorithm>
#include <map>

#include "naive_rule.hpp"

namespace linchpin::property {

using syntax::Atom;
using syntax::Literal;
using syntax::Term;

const std::vector<std::string>& all_constructs() {
  static const std::vector<std::string> kAll = {"linear recursion",
                                                "non-linear recursion",
                                                "mutual recursion",
                                                "arithmetic in recursion",
                                                "negation",
                                                "strong negation",
                                                "#count",
                                                "#sum",
                                                "#min",
                                                "#max",
                                                "#avg",
                                                "#list",
                                                "min or max argument",
                                                "comparison",
                                                "arithmetic",
                                                "computed argument",
                                                "term built",
                                                "term taken apart",
                                                "equation with a term",
                                                "arg or functor",
                                                "string builtin",
                                                "date builtin",
                                                "date",
                                                "string",
                                                "decimal",
                                                "repeated variable",
                                                "constant in a body's atom",
                                                "anonymous variable",
                                                "no arguments",
                                                "declared types",
                                                "a denial as a term"};
  return kAll;
}

namespace {

class Walk {
 public:
  Walk(std::set<std::string>& found, const std::set<naive::Signature>& component)
      : found_(found), component_(component) {}

  void clause(const syntax::Clause& clause);

 private:
  void term(const Term& t);
  void atom(const Atom& a, bool in_body);
  void literal(const Literal& l, bool inside_aggregate);
  void note(bool present, const char* construct) {
    if (present) found_.insert(construct);
  }

  std::set<std::string>& found_;
  const std::set<naive::Signature>& component_;  // the head's
  std::size_t own_ = 0;                          // positive literals of the head's component
};

bool is_compound(const Term& t) {
  const bool denial = t.kind == Term::Kind::operation && t.args.size() == 1 && is_compound(t.args[0]);
  return (t.kind == Term::Kind::compound && !naive::is_call(t)) || denial;
}

void Walk::term(const Term& t) {
  note(t.kind == Term::Kind::date, "date");
  note(t.kind == Term::Kind::string, "string");
  note(t.kind == Term::Kind::decimal, "decimal");
  note(t.kind == Term::Kind::operation && is_compound(t), "a denial as a term");
  note(t.kind == Term::Kind::variable && t.text == "_", "anonymous variable");
  const bool sign = t.kind == Term::Kind::operation && t.args.size() == 1 && t.args[0].kind != Term::Kind::variable;
  const bool number = t.text == "abs" || t.text == "min" || t.text == "max";
  const bool day = t.text == "year" || t.text == "month" || t.text == "day" ||
                   (t.args.size() == 2 && t.args[1].kind == Term::Kind::date);
  if (naive::is_call(t) && !sign)
    note(true, day ? "date builtin" : (number || t.kind == Term::Kind::operation ? "arithmetic" : "string builtin"));
  if (t.kind == Term::Kind::aggregate) {
    found_.insert("#" + t.text);
    for (const Literal& l : *t.body) literal(l, true);
  }
  for (const Term& a : t.args) term(a);
}

void Walk::atom(const Atom& a, bool in_body) {
  note(a.denied, "strong negation");
  note(a.args.empty(), "no arguments");
  std::set<std::string> variables;
  for (const Term& t : a.args) {
    term(t);
    if (t.kind == Term::Kind::variable && t.text != "_") note(!variables.insert(t.text).second, "repeated variable");
    const bool constant = t.kind == Term::Kind::name || t.kind == Term::Kind::integer || t.kind == Term::Kind::string ||
                          t.kind == Term::Kind::date || t.kind == Term::Kind::decimal;
    note(in_body && constant, "constant in a body's atom");
    note(in_body && naive::is_call(t), "computed argument");
    note(in_body && is_compound(t), "term taken apart");
  }
}

void Walk::literal(const Literal& l, bool inside_aggregate) {
  if (l.kind == Literal::Kind::comparison) {
    note(l.op != "=", "comparison");
    note(l.op == "=" && (is_compound(l.sides[0]) || is_compound(l.sides[1])), "equation with a term");
    for (const Term& s : l.sides) term(s);
    return;
  }
  atom(l.atom, true);
  note(l.negated, "negation");
  note(naive::is_test(l.atom.predicate, l.atom.args.size()), "string builtin");
  note(naive::is_generator(l.atom.predicate, l.atom.args.size()), "arg or functor");
  own_ += !l.negated && !inside_aggregate && component_.contains(naive::signature(l.atom)) ? 1 : 0;
}

void Walk::clause(const syntax::Clause& clause) {
  atom(clause.head, false);
  for (const Term& t : clause.head.args) note(!clause.body.empty() && is_compound(t), "term built");
  for (const Literal& l : clause.body) literal(l, false);
  if (own_ == 0) return;
  found_.insert(own_ == 1 ? "linear recursion" : "non-linear recursion");
  note(component_.size() > 1, "mutual recursion");
  const auto computed = [](const Term& t) { return naive::is_call(t); };
  note(std::any_of(clause.head.args.begin(), clause.head.args.end(), computed), "arithmetic in recursion");
}

}  // namespace

std::set<std::string> constructs(const Program& program, const naive::Result& result) {
  std::vector<naive::Rule> rules;
  for (std::size_t i = 0; i < program.size(); ++i)
    if (const auto* clause = std::get_if<syntax::Clause>(&program[i].body)) rules.push_back(naive::prepare(*clause, i));
  std::map<naive::Signature, std::set<naive::Signature>> component_of;
  for (const auto& component : naive::components(rules))
    for (const naive::Signature& s : component) component_of[s] = component;

  std::set<std::string> found;
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (const auto* clause = std::get_if<syntax::Clause>(&program[i].body); clause && result.fired[i]) {
      Walk(found, component_of.at(naive::signature(clause->head))).clause(*clause);
    } else if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&program[i].body)) {
      const bool best = std::any_of(declared->arguments.begin(), declared->arguments.end(),
                                    [](const auto& a) { return a.extremum != syntax::Extremum::none; });
      found.insert(best ? "min or max argument" : "declared types");
    }
  }
  return found;
}

}  // namespace linchpin::property
