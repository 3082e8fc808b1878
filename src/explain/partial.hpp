// Literals of which not all variables are known yet: what a search from a goal backwards works with.
//
// A variable stands for a value, for another variable, or for nothing so far. A literal over such variables holds,
// fails, or waits for values; `X = f(Y, Z)` may wait too, and what it says of X is remembered by leaving it where it
// is.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/program.hpp"
#include "value/pool.hpp"

namespace linchpin::explain {

using analysis::Literal;
using analysis::Operand;
using analysis::PredicateId;
using analysis::VariableId;

// A fact with gaps. REQUIRES: no wildcards.
struct Pattern {
  PredicateId predicate = 0;
  std::vector<Operand> args;
  friend bool operator==(const Pattern&, const Pattern&) = default;
};

class Bindings {
 public:
  // The number of the first of `n` new variables, which stand for nothing.
  VariableId add(std::size_t n);
  std::size_t size() const { return slots_.size(); }
  // The value, or the variable that stands for all those equal to it. A wildcard stays one.
  Operand operator()(const Operand& o) const;
  Pattern operator()(const Pattern& pattern) const;
  bool bound(const Operand& o) const { return (*this)(o).kind == Operand::Kind::constant; }
  // Makes the two equal; false where they are different values. A wildcard equals everything.
  bool unify(const Operand& a, const Operand& b);
  bool unify(std::span<const Operand> a, std::span<const Operand> b);

 private:
  std::vector<Operand> slots_;
};

// The literal over variables that are numbered from `first` on.
Literal shifted(const Literal& literal, VariableId first);

enum class Outcome : std::uint8_t { holds, fails, waits };

// Of a comparison, binding, term or test; may bind variables. A builtin without a value for its arguments makes it
// fail.
Outcome settle(const Literal& literal, Bindings& bindings, Pool& pool);
// Settles what can be settled, each as soon as others have bound its variables, and keeps the rest. Two terms that a
// variable is to be must be one. False where one fails. Literals of other kinds stay.
bool settle(std::vector<Literal>& literals, Bindings& bindings, Pool& pool);

// The values of the other arguments of a generator whose first one is known, one alternative after another, row-major;
// at most `most` alternatives.
std::vector<Value> alternatives(const Literal& literal, Value first, std::size_t most, Pool& pool);

// Whether a literal says what its `variable` is.
inline bool binds(const Literal& literal) {
  return literal.kind == Literal::Kind::bind || literal.kind == Literal::Kind::term;
}

// Visits the variables in a literal.
template <class Visit>
void each_variable(const analysis::Expression& expression, const Visit& visit) {
  if (expression.kind == analysis::Expression::Kind::variable) visit(expression.variable);
  for (const analysis::Expression& arg : expression.args) each_variable(arg, visit);
}
template <class Visit>
void each_constant(const analysis::Expression& expression, const Visit& visit) {
  if (expression.kind == analysis::Expression::Kind::constant) visit(expression.constant);
  for (const analysis::Expression& arg : expression.args) each_constant(arg, visit);
}
template <class Visit>
void each_variable(const Literal& literal, const Visit& visit) {
  for (const Operand& o : literal.args) {
    if (o.kind == Operand::Kind::variable) visit(o.variable);
  }
  if (binds(literal)) visit(literal.variable);
  if (literal.kind == Literal::Kind::bind) each_variable(literal.expression, visit);
}

}  // namespace linchpin::explain
