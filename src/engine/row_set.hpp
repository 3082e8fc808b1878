// A set of row numbers that counts those below a row at once: one bit a row, and a count a word.
#pragma once

#include <cstdint>

#include "engine/buffer.hpp"

namespace linchpin::engine {

class RowSet {
 public:
  // Rows [0, rows) may be added.
  explicit RowSet(std::uint32_t rows) { words_.assign_zero(rows / 64 + 1); }
  void add(std::uint32_t row) {
    std::uint64_t& word = words_[row / 64];
    const std::uint64_t bit = std::uint64_t{1} << (row % 64);
    size_ += (word & bit) == 0;
    word |= bit;
  }
  // Once all are added; `rank` asks for it.
  void count() {
    below_.resize(words_.size());
    std::uint32_t sum = 0;
    for (std::size_t w = 0; w < words_.size(); ++w) {
      below_[w] = sum;
      sum += static_cast<std::uint32_t>(__builtin_popcountll(words_[w]));
    }
  }
  std::uint32_t size() const { return size_; }
  bool contains(std::uint32_t row) const { return ((words_[row / 64] >> (row % 64)) & 1) != 0; }
  // Rows below this one that are not in the set. REQUIRES: count() was called.
  std::uint32_t rank(std::uint32_t row) const {
    const std::uint64_t lower = words_[row / 64] & ((std::uint64_t{1} << (row % 64)) - 1);
    const int before = lower == 0 ? 0 : __builtin_popcountll(lower);  // mostly none: a call without the instruction
    return row - below_[row / 64] - static_cast<std::uint32_t>(before);
  }

 private:
  Buffer<std::uint64_t> words_;
  Buffer<std::uint32_t> below_;
  std::uint32_t size_ = 0;
};

}  // namespace linchpin::engine
