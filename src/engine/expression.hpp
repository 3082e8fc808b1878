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

// A value is to be made that only one thread can make, as it is new to the pool or may be none.
struct NotShared {};

class ExpressionEvaluator {
 public:
  explicit ExpressionEvaluator(Pool& pool);

  // columns[v] holds variable v's values. REQUIRES: n <= kBlock. Throws BuiltinFailure, Failure (terms too deep),
  // NotShared.
  void evaluate(const analysis::Expression& expression, const Value* const* columns, std::uint32_t n, Value* out);

  // Whether it may come to small integers alone, which several threads can compute at once.
  bool is_small(const analysis::Expression& expression) const;
  // While one lives, what is no small integer is NotShared.
  class Shared {
   public:
    explicit Shared(ExpressionEvaluator& of) : of_(of) { of_.shared_ = true; }
    ~Shared() { of_.shared_ = false; }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;

   private:
    ExpressionEvaluator& of_;
  };

  // The term functor(args...), each argument a column. Throws Failure when it is nested too deep.
  void build(Value functor, const std::vector<const Value*>& args, std::uint32_t n, Value* out);

 private:
  bool is_arithmetic(BuiltinId b) const { return b == plus_ || b == minus_ || b == times_ || b == mod_; }
  bool call_small(BuiltinId builtin, const std::vector<const Value*>& args, std::uint32_t n, Value* out);

  Pool& pool_;
  BuiltinId plus_, minus_, times_, mod_;
  std::vector<Buffer<Value>> scratch_;
  std::size_t scratch_used_ = 0;
  bool shared_ = false;
};

}  // namespace linchpin::engine
