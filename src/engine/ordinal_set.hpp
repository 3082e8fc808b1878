// One bit a possible tuple of any number of columns, for relations that fill their values' combinations.
//
// Each column's values are numbered from 0: by their distance from the least where they lie close together, else by a
// small table. Like DenseSet, which serves two columns of close values faster, it takes the place of the hash table
// wherever it is the smaller of the two.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/domain.hpp"

namespace linchpin::engine {

class OrdinalSet {
 public:
  bool active() const { return !words_.empty(); }
  std::size_t bytes() const;
  const std::vector<Domain>& domains() const { return domains_; }

  void make(std::vector<Domain> domains);
  void clear();

  // The bits of n tuples, given as columns; false when the domains are too small.
  bool locate(const Value* const* columns, std::uint32_t n, std::uint64_t* bits);
  void prefetch(std::uint64_t bit) const { __builtin_prefetch(words_.data() + bit / 64, 1); }
  // Whether the tuple is new.
  bool insert(std::uint64_t bit) {
    std::uint64_t& word = words_[bit / 64];
    const std::uint64_t mask = std::uint64_t{1} << (bit % 64);
    const bool fresh = (word & mask) == 0;
    word |= mask;
    return fresh;
  }
  // What column c adds to the number of a tuple's bit; false where the value has no number yet.
  bool add_number(std::size_t c, Value value, std::uint64_t& bit) const {
    return domains_[c].add_number(value, factors_[c], bit);
  }
  // The i-th of tuples given as columns.
  bool contains(const Value* const* columns, std::uint32_t i) const;

 private:
  std::vector<Domain> domains_;
  std::vector<std::uint64_t> factors_;
  Buffer<std::uint64_t> words_;
};

}  // namespace linchpin::engine
