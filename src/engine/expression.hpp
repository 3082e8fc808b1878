// Expressions over a block of bindings: one pass an operation, small integers without a call.
#pragma once

#include <vector>

#include "engine/buffer.hpp"
#include "engine/failure.hpp"

namespace linchpin::engine {

#ifdef LINCHPIN_BLOCK
inline constexpr std::uint32_t kBlock = LINCHPIN_BLOCK;  // tests let small programs fill many
#else
inline constexpr std::uint32_t kBlock = 1024;  // bindings handled at a time
#endif
inline constexpr std::uint32_t kMaxDepth = 10000;  // of a compound term

// A builtin had no value for some binding of the block.
struct BuiltinFailure {
  BuiltinError error;
  std::uint32_t row = 0;
};

class ExpressionEvaluator {
 public:
  explicit ExpressionEvaluator(Pool& pool);

  // columns[v] holds variable v's values. REQUIRES: n <= kBlock. Throws BuiltinFailure, Failure (terms too deep).
  void evaluate(const analysis::Expression& expression, const Value* const* columns, std::uint32_t n, Value* out);

  // The term functor(args...), each argument a column. Throws Failure when it is nested too deep.
  void build(Value functor, const std::vector<const Value*>& args, std::uint32_t n, Value* out);

 private:
  bool call_small(BuiltinId builtin, const std::vector<const Value*>& args, std::uint32_t n, Value* out);

  Pool& pool_;
  BuiltinId plus_, minus_, times_, mod_;
  std::vector<Buffer<Value>> scratch_;
  std::size_t scratch_used_ = 0;
};

}  // namespace linchpin::engine
