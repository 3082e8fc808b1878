#include "naive_body.hpp"

#include <optional>
#include <set>

namespace linchpin::naive {

using syntax::Literal;
using syntax::Term;
using Found = std::function<void(const Binding&)>;

// ---- terms

Value value(const Term& t, const Binding& binding) {
  switch (t.kind) {
    case Term::Kind::name:
      return name(t.text);
    case Term::Kind::integer:
      return integer(t.integer);
    case Term::Kind::decimal:
      return decimal(t.decimal);
    case Term::Kind::string:
      return string(t.text);
    case Term::Kind::date:
      return date(t.integer);
    case Term::Kind::variable:
      if (const auto bound = binding.find(t.text); bound != binding.end()) return bound->second;
      throw Invalid(t.text + " is not bound");
    case Term::Kind::compound:
    case Term::Kind::operation:
    case Term::Kind::aggregate:
      break;
  }
  std::vector<Value> args;
  for (const Term& a : t.args) args.push_back(value(a, binding));
  return is_call(t) ? call(t.text, args) : term(t.text, std::move(args));
}

namespace {

// Whether the value has the pattern's form; binds the pattern's unbound variables. `_` fits anything.
bool match(const Term& pattern, const Value& v, Binding& binding) {
  if (pattern.kind == Term::Kind::variable) {
    if (pattern.text == "_") return true;
    return binding.emplace(pattern.text, v).first->second == v;
  }
  if (pattern.kind != Term::Kind::compound || is_call(pattern)) return value(pattern, binding) == v;
  if (v.kind != Value::Kind::term || v.text != pattern.text || v.args.size() != pattern.args.size()) return false;
  for (std::size_t i = 0; i < v.args.size(); ++i)
    if (!match(pattern.args[i], v.args[i], binding)) return false;
  return true;
}

// ---- literals

class Solver {
 public:
  // `inside`: the bodies are those of aggregates.
  Solver(const Tuples& tuples, bool inside) : tuples_(tuples), inside_(inside) {}
  void solve(const std::vector<Literal>& body, std::size_t from, const Binding& binding, const Found& found) const;

 private:
  void solve_atom(const Literal& literal, const Binding& binding, const Found& found) const;
  void solve_comparison(const Literal& literal, const Binding& binding, const Found& found) const;
  std::optional<Value> aggregate(const Term& term, const Binding& binding) const;
  struct Elements {
    std::set<Tuple> values;             // distinct, of what stands before the colon
    std::map<Binding, Tuple> bindings;  // of all variables of the inner body, with those values
  };
  Elements elements(const Term& term, const Binding& group) const;

