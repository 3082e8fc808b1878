// A set of row numbers that counts those below a row at once: one bit a row, and a count a word.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

#include "engine/buffer.hpp"

namespace linchpin::engine {

class RowSet {
 public:
  // Rows [0, rows) may be added.
  explicit RowSet(std::uint32_t rows) { words_.assign_zero(rows / 64 + 1); }
  void add(std::uint32_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
  // Once all are added; `rank` asks for it.
  void count() {
    below_.resize(words_.size());
    std::uint32_t sum = 0;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      below_[w] = sum;
      sum += static_cast<std::uint32_t>(__builtin_popcountll(words_[w]));
    }
  }
  // All of them, in order.
  std::vector<std::uint32_t> rows() const {
    std::vector<std::uint32_t> out;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      for (std::uint64_t left = words_[w]; left != 0; left &= left - 1) {
        out.push_back(static_cast<std::uint32_t>(w * 64) + static_cast<std::uint32_t>(std::countr_zero(left)));
      }
    }
    return out;
  }
  // Rows below this one that are not in the set. REQUIRES: count() was called.
  std::uint32_t rank(std::uint32_t row) const {
    const std::uint64_t lower = words_[row / 64] & ((std::uint64_t{1} << (row % 64)) - 1);
    const int before = lower == 0 ? 0 : __builtin_popcountll(lower);  // mostly none: a call without the instruction
    return row - below_[row / 64] - static_cast<std::uint32_t>(before);
  }

 private:
  Buffer<std::uint64_t> words_;
  Buffer<std::uint32_t> below_;
};

}  // namespace linchpin::engine
