// One bit a possible tuple of any number of columns, for relations that fill their values' combinations.
//
// Each column's values are numbered from 0: by their distance from the least where they lie close together, else by a
// small table. Like DenseSet, which serves two columns of close values faster, it takes the place of the hash table
// wherever it is the smaller of the two.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/buffer.hpp"
#include "engine/span.hpp"
#include "value/value.hpp"

namespace linchpin::engine {

// The numbers of one column's values.
class Domain {
 public:
  static Domain over(const Span32& span);
  static Domain table(std::uint32_t capacity);

  std::uint32_t size() const { return size_; }  // of the numbers that there may be
  bool tabled() const { return !slots_.empty(); }
  std::size_t bytes() const { return slots_.bytes(); }
  // What a table for so many values takes.
  static std::size_t table_bytes(std::uint32_t capacity);

  // Adds number * factor of each value to `out`, and numbers new values. False when a value has none and there is no
  // room for it; `out` is then to be thrown away.
  bool add_numbers(const Value* values, std::uint32_t n, std::uint64_t factor, std::uint64_t* out);
  // The same without numbering; false when a value has none.
  bool add_number(Value value, std::uint64_t factor, std::uint64_t& out) const;

 private:
  std::uint32_t low_ = 0, size_ = 0;
  Buffer<std::uint64_t> slots_;  // a value's bits, then its number + 1; zero where free
  std::uint32_t shift_ = 0, used_ = 0;
};

class OrdinalSet {
 public:
  bool active() const { return !words_.empty(); }
  std::size_t bytes() const;
  const std::vector<Domain>& domains() const { return domains_; }
  // What a set over these domains takes, the domains themselves included.
  static std::uint64_t bytes_for(const std::vector<Domain>& domains);

  void make(std::vector<Domain> domains);
  void clear();

  // The bits of n tuples, given as columns; false when the domains are too small.
  bool locate(const Value* const* columns, std::uint32_t n, std::uint64_t* bits);
  // Whether the tuple is new.
  bool insert(std::uint64_t bit) {
    std::uint64_t& word = words_[bit / 64];
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    const bool fresh = (word & mask) == 0;
    word |= mask;
    return fresh;
  }
  // The i-th of tuples given as columns.
  bool contains(const Value* const* columns, std::uint32_t i) const;

 private:
  std::vector<Domain> domains_;
  std::vector<std::uint64_t> factors_;
  Buffer<std::uint64_t> words_;
};

}  // namespace linchpin::engine
