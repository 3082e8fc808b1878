#include "knowledge/module.hpp"
#include "value/builtins.hpp"

namespace linchpin::knowledge {
namespace {

using syntax::Term;

// A minus before a number written out. The smallest integer's negation has no value, and is left to analysis.
bool negated_number(const Term& operand, Pool& pool, Value& value) {
  if (operand.kind == Term::Kind::decimal) {
    value = pool.decimal(-operand.decimal);
    return true;
  }
  std::int64_t negated = 0;
  if (operand.kind != Term::Kind::integer || __builtin_sub_overflow(std::int64_t{0}, operand.integer, &negated)) {
    return false;
  }
  value = pool.integer(negated);
  return true;
}

bool plain_compound(const Term& term, Pool& pool, Value& value) {
  const bool denial = term.text == "-" && term.args.size() == 1;  // written out, as `'-'(open)` has to be
  if (!denial && find_builtin(term.text)) return false;
  std::vector<Value> args(term.args.size());
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!plain_value(term.args[i], pool, args[i])) return false;
  }
  value = pool.term(pool.name(term.text), args);
  return true;
}

// `-f(...)` inside a term, where f is no builtin: a compound of functor `-`.
bool denial(const Term& operand, Pool& pool, Value& value) {
  if (operand.kind != Term::Kind::compound || !plain_compound(operand, pool, value)) return false;
  value = pool.term(pool.name("-"), {&value, 1});
  return true;
}

}  // namespace

Value value_of(const syntax::Scalar& scalar, Pool& pool) {
  using Kind = syntax::Scalar::Kind;
  switch (scalar.kind) {
    case Kind::name:
      return pool.name(scalar.text);
    case Kind::integer:
      return pool.integer(scalar.integer);
    case Kind::decimal:
      return pool.decimal(scalar.decimal);
    case Kind::string:
      return pool.string(scalar.text);
    case Kind::date:
      return pool.date(scalar.integer);
  }
  return {};
}

bool plain_value(const Term& term, Pool& pool, Value& value) {
  switch (term.kind) {
    case Term::Kind::name:
      value = pool.name(term.text);
      return true;
    case Term::Kind::integer:
      value = pool.integer(term.integer);
      return true;
    case Term::Kind::decimal:
      value = pool.decimal(term.decimal);
      return true;
    case Term::Kind::string:
      value = pool.string(term.text);
      return true;
    case Term::Kind::date:
      value = pool.date(term.integer);
      return true;
    case Term::Kind::compound:
      return plain_compound(term, pool, value);
    case Term::Kind::operation:
      return term.text == "-" && term.args.size() == 1 &&
             (negated_number(term.args[0], pool, value) || denial(term.args[0], pool, value));
    case Term::Kind::variable:
    case Term::Kind::aggregate:
      return false;
  }
  return false;
}

}  // namespace linchpin::knowledge
