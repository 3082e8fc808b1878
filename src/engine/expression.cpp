#include "engine/expression.hpp"

#include <fmt/core.h>

#include <algorithm>

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
  if (shared_) throw NotShared{};
  std::vector<Value> row(args.size());
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::size_t a = 0; a < args.size(); ++a) row[a] = args[a][i];
    std::optional<BuiltinError> error;
    const std::optional<Value> value = apply(expression.builtin, pool_, row, error);
    if (!value) throw BuiltinFailure{std::move(*error), i};
    out[i] = *value;
  }
}

bool ExpressionEvaluator::is_small(const analysis::Expression& expression) const {
  using Kind = analysis::Expression::Kind;
  if (expression.kind == Kind::constant) return expression.constant.is_small();
  if (expression.kind == Kind::variable) return true;
  return expression.kind == Kind::call && is_arithmetic(expression.builtin) &&
         std::all_of(expression.args.begin(), expression.args.end(), [this](const auto& arg) { return is_small(arg); });
}

namespace {

bool all_small(const Value* values, std::uint32_t n) {
  std::uint32_t any = 0;
  for (std::uint32_t i = 0; i < n; ++i) any |= values[i].bits();
  return (any >> 31) == 0;
}

// Remainders by one small positive divisor, by multiplication. Source: Lemire, Kaser, Kurz, Faster remainder by direct
// computation, 2019; exact for dividends and divisors of 32 bits.
class Remainder {
 public:
  // REQUIRES: divisor > 0
  explicit Remainder(std::uint32_t divisor) : divisor_(divisor), inverse_(~std::uint64_t{0} / divisor + 1) {}
  std::uint32_t operator()(std::uint32_t dividend) const {
    return static_cast<std::uint32_t>((static_cast<Wide>(inverse_ * dividend) * divisor_) >> 64);
  }

 private:
  __extension__ using Wide = unsigned __int128;
  std::uint64_t divisor_, inverse_;
};

}  // namespace

// + - * mod where every argument and every result is a small integer; false, with `out` to be written again, if not.
bool ExpressionEvaluator::call_small(BuiltinId builtin, const std::vector<const Value*>& args, std::uint32_t n,
                                     Value* out) {
  const auto each = [&](auto operation) {
    bool fits = true;  // looked at in the end, so that the loop has no way out
    for (std::uint32_t i = 0; i < n; ++i) {
      const std::int64_t result = operation(args[0][i].small(), args[1][i].small());
      fits &= Value::fits_small(result);
      out[i] = Value::small(result);
    }
    return fits;
  };
  if (!is_arithmetic(builtin)) return false;
  if (!all_small(args[0], n) || !all_small(args[1], n)) return false;
  if (builtin == plus_) return each([](std::int64_t a, std::int64_t b) { return a + b; });
  if (builtin == minus_) return each([](std::int64_t a, std::int64_t b) { return a - b; });
  if (builtin == times_) return each([](std::int64_t a, std::int64_t b) { return a * b; });
  const Value divisor = args[1][0];
  if (divisor.small() > 0 && std::all_of(args[1], args[1] + n, [divisor](Value b) { return b == divisor; })) {
    const Remainder remainder(divisor.bits());
    return each([&remainder](std::int64_t a, std::int64_t) {
      const std::int64_t r = remainder(static_cast<std::uint32_t>(a < 0 ? -a : a));
      return a < 0 ? -r : r;
    });
  }
  // A zero divisor gives a number that is not small, and so the general way.
  return each([](std::int64_t a, std::int64_t b) { return b == 0 ? Value::kSmallMax + 1 : a % b; });
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
