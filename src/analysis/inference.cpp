// What the occurrences of a variable say of its type, together.
#include <fmt/core.h>

#include "analysis/conjunction.hpp"
#include "analysis/types.hpp"

namespace linchpin::analysis {
namespace {

constexpr std::uint8_t bit(Kind kind) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(kind)); }
constexpr std::uint8_t kInteger = bit(Kind::integer);
constexpr std::uint8_t kNumber = bit(Kind::integer) | bit(Kind::decimal);
constexpr std::uint8_t kDate = bit(Kind::date);

bool only(std::uint8_t kinds, std::uint8_t of) { return (kinds & ~of) == 0; }

// The kinds a call's value may have. Sound for any builtin that isn't named: all kinds.
std::uint8_t value_kinds(const Builtin& builtin, const std::vector<std::uint8_t>& args) {
  const std::string_view name = builtin.name;
  if (name == "length" || name == "year" || name == "month" || name == "day") return kInteger;
  if (name == "concat") return bit(Kind::string);
  if (name == "min" || name == "max") return args[0] | args[1];
  const bool arithmetic = name == "+" || name == "-" || name == "*" || name == "/" || name == "mod" || name == "abs";
  if (!arithmetic) return TypeSet::kAll;
  std::uint8_t all = 0;
  for (std::uint8_t arg : args) all |= arg;
  if (only(all, kInteger)) return kInteger;
  const bool dates = (name == "+" || name == "-") && builtin.arity == 2 && (all & kDate) != 0;
  return dates ? kNumber | kDate : kNumber;
}

template <class KindsOf>
std::uint8_t kinds(const Expression& expression, const KindsOf& kinds_of) {
  switch (expression.kind) {
    case Expression::Kind::constant:
      return bit(expression.constant.kind());
    case Expression::Kind::variable:
      return kinds_of(expression.variable);
    case Expression::Kind::term:
      return bit(Kind::term);
    case Expression::Kind::call:
      break;
  }
  std::vector<std::uint8_t> args;
  for (const Expression& arg : expression.args) args.push_back(kinds(arg, kinds_of));
  return value_kinds(builtins()[expression.builtin], args);
}

}  // namespace

void Conjunction::infer_types() {
  Vocabulary& vocabulary = context_.vocabulary;
  std::vector<TypeSet> proven(variables_.size()), asked(variables_.size());
  std::vector<std::vector<const TypeUse*>> uses(variables_.size());
  for (VariableId v = 0; v < variables_.size(); ++v) {
    if (outer_ == nullptr || variables_[v].outer == kNone || outer_->types_.empty()) continue;
    proven[v] = asked[v] = outer_->types_[variables_[v].outer];
  }
  for (const TypeUse& use : uses_) {
    const Predicate& predicate = context_.target.predicate(use.predicate);
    if (use.argument >= predicate.arguments.size()) continue;
    const Type& type = predicate.arguments[use.argument].type;
    if (type.kind == Type::Kind::any) continue;
    const VariableId v = root(use.variable);
    if (variables_[v].constant) {
      check_value(context_, *variables_[v].constant, use.predicate, use.argument, use.span);
      continue;
    }
    const TypeSet set = type_set(type);
    if (use.proven) proven[v] = meet(proven[v], set, vocabulary);
    const TypeSet both = meet(asked[v], set, vocabulary);
    if (both.empty() && !asked[v].empty()) {
      const TypeUse* before = uses[v].empty() ? nullptr : uses[v].back();
      for (const TypeUse* other : uses[v]) {
        const Type& apart = context_.target.predicate(other->predicate).arguments[other->argument].type;
        if (!meet(type_set(apart), set, vocabulary).empty()) continue;
        before = other;
        break;
      }
      Diagnostic& error = context_.diagnostics.error(
          123, use.span,
          fmt::format(
              "`{}` is {} here, and {} elsewhere: nothing is both", variables_[v].name, vocabulary.describe(type),
              before == nullptr
                  ? "something else"
                  : vocabulary.describe(context_.target.predicate(before->predicate).arguments[before->argument].type)),
          "if the two are not meant to be equal, give them different names");
      if (before != nullptr)
        error.notes.push_back({before->span, fmt::format("the other occurrence of `{}`", variables_[v].name)});
      failed_ = true;
    }
    asked[v] = both;
    uses[v].push_back(&use);
  }
  if (failed_) return;

  for (const Literal& literal : literals_) {
    if (literal.kind == Literal::Kind::bind) {
      proven[literal.variable].kinds &= kinds(literal.expression, [&](VariableId v) { return proven[v].kinds; });
    } else if (literal.kind == Literal::Kind::term) {
      proven[literal.variable].kinds &= bit(Kind::term);
    }
  }
  for (const Inner& inner : inner_) {
    const Operand& result = literals_[inner.literal].args.empty() ? Operand() : literals_[inner.literal].args.back();
    if (inner.function == AggregateFunction::count && result.kind == Operand::Kind::variable) {
      proven[result.variable].kinds &= kInteger;
    }
  }
  const Predicate& head = context_.target.predicate(head_predicate_);
  for (std::uint32_t i = 0; i < head_operands_.size() && i < head.arguments.size() && outer_ == nullptr; ++i) {
    const Operand& operand = head_operands_[i];
    const Type& type = head.arguments[i].type;
    if (operand.kind != Operand::Kind::variable || type.kind == Type::Kind::any) continue;
    if (!implies(proven[operand.variable], type, vocabulary)) checks_.push_back({i, type});
  }
  types_ = std::move(proven);
}

}  // namespace linchpin::analysis