  const Tuples& tuples_;
  bool inside_;
};

// Calls `found` with every extension of the binding that makes body[from...] true.
void Solver::solve(const std::vector<Literal>& body, std::size_t from, const Binding& binding,
                   const Found& found) const {
  if (from == body.size()) return found(binding);
  const Found rest = [&](const Binding& extended) { solve(body, from + 1, extended, found); };
  const Literal& literal = body[from];
  if (!literal.negated) {
    return literal.kind == Literal::Kind::atom ? solve_atom(literal, binding, rest)
                                               : solve_comparison(literal, binding, rest);
  }
  bool holds = false;
  const Found note = [&](const Binding&) { holds = true; };
  literal.kind == Literal::Kind::atom ? solve_atom(literal, binding, note) : solve_comparison(literal, binding, note);
  if (!holds) rest(binding);
}

void Solver::solve_atom(const Literal& literal, const Binding& binding, const Found& found) const {
  const syntax::Atom& atom = literal.atom;
  if (is_test(atom.predicate, atom.args.size())) {
    std::vector<Value> args;
    for (const Term& a : atom.args) args.push_back(value(a, binding));
    if (test(atom.predicate, args)) found(binding);
    return;
  }
  const auto try_tuple = [&](const Tuple& tuple, std::size_t first_arg) {
    Binding extended = binding;
    for (std::size_t i = 0; i < tuple.size(); ++i)
      if (!match(atom.args[first_arg + i], tuple[i], extended)) return;
    found(extended);
  };
  if (is_generator(atom.predicate, atom.args.size())) {
    for (const Tuple& tuple : generate(atom.predicate, value(atom.args[0], binding))) try_tuple(tuple, 1);
    return;
  }
  const Place place = literal.negated ? Place::negated : (inside_ ? Place::aggregate : Place::body);
  tuples_.each(atom, binding, place, [&](const Tuple& tuple) { try_tuple(tuple, 0); });
}

bool compare_values(const std::string& op, const Value& a, const Value& b) {
  if (op == "!=") return !(a == b);
  const int c = compare_as_numbers(a, b);
  if (op == "<") return c < 0;
  if (op == "<=") return c <= 0;
  if (op == ">") return c > 0;
  return c >= 0;
}

// An aggregate stands on the right only; `=` has the side that can be computed on the right (see `prepare`).
void Solver::solve_comparison(const Literal& literal, const Binding& binding, const Found& found) const {
  const Term& left = literal.sides[0];
  const Term& right = literal.sides[1];
  const std::optional<Value> v =
      right.kind == Term::Kind::aggregate ? aggregate(right, binding) : std::optional(value(right, binding));
  if (!v) return;
  if (literal.op == "=") {
    Binding extended = binding;
    if (match(left, *v, extended)) found(extended);
  } else if (compare_values(literal.op, value(left, binding), *v)) {
    found(binding);
  }
}

// ---- aggregates

Solver::Elements Solver::elements(const Term& term, const Binding& group) const {
  Elements out;
  Solver(tuples_, true).solve(*term.body, 0, group, [&](const Binding& inner) {
    Tuple values;
    for (const Term& t : term.args) values.push_back(value(t, inner));
    out.values.insert(values);
    out.bindings.emplace(inner, values);
  });
  return out;
}

// No value: #min, #max or #avg of nothing. REQUIRES: the group's variables are bound.
std::optional<Value> Solver::aggregate(const Term& term, const Binding& group) const {
  const auto [distinct_values, bindings] = elements(term, group);
  if (const Tuples* other = tuples_.other_way()) {
    const Elements others = Solver(*other, true).elements(term, group);
    const bool by_binding = term.text == "sum" || term.text == "avg";
    if (by_binding ? others.bindings != bindings : others.values != distinct_values) {
      tuples_.differs();
      return std::nullopt;
    }
  }
  if (term.text == "count") return integer(static_cast<std::int64_t>(distinct_values.size()));
  if (term.args.size() != 1) throw Invalid("#" + term.text + " has one value before its colon");
  if (term.text == "list") {
    std::vector<Value> elements;
    for (const Tuple& t : distinct_values) elements.push_back(t[0]);
    return naive::term("list", elements);
  }
  if (term.text == "sum" || term.text == "avg") {
    Value sum = integer(0);
    for (const auto& [binding, values] : bindings) sum = call("+", {sum, values[0]});
    if (term.text == "sum") return sum;
    if (bindings.empty()) return std::nullopt;
    return call("/", {sum, decimal(static_cast<double>(bindings.size()))});
  }
  if (distinct_values.empty()) return std::nullopt;
  return term.text == "min" ? distinct_values.begin()->at(0) : distinct_values.rbegin()->at(0);
}

}  // namespace

Tuple known_beginning(const syntax::Atom& atom, const Binding& binding) {
  Tuple out;
  for (const Term& t : atom.args) {
    const bool known = t.kind == Term::Kind::variable ? binding.contains(t.text) : t.args.empty();
    if (!known) break;
    out.push_back(value(t, binding));
  }
  return out;
}

bool fit_together(const std::vector<Term>& pattern, const Tuple& tuple, const std::vector<Term>& other_pattern,
                  const Tuple& other) {
  Binding binding;
  const auto fits = [&](const std::vector<Term>& terms, const Tuple& values) {
    for (std::size_t i = 0; i < terms.size(); ++i)
      if (!match(terms[i], values[i], binding)) return false;
    return true;
  };
  return fits(pattern, tuple) && fits(other_pattern, other);
}

void solve(const Rule& rule, const Tuples& tuples, const std::function<void(const Binding&)>& found) {
  Solver(tuples, false).solve(rule.body, 0, {}, found);
}

}  // namespace linchpin::naive
