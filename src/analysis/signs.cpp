#include "analysis/signs.hpp"

#include <algorithm>

namespace linchpin::analysis {

// A greatest fixpoint: every argument is taken for a sign until a fact or rule says otherwise.
Signs::Signs(const Program& program, const knowledge::Module& module, const Pool& pool, PredicateId goal)
    : program_(program), pool_(pool) {
  reach(goal);
  read_facts(module);
  refute();
}

bool Signs::is_sign(Value value) const {
  return value.kind() == Kind::integer && pool_.integer(value) >= -1 && pool_.integer(value) <= 1;
}

void Signs::reach(PredicateId goal) {
  std::unordered_map<PredicateId, std::vector<const Rule*>> by_head;
  for (const Rule& rule : program_.rules) by_head[rule.head].push_back(&rule);
  std::vector<PredicateId> queue{goal};
  signs_[goal].assign(program_.predicates[goal].signature.arity, true);
  while (!queue.empty()) {
    const PredicateId p = queue.back();
    queue.pop_back();
    for (const Rule* rule : by_head[p]) {
      rules_.push_back(rule);
      for (const Literal& literal : rule->body) {
        if (literal.kind != Literal::Kind::atom || signs_.count(literal.predicate) != 0) continue;
        signs_[literal.predicate].assign(literal.args.size(), true);
        queue.push_back(literal.predicate);
      }
    }
  }
}

void Signs::read_facts(const knowledge::Module& module) {
  for (auto& [predicate, signs] : signs_) {
    const knowledge::FactTable* table = module.find_table(program_.predicates[predicate].signature);
    if (table == nullptr) continue;
    for (std::size_t column = 0; column < signs.size(); ++column) {
      for (std::size_t r = 0; r < table->rows() && signs[column]; ++r) signs[column] = is_sign(table->row(r)[column]);
    }
  }
  for (const GroundFact& fact : program_.facts) {
    const auto at = signs_.find(fact.predicate);
    if (at == signs_.end()) continue;
    for (std::size_t i = 0; i < fact.args.size(); ++i) at->second[i] = at->second[i] && is_sign(fact.args[i]);
  }
}

void Signs::refute() {
  for (bool again = true; again;) {
    again = false;
    for (const Rule* rule : rules_) {
      std::vector<bool>& signs = signs_[rule->head];
      for (std::size_t i = 0; i < signs.size(); ++i) {
        if (!signs[i]) continue;
        const Operand& o = rule->head_args[i];
        if (o.kind == Operand::Kind::constant ? is_sign(o.constant) : variable(o.variable, *rule)) continue;
        signs[i] = false;
        again = true;
      }
    }
  }
}

bool Signs::argument(PredicateId predicate, std::size_t i) const {
  const auto at = signs_.find(predicate);
  return at != signs_.end() && at->second[i];
}

bool Signs::variable(VariableId v, const Rule& rule) const {
  for (const Literal& literal : rule.body) {
    if (literal.kind == Literal::Kind::atom) {
      for (std::size_t i = 0; i < literal.args.size(); ++i) {
        if (literal.args[i] == Operand::var(v) && argument(literal.predicate, i)) return true;
      }
    } else if (literal.kind == Literal::Kind::bind && literal.variable == v && value(literal.expression, rule)) {
      return true;
    }
  }
  return false;
}

bool Signs::value(const Expression& e, const Rule& rule) const {
  switch (e.kind) {
    case Expression::Kind::constant:
      return is_sign(e.constant);
    case Expression::Kind::variable:
      return variable(e.variable, rule);
    case Expression::Kind::term:
      return false;
    case Expression::Kind::call:
      break;
  }
  const std::string_view by = builtins()[e.builtin].name;
  const bool keeps = by == "*" || by == "min" || by == "max" || by == "abs" || (by == "-" && e.args.size() == 1);
  return keeps && std::all_of(e.args.begin(), e.args.end(), [&](const Expression& arg) { return value(arg, rule); });
}

}  // namespace linchpin::analysis
