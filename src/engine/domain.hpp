#pragma once

#include <cstdint>

#include "engine/buffer.hpp"
#include "engine/hash.hpp"
#include "engine/span.hpp"
#include "value/value.hpp"

namespace linchpin::engine {

// The numbers of one column's values.
class Domain {
 public:
  static Domain over(const Span32& span);
  static Domain table(std::uint32_t capacity);
  static std::size_t table_bytes(std::uint32_t capacity);

  std::uint32_t size() const { return size_; }  // of the numbers that there may be
  bool tabled() const { return !slots_.empty(); }
  std::size_t bytes() const { return slots_.bytes(); }

  // Adds number * factor of each value to `out`, and numbers new values. False when a value has none and there is no
  // room for it; `out` is then to be thrown away.
  bool add_numbers(const Value* values, std::uint32_t n, std::uint64_t factor, std::uint64_t* out);
  // The same of one value, without numbering; false when it has none.
  bool add_number(Value value, std::uint64_t factor, std::uint64_t& out) const {
    const std::uint32_t number =
        tabled() ? static_cast<std::uint32_t>(slots_[slot_of(value)]) - 1 : value.bits() - low_;
    out += number * factor;
    return number < size_;
  }
  // The number of each value, kNone where it has none.
  void find(const Value* values, std::uint32_t n, std::uint32_t* out) const;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t used() const { return used_; }  // by a table: numbers given out

 private:
  std::size_t slot_of(Value value) const {  // where the value stands, or would
    const std::size_t mask = slots_.size() - 1;
    std::size_t s = scramble(value.bits()) >> shift_;
    while (slots_[s] != 0 && (slots_[s] >> 32) != value.bits()) s = (s + 1) & mask;
    return s;
  }
  // Slots of tables too large for the cache are fetched before they are looked at.
  void prefetch(const Value* values, std::uint32_t n) const;

  std::uint32_t low_ = 0, size_ = 0;
  Buffer<std::uint64_t> slots_;  // a value's bits, then its number + 1; zero where free
  std::uint32_t shift_ = 0, used_ = 0;
};

// Number of different values, within a few per cent, at least 1.
double estimate_distinct(const Value* values, std::uint32_t n);

}  // namespace linchpin::engine
