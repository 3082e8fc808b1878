// One bit a possible tuple of one or two columns, for relations that fill their range of values.
//
// It serves duplicate removal and membership beside the ordered rows, in place of the hash table, whenever it is the
// smaller of the two: then it is also the faster, as more of it stays in the cache.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "engine/buffer.hpp"
#include "engine/span.hpp"

namespace linchpin::engine {

// What a set over these spans would take. The first is {0, 0} for one column.
inline std::uint64_t dense_bytes(const Span32& first, const Span32& second) {
  const std::uint64_t stride = (second.size() + 63) / 64 * 8;
  return first.size() > (std::uint64_t{1} << 40) / stride ? ~std::uint64_t{0} : first.size() * stride;
}

class DenseSet {
 public:
  bool active() const { return !words_.empty(); }
  std::size_t bytes() const { return words_.bytes(); }
  bool same_spans(const DenseSet& other) const {
    return active() && other.active() && first_ == other.first_ && second_ == other.second_;
  }
  const Span32& first() const { return first_; }
  const Span32& second() const { return second_; }

  void make(const Span32& first, const Span32& second) {
    first_ = first;
    second_ = second;
    second_.low &= ~std::uint32_t{63};  // words of sets over different spans hold the same values
    stride_ = (second_.size() + 63) / 64;
    words_.assign_zero(static_cast<std::size_t>(first.size() * stride_));
  }
  // Makes room for these spans. REQUIRES: they hold those there are.
  void widen(const Span32& first, const Span32& second) {
    DenseSet old;
    old.make(first, second);
    std::swap(*this, old);
    const std::uint64_t shift = (old.second_.low - second_.low) / 64;
    for (std::uint64_t row = 0; row < old.first_.size(); ++row) {
      std::memcpy(words_.data() + (row + old.first_.low - first_.low) * stride_ + shift,
                  old.words_.data() + row * old.stride_, old.stride_ * sizeof(std::uint64_t));
    }
  }
  void clear() { words_.release(); }

  // The tuples with one first value.
  class Row {
   public:
    Row(std::uint64_t* words, std::uint32_t low) : words_(words), low_(low) {}
    // REQUIRES: the value lies in the second span. Whether the tuple is new.
    bool insert(std::uint32_t b) const {
      std::uint64_t& word = words_[(b - low_) / 64];
      const std::uint64_t bit = std::uint64_t{1} << ((b - low_) % 64);
      const bool fresh = (word & bit) == 0;
      word |= bit;
      return fresh;
    }

   private:
    std::uint64_t* words_;
    std::uint32_t low_;
  };
  // REQUIRES: the value lies in the first span.
  Row row(std::uint32_t a) { return {words_.data() + (a - first_.low) * stride_, second_.low}; }
  // REQUIRES: both values lie in the spans. Whether the tuple is new.
  bool insert(std::uint32_t a, std::uint32_t b) { return row(a).insert(b); }

  std::uint64_t words() const { return stride_; }  // of a row
  // The words of a row; null when the value lies outside the first span.
  const std::uint64_t* row_words(std::uint32_t a) const {
    const std::uint64_t x = std::uint64_t{a} - first_.low;
    return x < first_.size() ? words_.data() + x * stride_ : nullptr;
  }
  // Adds (a, b) for each b of `row`, given as words from that of `low` on, and writes those b that are new. Returns
  // their number. REQUIRES: a and all b lie in the spans; low is a multiple of 64; room for a whole row at `fresh`.
  std::uint32_t unite(std::uint32_t a, const std::uint64_t* row, std::uint64_t words, std::uint32_t low, Value* fresh) {
    // Beyond our own span the row is empty.
    const std::uint64_t skipped = low < second_.low ? std::min<std::uint64_t>((second_.low - low) / 64, words) : 0;
    row += skipped;
    low += static_cast<std::uint32_t>(skipped * 64);
    const std::uint64_t offset = (low - second_.low) / 64;
    words = std::min(words - skipped, stride_ - std::min(stride_, offset));
    std::uint64_t* to = words_.data() + (a - first_.low) * stride_ + offset;
    std::uint32_t n = 0;
    const auto take = [&](std::uint64_t w) {
      std::uint64_t bits = row[w] & ~to[w];
      to[w] |= bits;
      for (; bits != 0; bits &= bits - 1) {
        fresh[n++] = Value::from_bits(low + static_cast<std::uint32_t>(w * 64 + __builtin_ctzll(bits)));
      }
    };
    std::uint64_t w = 0;
    for (; w + 4 <= words; w += 4) {
      const std::uint64_t any =
          (row[w] & ~to[w]) | (row[w + 1] & ~to[w + 1]) | (row[w + 2] & ~to[w + 2]) | (row[w + 3] & ~to[w + 3]);
      if (any == 0) continue;
      for (std::uint64_t k = 0; k < 4; ++k) take(w + k);
    }
    for (; w < words; ++w) take(w);
    return n;
  }
  bool contains(std::uint32_t a, std::uint32_t b) const {
    const std::uint64_t x = std::uint64_t{a} - first_.low;  // below the span: a huge number
    const std::uint64_t y = std::uint64_t{b} - second_.low;
    return x < first_.size() && y < second_.size() && ((words_[x * stride_ + y / 64] >> (y % 64)) & 1) != 0;
  }

 private:
  Span32 first_, second_;
  std::uint64_t stride_ = 0;
  Buffer<std::uint64_t> words_;
};

}  // namespace linchpin::engine
