#include "explain/partial.hpp"

#include <algorithm>

namespace linchpin::explain {
namespace {

using analysis::Comparison;
using analysis::Expression;

// The value of an expression; nothing where a variable is open, or, with `fails`, where it has none.
std::optional<Value> value_of(const Expression& expression, const Bindings& bindings, Pool& pool, bool& fails) {
  if (expression.kind == Expression::Kind::constant) return expression.constant;
  if (expression.kind == Expression::Kind::variable) {
    const Operand o = bindings(Operand::var(expression.variable));
    return o.kind == Operand::Kind::constant ? std::optional(o.constant) : std::nullopt;
  }
  std::vector<Value> args;
  for (const Expression& arg : expression.args) {
    const auto value = value_of(arg, bindings, pool, fails);
    if (!value) return std::nullopt;
    args.push_back(*value);
  }
  if (expression.kind == Expression::Kind::term) return pool.term(expression.constant, args);
  std::optional<BuiltinError> error;
  const auto value = apply(expression.builtin, pool, args, error);
  fails = fails || !value;
  return value;
}

bool holds(Comparison comparison, Value a, Value b, const Pool& pool) {
  switch (comparison) {
    case Comparison::equal:
      return a == b;
    case Comparison::unequal:
      return a != b;
    case Comparison::less:
      return pool.compare_numeric(a, b) < 0;
    case Comparison::less_equal:
      return pool.compare_numeric(a, b) <= 0;
    case Comparison::greater:
      return pool.compare_numeric(a, b) > 0;
    case Comparison::greater_equal:
      return pool.compare_numeric(a, b) >= 0;
  }
  return false;
}

Outcome outcome(bool holds) { return holds ? Outcome::holds : Outcome::fails; }

// The values of all operands; nothing where one is open.
std::optional<std::vector<Value>> values_of(std::span<const Operand> operands, const Bindings& bindings) {
  std::vector<Value> out;
  for (const Operand& o : operands) {
    const Operand now = bindings(o);
    if (now.kind != Operand::Kind::constant) return std::nullopt;
    out.push_back(now.constant);
  }
  return out;
}

Outcome settle_compare(const Literal& literal, Bindings& bindings, const Pool& pool) {
  const Operand a = bindings(literal.args[0]), b = bindings(literal.args[1]);
  if (literal.comparison == Comparison::equal) return outcome(bindings.unify(a, b));
  if (a == b && a.kind == Operand::Kind::variable) {
    return outcome(literal.comparison == Comparison::less_equal || literal.comparison == Comparison::greater_equal);
  }
  if (a.kind != Operand::Kind::constant || b.kind != Operand::Kind::constant) return Outcome::waits;
  return outcome(holds(literal.comparison, a.constant, b.constant, pool));
}

// Gives the one open variable of a sum or difference of integers the value with which it is `value`. Waits where it is
// something else.
Outcome invert(const Expression& e, std::int64_t value, Bindings& bindings, Pool& pool) {
  if (e.kind == Expression::Kind::variable) {
    return outcome(bindings.unify(Operand::var(e.variable), Operand::value(pool.integer(value))));
  }
  const bool adds = e.kind == Expression::Kind::call && e.builtin == find_builtin("+", 2);
  if (!adds && !(e.kind == Expression::Kind::call && e.builtin == find_builtin("-", 2))) return Outcome::waits;
  bool fails = false;
  const auto left = value_of(e.args[0], bindings, pool, fails), right = value_of(e.args[1], bindings, pool, fails);
  if (fails) return Outcome::fails;
  const auto& known = left ? left : right;
  if (!known || known->kind() != Kind::integer) return Outcome::waits;
  const std::int64_t k = pool.integer(*known);
  std::int64_t rest = 0;
  const bool beyond = adds   ? __builtin_sub_overflow(value, k, &rest)
                      : left ? __builtin_sub_overflow(k, value, &rest)
                             : __builtin_add_overflow(value, k, &rest);
  return beyond ? Outcome::fails : invert(e.args[left ? 1 : 0], rest, bindings, pool);
}

Outcome settle_bind(const Literal& literal, Bindings& bindings, Pool& pool) {
  const Operand variable = Operand::var(literal.variable);
  if (literal.expression.kind == Expression::Kind::variable) {
    return outcome(bindings.unify(variable, Operand::var(literal.expression.variable)));
  }
  bool fails = false;
  const auto value = value_of(literal.expression, bindings, pool, fails);
  if (fails) return Outcome::fails;
  if (value) return outcome(bindings.unify(variable, Operand::value(*value)));
  const Operand wanted = bindings(variable);
  const bool integer = wanted.kind == Operand::Kind::constant && wanted.constant.kind() == Kind::integer;
  return integer ? invert(literal.expression, pool.integer(wanted.constant), bindings, pool) : Outcome::waits;
}

Outcome settle_term(const Literal& literal, Bindings& bindings, Pool& pool) {
  const Operand variable = bindings(Operand::var(literal.variable));
  if (variable.kind == Operand::Kind::constant) {
    const Value term = variable.constant;
    if (!term.is_term() || pool.functor(term) != literal.constant) return Outcome::fails;
    const auto args = pool.args(term);
    if (args.size() != literal.args.size()) return Outcome::fails;
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (!bindings.unify(literal.args[i], Operand::value(args[i]))) return Outcome::fails;
    }
    return Outcome::holds;
  }
  const auto args = values_of(literal.args, bindings);
  if (!args) return Outcome::waits;
  return outcome(bindings.unify(variable, Operand::value(pool.term(literal.constant, *args))));
}

Outcome settle_test(const Literal& literal, const Bindings& bindings, Pool& pool) {
  const auto args = values_of(literal.args, bindings);
  if (!args) return Outcome::waits;
  std::optional<BuiltinError> error;
  const bool holds = test(literal.builtin, pool, *args, error);
  return outcome(!error && holds != literal.negated);
}

// Two terms that one variable is to be: their arguments are the same.
bool join_terms(const std::vector<Literal>& literals, Bindings& bindings) {
  for (std::size_t i = 0; i < literals.size(); ++i) {
    if (literals[i].kind != Literal::Kind::term) continue;
    for (std::size_t j = i + 1; j < literals.size(); ++j) {
      if (literals[j].kind != Literal::Kind::term) continue;
      const Operand a = bindings(Operand::var(literals[i].variable)), b = bindings(Operand::var(literals[j].variable));
      if (!(a == b)) continue;
      if (literals[i].constant != literals[j].constant || !bindings.unify(literals[i].args, literals[j].args)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

VariableId Bindings::add(std::size_t n) {
  const auto first = static_cast<VariableId>(slots_.size());
  for (std::size_t i = 0; i < n; ++i) slots_.push_back(Operand::var(static_cast<VariableId>(slots_.size())));
  return first;
}

Operand Bindings::operator()(const Operand& o) const {
  Operand out = o;
  while (out.kind == Operand::Kind::variable) {
    const Operand& slot = slots_[out.variable];
    if (slot.kind == Operand::Kind::variable && slot.variable == out.variable) return slot;
    out = slot;
  }
  return out;
}

Pattern Bindings::operator()(const Pattern& pattern) const {
  Pattern out{pattern.predicate, {}};
  for (const Operand& o : pattern.args) out.args.push_back((*this)(o));
  return out;
}

bool Bindings::unify(const Operand& a, const Operand& b) {
  const Operand x = (*this)(a), y = (*this)(b);
  if (x == y || x.kind == Operand::Kind::wildcard || y.kind == Operand::Kind::wildcard) return true;
  if (x.kind == Operand::Kind::variable) {
    slots_[x.variable] = y;
  } else if (y.kind == Operand::Kind::variable) {
    slots_[y.variable] = x;
  } else {
    return false;
  }
  return true;
}

bool Bindings::unify(std::span<const Operand> a, std::span<const Operand> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!unify(a[i], b[i])) return false;
  }
  return true;
}

namespace {

void shift(analysis::Expression& expression, VariableId first) {
  if (expression.kind == Expression::Kind::variable) expression.variable += first;
  for (Expression& arg : expression.args) shift(arg, first);
}

}  // namespace

Literal shifted(const Literal& literal, VariableId first) {
  Literal out = literal;
  if (binds(literal)) out.variable += first;
  for (Operand& o : out.args) o.variable += o.kind == Operand::Kind::variable ? first : 0;
  shift(out.expression, first);
  return out;
}

Outcome settle(const Literal& literal, Bindings& bindings, Pool& pool) {
  switch (literal.kind) {
    case Literal::Kind::compare:
      return settle_compare(literal, bindings, pool);
    case Literal::Kind::bind:
      return settle_bind(literal, bindings, pool);
    case Literal::Kind::term:
      return settle_term(literal, bindings, pool);
    case Literal::Kind::test:
      return settle_test(literal, bindings, pool);
    default:
      return Outcome::waits;
  }
}

bool settle(std::vector<Literal>& literals, Bindings& bindings, Pool& pool) {
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < literals.size();) {
      const Outcome now = settle(literals[i], bindings, pool);
      if (now == Outcome::fails) return false;
      if (now == Outcome::waits) {
        ++i;
        continue;
      }
      literals.erase(literals.begin() + static_cast<std::ptrdiff_t>(i));
      more = true;
    }
    if (!join_terms(literals, bindings)) return false;
  }
  return true;
}

std::vector<Value> alternatives(const Literal& literal, Value first, std::size_t most, Pool& pool) {
  std::vector<Value> out;
  generate(literal.builtin, pool, first, 0, most, out);
  return out;
}

}  // namespace linchpin::explain
