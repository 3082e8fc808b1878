#include "naive.hpp"

#include <functional>
#include <optional>

#include "naive_rule.hpp"

namespace linchpin::naive {

namespace {

using syntax::Literal;
using syntax::Term;

constexpr std::size_t kMostTuples = 4000;         // derived in all
constexpr std::size_t kMostRounds = 200;          // of a component
constexpr std::size_t kMostDerivations = 20'000;  // of a component in a round

using Binding = std::map<std::string, Value>;
using Found = std::function<void(const Binding&)>;

// The `min` or `max` argument of a predicate.
struct Best {
  bool least = true;
  std::size_t argument = 0;
};

class Evaluator {
 public:
  explicit Evaluator(const std::vector<syntax::Statement>& program);
  Result run();

 private:
  Value value(const Term& term, const Binding& binding) const;
  bool match(const Term& pattern, const Value& value, Binding& binding) const;
  void solve(const std::vector<Literal>& body, std::size_t from, const Binding& binding, const Found& found) const;
  void solve_atom(const Literal& literal, const Binding& binding, const Found& found) const;
  void solve_comparison(const Literal& literal, const Binding& binding, const Found& found) const;
  bool compare_values(const std::string& op, const Value& a, const Value& b) const;
  std::optional<Value> aggregate(const Term& term, const Binding& binding) const;
  bool insert(const Signature& signature, const Tuple& tuple);
  std::vector<std::pair<const Rule*, Tuple>> consequences(const std::set<Signature>& component) const;

  std::vector<Rule> rules_;
  std::map<Signature, Best> best_;
  Result result_;
};

Evaluator::Evaluator(const std::vector<syntax::Statement>& program) {
  result_.fired.resize(program.size());
  for (std::size_t i = 0; i < program.size(); ++i) {
    if (const auto* clause = std::get_if<syntax::Clause>(&program[i].body)) {
      rules_.push_back(prepare(*clause, i));
      for (const Signature& s : rules_.back().mentioned) result_.relations[s];
    } else if (const auto* declared = std::get_if<syntax::PredicateDeclaration>(&program[i].body)) {
      for (std::size_t a = 0; a < declared->arguments.size(); ++a) {
        const auto extremum = declared->arguments[a].extremum;
        if (extremum == syntax::Extremum::none) continue;
        best_[{declared->name.text, declared->arguments.size(), false}] = {extremum == syntax::Extremum::min, a};
      }
    } else {
      throw Invalid("only clauses and predicate declarations are known here");
    }
  }
}

// ---- terms

Value Evaluator::value(const Term& t, const Binding& binding) const {
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

// Whether the value has the pattern's form; binds the pattern's unbound variables. `_` fits anything.
bool Evaluator::match(const Term& pattern, const Value& v, Binding& binding) const {
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

// Calls `found` with every extension of the binding that makes body[from...] true.
void Evaluator::solve(const std::vector<Literal>& body, std::size_t from, const Binding& binding,
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

void Evaluator::solve_atom(const Literal& literal, const Binding& binding, const Found& found) const {
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
  for (const Tuple& tuple : result_.relations.at(signature(atom))) try_tuple(tuple, 0);
}

bool Evaluator::compare_values(const std::string& op, const Value& a, const Value& b) const {
  if (op == "!=") return !(a == b);
  const int c = compare_as_numbers(a, b);
  if (op == "<") return c < 0;
  if (op == "<=") return c <= 0;
  if (op == ">") return c > 0;
  return c >= 0;
}

// An aggregate stands on the right only; `=` has the side that can be computed on the right (see `prepare`).
void Evaluator::solve_comparison(const Literal& literal, const Binding& binding, const Found& found) const {
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

// No value: #min, #max or #avg of nothing. REQUIRES: the group's variables are bound.
std::optional<Value> Evaluator::aggregate(const Term& term, const Binding& group) const {
  std::set<Tuple> distinct_values;    // of what stands before the colon
  std::map<Binding, Tuple> bindings;  // of all variables of the inner body, with those values
  solve(*term.body, 0, group, [&](const Binding& inner) {
    Tuple values;
    for (const Term& t : term.args) values.push_back(value(t, inner));
    distinct_values.insert(values);
    bindings.emplace(inner, values);
  });
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

// ---- the fixpoint

// Whether the tuple is new. Of a predicate with a min or max argument, only the best of those that agree in all other
// arguments stays.
bool Evaluator::insert(const Signature& signature, const Tuple& tuple) {
  std::set<Tuple>& relation = result_.relations[signature];
  if (const auto best = best_.find(signature); best != best_.end()) {
    const auto [least, argument] = best->second;
    for (const Tuple& old : relation) {
      Tuple same_but_best = old;
      same_but_best[argument] = tuple[argument];
      if (same_but_best != tuple) continue;
      const int c = compare_as_numbers(tuple[argument], old[argument]);
      if (least ? c >= 0 : c <= 0) return false;
      relation.erase(old);
      break;
    }
  }
  return relation.insert(tuple).second;
}

// Every head that the component's rules derive from what holds now.
std::vector<std::pair<const Rule*, Tuple>> Evaluator::consequences(const std::set<Signature>& component) const {
  std::vector<std::pair<const Rule*, Tuple>> out;
  for (const Rule& rule : rules_) {
    if (!component.contains(rule.head_signature)) continue;
    solve(rule.body, 0, {}, [&](const Binding& binding) {
      Tuple head;
      for (const Term& t : rule.head.args) head.push_back(value(t, binding));
      out.emplace_back(&rule, std::move(head));
      if (out.size() > kMostDerivations) throw Invalid(kTooLarge);
    });
  }
  return out;
}

Result Evaluator::run() {
  for (const std::set<Signature>& component : components(rules_)) {
    std::size_t rounds = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [rule, tuple] : consequences(component)) {
        result_.fired[rule->statement] = true;
        if (!insert(rule->head_signature, tuple)) continue;
        changed = true;
        if (!rule->body.empty() && ++result_.tuples > kMostTuples) throw Invalid(kTooLarge);
      }
      if (changed && ++rounds > kMostRounds) throw Invalid(kTooLarge);
    }
    result_.rounds = std::max(result_.rounds, is_recursive(rules_, component) ? rounds : 0);
  }
  return std::move(result_);
}

}  // namespace

Result evaluate(const std::vector<syntax::Statement>& program) { return Evaluator(program).run(); }

}  // namespace linchpin::naive
