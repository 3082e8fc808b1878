// A value is 32 bits: a small integer or a date inline, or an index into the interning pool.
//
//   0iii iiii ...   integer i, 31 bits two's complement: -2^30 <= i < 2^30
//   1kkk pppp ...   kind k, 28 bits of payload: a date's days since 1970-01-01 plus 2^27, or a pool index of that kind
//
// Equal values have equal bits, so joins and duplicate removal never look inside. A kind's pool indexes are dense from
// 0 in order of interning. Order (numbers, dates, names, strings, terms) needs the pool: see Pool::compare.
#pragma once

#include <cstdint>
#include <functional>

namespace linchpin {

enum class Kind : std::uint8_t { integer, decimal, date, name, string, term };

class Value {
 public:
  constexpr Value() = default;  // the integer 0
  static constexpr Value from_bits(std::uint32_t bits) {
    Value v;
    v.bits_ = bits;
    return v;
  }
  constexpr std::uint32_t bits() const { return bits_; }
  friend constexpr bool operator==(Value, Value) = default;

  static constexpr std::int64_t kSmallMin = -(std::int64_t{1} << 30);
  static constexpr std::int64_t kSmallMax = (std::int64_t{1} << 30) - 1;
  static constexpr bool fits_small(std::int64_t i) { return i >= kSmallMin && i <= kSmallMax; }
  // REQUIRES: fits_small(i)
  static constexpr Value small(std::int64_t i) { return from_bits(static_cast<std::uint32_t>(i) & 0x7fffffffU); }
  constexpr bool is_small() const { return (bits_ >> 31) == 0; }
  // REQUIRES: is_small()
  constexpr std::int64_t small() const { return static_cast<std::int32_t>(bits_ << 1) >> 1; }

  constexpr Kind kind() const { return is_small() ? Kind::integer : static_cast<Kind>((bits_ >> 28) & 7U); }
  constexpr std::uint32_t payload() const { return bits_ & 0x0fffffffU; }
  static constexpr Value pooled(Kind kind, std::uint32_t index) {
    return from_bits(0x80000000U | (static_cast<std::uint32_t>(kind) << 28) | index);
  }
  static constexpr std::int64_t kDateBias = std::int64_t{1} << 27;

  bool is_name() const { return kind() == Kind::name; }
  bool is_term() const { return kind() == Kind::term; }
  bool is_number() const { return kind() == Kind::integer || kind() == Kind::decimal; }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace linchpin

template <>
struct std::hash<linchpin::Value> {
  std::size_t operator()(linchpin::Value v) const noexcept { return std::hash<std::uint32_t>{}(v.bits()); }
};
