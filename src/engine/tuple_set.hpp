// The tuples of a relation, for duplicate removal and membership.
//
// One or two columns: their packed bits are the key, so the columns are never looked at. Wider: the slot holds the
// upper half of the hash and the row's number, and a hit is checked against the columns. Open addressing, linear
// probing.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/buffer.hpp"
#include "engine/crew.hpp"
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

  // Room for n more tuples. `key_of(slot)` gives the full key of an occupied slot.
  template <class KeyOf>
  void reserve_more(std::size_t n, const KeyOf& key_of) {
    if (has_room(n)) return;
    Buffer<std::uint64_t> old;
    old.assign_zero(bytes_for(used_ + n) / sizeof(std::uint64_t));
    old.swap(slots_);
    shift_ = 64 - static_cast<std::uint32_t>(__builtin_ctzll(slots_.size()));
    // A key's home moves up by the factor of growth, so what stood side by side goes to one share of the new slots.
    const std::size_t threads = old.size() < kMany ? 1 : CrewLoan::threads();
    std::vector<std::vector<std::uint64_t>> late(threads);
    const auto move = [&](std::size_t k) {
      Share to = share(k, threads);
      for (std::size_t s = old.size() * k / threads; s < old.size() * (k + 1) / threads; ++s) {
        if (old[s] != kNoKey && !to.move(home(key_of(old[s])), old[s])) late[k].push_back(old[s]);
      }
    };
    if (threads == 1) {
      move(0);
    } else {
      CrewLoan::run(move);
    }
    for (const auto& some : late) {
      for (const std::uint64_t slot : some) {
        slots_[probe(home(key_of(slot)), [](std::uint64_t) { return false; })] = slot;
      }
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

  // Some of the slots, for one of several threads to fill: no other one looks at them meanwhile.
  class Share {
   public:
    enum class Outcome : std::uint8_t { added, there, late };
    Share(TupleSet& set, std::size_t first, std::size_t last) : set_(set), first_(first), last_(last) {}
    bool holds(std::size_t home) const { return home - first_ < last_ - first_; }
    // Late: there is no slot left. It is to be added when all shares are done, after what came before.
    // REQUIRES: holds(home).
    Outcome add(std::size_t home, std::uint64_t key) {
      std::size_t s = home;
      while (s != last_ && set_.slots_[s] != kNoKey && set_.slots_[s] != key) ++s;
      if (s == last_) return Outcome::late;
      if (set_.slots_[s] == key) return Outcome::there;
      set_.slots_[s] = key;
      ++added_;
      return Outcome::added;
    }
    // Puts the slot of a key that is not there; false where that can't be here.
    bool move(std::size_t home, std::uint64_t slot) {
      std::size_t s = home;
      while (s - first_ < last_ - first_ && set_.slots_[s] != kNoKey) ++s;
      if (s - first_ >= last_ - first_) return false;
      set_.slots_[s] = slot;
      return true;
    }
    std::size_t added() const { return added_; }

   private:
    TupleSet& set_;
    std::size_t first_, last_, added_ = 0;
  };
  // The number-th of n shares.
  Share share(std::size_t number, std::size_t n) {
    return {*this, slots_.size() * number / n, slots_.size() * (number + 1) / n};
  }
  void count(std::size_t added) { used_ += added; }  // by a share
  // Adds a packed tuple; whether it is new.
  bool add(std::uint64_t key) {
    const std::size_t s = probe(home(key), [key](std::uint64_t slot) { return slot == key; });
    if (slots_[s] != kNoKey) return false;
    fill(s, key);
    return true;
  }

 private:
  static constexpr std::size_t kMany = std::size_t{1} << 16;  // slots that are worth several threads to move

  Buffer<std::uint64_t> slots_;
  std::size_t used_ = 0;
  std::uint32_t shift_ = 58;
};

}  // namespace linchpin::engine
