// The tuples of a relation, for duplicate removal and membership.
//
// One or two columns: their packed bits are the key, so the columns are never looked at. Wider: the slot holds the
// upper half of the hash and the row's number, and a hit is checked against the columns. Open addressing, linear
// probing.
#pragma once

#include <cstdint>

#include "engine/buffer.hpp"
#include "engine/hash.hpp"

namespace linchpin::engine {

class TupleSet {
 public:
  std::size_t bytes() const { return slots_.bytes(); }
  std::size_t size() const { return used_; }
  void clear() {
    slots_.release();
    used_ = 0;
  }

  bool has_room(std::size_t n) const { return (used_ + n) * 8 <= slots_.size() * 5; }
  // What the table takes once it holds n tuples.
  static std::size_t bytes_for(std::size_t n) {
    std::size_t slots = 64;
    while (n * 8 > slots * 5) slots *= 2;
    return slots * sizeof(std::uint64_t);
  }

  // Room for n more tuples. `rehash(slot)` gives the full key of an occupied slot.
  template <class KeyOf>
  void reserve_more(std::size_t n, const KeyOf& key_of) {
    if (has_room(n)) return;
    const auto bits = static_cast<std::uint32_t>(__builtin_ctzll(bytes_for(used_ + n) / sizeof(std::uint64_t)));
    Buffer<std::uint64_t> old;
    old.assign_zero(std::size_t{1} << bits);
    old.swap(slots_);
    shift_ = 64 - bits;
    const std::size_t mask = slots_.size() - 1;
    for (std::uint64_t slot : old) {
      if (slot == kNoKey) continue;
      std::size_t s = scramble(key_of(slot)) >> shift_;
      while (slots_[s] != kNoKey) s = (s + 1) & mask;
      slots_[s] = slot;
    }
  }

  // REQUIRES: the set is not empty of slots (reserve_more was called).
  std::size_t home(std::uint64_t key) const { return scramble(key) >> shift_; }
  void prefetch(std::size_t home) const { __builtin_prefetch(slots_.data() + home); }
  bool no_slots() const { return slots_.empty(); }

  // The slot where `matches` holds, or the empty one where it would go.
  template <class Matches>
  std::size_t probe(std::size_t home, const Matches& matches) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t s = home;
    while (slots_[s] != kNoKey && !matches(slots_[s])) s = (s + 1) & mask;
    return s;
  }
  std::uint64_t slot(std::size_t s) const { return slots_[s]; }
  void fill(std::size_t s, std::uint64_t value) {
    slots_[s] = value;
    ++used_;
  }
  void replace(std::size_t s, std::uint64_t value) { slots_[s] = value; }

 private:
  Buffer<std::uint64_t> slots_;
  std::size_t used_ = 0;
  std::uint32_t shift_ = 58;
};

}  // namespace linchpin::engine
