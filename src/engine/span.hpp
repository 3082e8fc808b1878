#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "value/value.hpp"

namespace linchpin::engine {

// The bits of values in a column, inclusive.
struct Span32 {
  std::uint32_t low = ~std::uint32_t{0}, high = 0;
  void add(const Value* values, std::size_t n) {
    std::uint32_t least = low;
    std::uint32_t most = high;
    for (std::size_t i = 0; i < n; ++i) {
      least = std::min(least, values[i].bits());
      most = std::max(most, values[i].bits());
    }
    low = least;
    high = most;
  }
  void add(const Span32& other) {
    low = std::min(low, other.low);
    high = std::max(high, other.high);
  }
  bool holds(const Span32& other) const { return low <= other.low && other.high <= high; }
  friend bool operator==(const Span32&, const Span32&) = default;
  std::uint64_t size() const { return std::uint64_t{high} - low + 1; }
};

// Of n values, by several threads where they are many.
Span32 span_of(const Value* values, std::size_t n);

}  // namespace linchpin::engine
