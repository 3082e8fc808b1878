#include "engine/expression.hpp"

#include <fmt/core.h>

namespace linchpin::engine {

ExpressionEvaluator::ExpressionEvaluator(Pool& pool)
    : pool_(pool),
      plus_(*find_builtin("+", 2)),
      minus_(*find_builtin("-", 2)),
      times_(*find_builtin("*", 2)),
      mod_(*find_builtin("mod", 2)) {}

void ExpressionEvaluator::evaluate(const analysis::Expression& expression, const Value* const* columns, std::uint32_t n,
                                   Value* out) {
  using Kind = analysis::Expression::Kind;
  if (expression.kind == Kind::constant) {
    std::fill_n(out, n, expression.constant);
    return;
  }
  if (expression.kind == Kind::variable) {
    std::copy_n(columns[expression.variable], n, out);
    return;
  }
  const std::size_t used = scratch_used_;
  scratch_used_ += expression.args.size();
  if (scratch_.size() < scratch_used_) scratch_.resize(scratch_used_);
  std::vector<const Value*> args(expression.args.size());
  for (std::size_t a = 0; a < args.size(); ++a) {
    if (expression.args[a].kind == Kind::variable) {
      args[a] = columns[expression.args[a].variable];
      continue;
    }
    scratch_[used + a].resize(kBlock);
    Value* to = scratch_[used + a].data();
    evaluate(expression.args[a], columns, n, to);
    args[a] = to;
  }
  scratch_used_ = used;
  if (expression.kind == Kind::term) {
    build(expression.constant, args, n, out);
    return;
  }
  if (call_small(expression.builtin, args, n, out)) return;
  std::vector<Value> row(args.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::size_t a = 0; a < args.size(); ++a) row[a] = args[a][i];
    std::optional<BuiltinError> error;
    const std::optional<Value> value = apply(expression.builtin, pool_, row, error);
    if (!value) throw BuiltinFailure{std::move(*error), i};
    out[i] = *value;
  }
}

// + - * mod where every argument and every result is a small integer; false, with `out` to be written again, if not.
bool ExpressionEvaluator::call_small(BuiltinId builtin, const std::vector<const Value*>& args, std::uint32_t n,
                                     Value* out) {
  const auto each = [&](auto operation) {
    for (std::uint32_t i = 0; i < n; ++i) {
      const Value a = args[0][i];
      const Value b = args[1][i];
      if (!a.is_small() || !b.is_small()) return false;
      const std::int64_t result = operation(a.small(), b.small());
      if (!Value::fits_small(result)) return false;
      out[i] = Value::small(result);
    }
    return true;
  };
  if (builtin == plus_) return each([](std::int64_t a, std::int64_t b) { return a + b; });
  if (builtin == minus_) return each([](std::int64_t a, std::int64_t b) { return a - b; });
  if (builtin == times_) return each([](std::int64_t a, std::int64_t b) { return a * b; });
  if (builtin == mod_) {  // a zero divisor gives a number that is not small, and so the general way
    return each([](std::int64_t a, std::int64_t b) { return b == 0 ? Value::kSmallMax + 1 : a % b; });
  }
  return false;
}

void ExpressionEvaluator::build(Value functor, const std::vector<const Value*>& args, std::uint32_t n, Value* out) {
  std::vector<Value> row(args.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::size_t a = 0; a < args.size(); ++a) row[a] = args[a][i];
    out[i] = pool_.term(functor, row);
    if (pool_.depth(out[i]) > kMaxDepth) {
      throw Failure{kTooDeep,
                    nullptr,
                    {},
                    fmt::format("a term is nested more than {} deep", kMaxDepth),
                    "a rule that builds ever larger terms never ends: bound it by a literal of the body"};
    }
  }
}

}  // namespace linchpin::engine
