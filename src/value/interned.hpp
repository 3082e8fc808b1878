// The tables behind the pool: texts, words and terms, each stored once and numbered in order of first appearance.
//
// A table is an array of entries and an open-addressing set of their numbers. A number takes 28 bits of a slot; the
// other four hold a bit of the entry's hash, so that most slots of other entries are passed over without a look at
// these. Entries keep their hashes: growing, and absorbing another table, hash nothing again.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <vector>

#include "value/pool.hpp"
#include "value/room.hpp"

namespace linchpin::interned {

inline constexpr std::uint32_t kNone = ~std::uint32_t{0};
inline constexpr std::size_t kMaxEntries = (std::size_t{1} << 28) - 1;

inline std::uint64_t mix(std::uint64_t h) {
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ULL;
  return h ^ (h >> 29);
}

inline std::uint32_t fold(std::uint64_t h) { return static_cast<std::uint32_t>(h ^ (h >> 32)); }

// Most texts are short, and a call of the library for each would take longer than its work.
template <class Word>
Word word_at(const char* p) {
  Word word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

// Less than eight bytes as one word.
inline std::uint64_t short_word(const char* p, std::size_t n) {
  if (n >= 4) return word_at<std::uint32_t>(p) | std::uint64_t{word_at<std::uint32_t>(p + n - 4)} << (8 * (n - 4));
  if (n >= 2) return word_at<std::uint16_t>(p) | std::uint64_t{word_at<std::uint16_t>(p + n - 2)} << (8 * (n - 2));
  return n == 0 ? 0 : word_at<std::uint8_t>(p);
}

inline bool same_bytes(const char* a, const char* b, std::size_t n) {
  constexpr std::size_t kLong = 64;
  if (n >= kLong) return std::memcmp(a, b, n) == 0;
  if (n < 8) return short_word(a, n) == short_word(b, n);
  for (std::size_t i = 0; i + 8 < n; i += 8) {
    if (word_at<std::uint64_t>(a + i) != word_at<std::uint64_t>(b + i)) return false;
  }
  return word_at<std::uint64_t>(a + n - 8) == word_at<std::uint64_t>(b + n - 8);
}

inline std::uint32_t hash_text(std::string_view text) {
  std::uint64_t h = text.size();
  const char* p = text.data();
  std::size_t n = text.size();
  for (; n >= 8; n -= 8, p += 8) {
    h = mix(h ^ word_at<std::uint64_t>(p));
  }
  return fold(mix(h ^ (short_word(p, n) + 0x51ed27ULL)));
}

class Slots {
 public:
  Slots() { allocate(64); }
  Slots(const Slots&) = delete;
  Slots& operator=(const Slots&) = delete;
  ~Slots() { std::free(slots_); }

  // The entry with this hash for which `same` holds, or kNone.
  template <class Same>
  std::uint32_t find(std::uint32_t hash, const Same& same) const {
    for (std::size_t i = hash & mask_;; i = (i + 1) & mask_) {
      const std::uint32_t slot = slots_[i];
      if (slot == kNone) return kNone;
      if (((slot ^ hash) >> kEntryBits) == 0 && same(slot & kEntry)) return slot & kEntry;
    }
  }

  // Room for one more. `hash_of` gives the hash of those that are there.
  template <class HashOf>
  void reserve_one(const HashOf& hash_of) {
    if ((used_ + 1) * 2 <= size()) return;
    std::uint32_t* const old = slots_;
    allocate(size() * 2);
    std::free(old);
    for (std::uint32_t e = 0; e < used_; ++e) place(hash_of(e), e);  // numbers are dense
  }
  // REQUIRES: there is room, and the entry is not there.
  void insert(std::uint32_t hash, std::uint32_t entry) {
    place(hash, entry);
    ++used_;
  }

  // Keeps the first `n` entries.
  template <class HashOf>
  void truncate(std::uint32_t n, const HashOf& hash_of) {
    std::size_t least = 64;
    while (least < (std::size_t{n} + 1) * 2) least *= 2;
    std::uint32_t* const old = slots_;
    try {
      allocate(least);
      std::free(old);
    } catch (const std::bad_alloc&) {
      std::memset(slots_, 0xff, bytes());
    }
    used_ = n;
    for (std::uint32_t e = 0; e < n; ++e) place(hash_of(e), e);
  }

  void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
  // The entry that a search looks at first, or kNone.
  std::uint32_t first(std::uint32_t hash) const {
    const std::uint32_t slot = slots_[hash & mask_];
    return slot == kNone ? kNone : slot & kEntry;
  }

  std::size_t bytes() const { return size() * sizeof(std::uint32_t); }

 private:
  static constexpr unsigned kEntryBits = 28;
  static constexpr std::uint32_t kEntry = (std::uint32_t{1} << kEntryBits) - 1;

  std::size_t size() const { return mask_ + 1; }

  // Large tables are read at random, which small pages make slow.
  void allocate(std::size_t n) {
    constexpr std::size_t kHugePage = std::size_t{2} << 20;
    const std::size_t bytes = n * sizeof(std::uint32_t);
    RoomWatch::ask(bytes);
    void* const memory = bytes < kHugePage ? std::malloc(bytes) : std::aligned_alloc(kHugePage, bytes);
    if (memory == nullptr) throw std::bad_alloc();
    if (bytes >= kHugePage) madvise(memory, bytes, MADV_HUGEPAGE);
    std::memset(memory, 0xff, bytes);
    slots_ = static_cast<std::uint32_t*>(memory);
    mask_ = n - 1;
  }

  void place(std::uint32_t hash, std::uint32_t entry) {
    std::size_t i = hash & mask_;
    while (slots_[i] != kNone) i = (i + 1) & mask_;
    slots_[i] = entry | (hash & ~kEntry);
  }

  std::uint32_t* slots_ = nullptr;  // `size()` of them, a power of two
  std::size_t mask_ = 0;
  std::size_t used_ = 0;
};

// Memory that never moves.
template <class T>
class Arena {
 public:
  T* allocate(std::size_t n) {
    if (n > left_) {
      const std::size_t size = std::max(n, kBlock);
      RoomWatch::ask(size * sizeof(T));
      blocks_.push_back(std::make_unique_for_overwrite<T[]>(size));
      bytes_ += size * sizeof(T);
      next_ = blocks_.back().get();
      left_ = size;
    }
    T* out = next_;
    next_ += n;
    left_ -= n;
    return out;
  }
  std::size_t bytes() const { return bytes_; }

  struct Mark {
    std::size_t blocks = 0, left = 0, bytes = 0;
    T* next = nullptr;
  };
  Mark mark() const { return {blocks_.size(), left_, bytes_, next_}; }
  void rollback(const Mark& mark) {
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(mark.blocks), blocks_.end());
    next_ = mark.next;
    left_ = mark.left;
    bytes_ = mark.bytes;
  }

 private:
  static constexpr std::size_t kBlock = 16384;
  std::vector<std::unique_ptr<T[]>> blocks_;
  T* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t bytes_ = 0;
};

class Texts {
 public:
  std::uint32_t intern(std::string_view text) { return intern(text, hash_text(text)); }
  std::uint32_t find(std::string_view text) const { return find(text, hash_text(text)); }

  // Interns all of `other` in its order; the number here of each entry there.
  std::vector<std::uint32_t> absorb(const Texts& other) {
    // Each step of a search is far enough behind the one before it for what that asked for to have come from memory:
    // the slot, the entry it names, and that entry's text.
    constexpr std::size_t kSlot = 36;
    constexpr std::size_t kEntry = 24;
    constexpr std::size_t kText = 12;
    std::vector<std::uint32_t> to(other.size());
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (i + kSlot < to.size()) slots_.prefetch(other.entries_[i + kSlot].hash);
      if (i + kEntry < to.size()) {
        const std::uint32_t e = slots_.first(other.entries_[i + kEntry].hash);
        if (e != kNone) __builtin_prefetch(&entries_[e]);
      }
      if (i + kText < to.size()) {
        const std::uint32_t e = slots_.first(other.entries_[i + kText].hash);
        if (e != kNone) __builtin_prefetch(entries_[e].data);
      }
      to[i] = intern(other[static_cast<std::uint32_t>(i)], other.entries_[i].hash);
    }
    return to;
  }

  struct Mark {
    Arena<char>::Mark arena;
    std::size_t size = 0;
  };
  Mark mark() const { return {arena_.mark(), size()}; }
  void rollback(const Mark& mark) {
    if (size() == mark.size) return;
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(mark.size), entries_.end());
    entries_.shrink_to_fit();
    slots_.truncate(static_cast<std::uint32_t>(mark.size), [this](std::uint32_t e) { return entries_[e].hash; });
    arena_.rollback(mark.arena);
  }

  std::string_view operator[](std::uint32_t i) const { return {entries_[i].data, entries_[i].size}; }
  std::size_t size() const { return entries_.size(); }
  std::size_t bytes() const { return arena_.bytes() + slots_.bytes() + entries_.capacity() * sizeof(Entry); }

 private:
  struct Entry {
    const char* data;
    std::uint32_t size;
    std::uint32_t hash;
  };

  std::uint32_t find(std::string_view text, std::uint32_t hash) const {
    return slots_.find(hash, [&](std::uint32_t e) {
      const Entry& entry = entries_[e];
      return entry.hash == hash && entry.size == text.size() && same_bytes(entry.data, text.data(), text.size());
    });
  }
  std::uint32_t intern(std::string_view text, std::uint32_t hash) {
    const std::uint32_t found = find(text, hash);
    if (found != kNone) return found;
    if (entries_.size() >= kMaxEntries || text.size() > ~std::uint32_t{0}) throw PoolFull{};
    slots_.reserve_one([this](std::uint32_t e) { return entries_[e].hash; });
    RoomWatch::ask_to_push(entries_);
    char* copy = arena_.allocate(text.size());
    text.copy(copy, text.size());
    const auto entry = static_cast<std::uint32_t>(entries_.size());
    entries_.push_back({copy, static_cast<std::uint32_t>(text.size()), hash});
    slots_.insert(hash, entry);
    return entry;
  }

  Arena<char> arena_;
  std::vector<Entry> entries_;
  Slots slots_;
};

// 64-bit words: big integers, and decimals by their bits.
class Words {
 public:
  std::uint32_t intern(std::uint64_t word) {
    const std::uint32_t found = slots_.find(hash(word), [&](std::uint32_t e) { return words_[e] == word; });
    if (found != kNone) return found;
    if (words_.size() >= kMaxEntries) throw PoolFull{};
    slots_.reserve_one([this](std::uint32_t e) { return hash(words_[e]); });
    RoomWatch::ask_to_push(words_);
    const auto entry = static_cast<std::uint32_t>(words_.size());
    words_.push_back(word);
    slots_.insert(hash(word), entry);
    return entry;
  }

  // Interns all of `other` in its order; the number here of each entry there.
  std::vector<std::uint32_t> absorb(const Words& other) {
    std::vector<std::uint32_t> to;
    to.reserve(other.size());
    for (const std::uint64_t word : other.words_) to.push_back(intern(word));
    return to;
  }

  using Mark = std::size_t;
  Mark mark() const { return size(); }
  void rollback(Mark mark) {
    if (size() == mark) return;
    words_.resize(mark);
    words_.shrink_to_fit();
    slots_.truncate(static_cast<std::uint32_t>(mark), [this](std::uint32_t e) { return hash(words_[e]); });
  }

  std::uint64_t operator[](std::uint32_t i) const { return words_[i]; }
  std::size_t size() const { return words_.size(); }
  std::size_t bytes() const { return slots_.bytes() + words_.capacity() * 8; }

 private:
  static std::uint32_t hash(std::uint64_t word) { return fold(mix(word)); }

  std::vector<std::uint64_t> words_;
  Slots slots_;
};

struct Term {
  const Value* args;
  std::uint32_t size;
  std::uint32_t depth;
  Value functor;
};

class Terms {
 public:
  std::uint32_t intern(Value functor, std::span<const Value> args, std::uint32_t depth) {
    const std::uint32_t h = hash(functor, args);
    const std::uint32_t found = slots_.find(h, [&](std::uint32_t e) {
      const Term& t = terms_[e];
      return t.functor == functor && std::equal(args.begin(), args.end(), t.args, t.args + t.size);
    });
    if (found != kNone) return found;
    if (terms_.size() >= kMaxEntries) throw PoolFull{};
    slots_.reserve_one([this](std::uint32_t e) { return hash_of(e); });
    RoomWatch::ask_to_push(terms_);
    Value* copy = arena_.allocate(args.size());
    std::copy(args.begin(), args.end(), copy);
    const auto entry = static_cast<std::uint32_t>(terms_.size());
    terms_.push_back({copy, static_cast<std::uint32_t>(args.size()), depth, functor});
    slots_.insert(h, entry);
    return entry;
  }
  struct Mark {
    Arena<Value>::Mark arena;
    std::size_t size = 0;
  };
  Mark mark() const { return {arena_.mark(), size()}; }
  void rollback(const Mark& mark) {
    if (size() == mark.size) return;
    terms_.erase(terms_.begin() + static_cast<std::ptrdiff_t>(mark.size), terms_.end());
    terms_.shrink_to_fit();
    slots_.truncate(static_cast<std::uint32_t>(mark.size), [this](std::uint32_t e) { return hash_of(e); });
    arena_.rollback(mark.arena);
  }
  const Term& operator[](std::uint32_t i) const { return terms_[i]; }
  std::size_t size() const { return terms_.size(); }
  std::size_t bytes() const { return arena_.bytes() + slots_.bytes() + terms_.capacity() * sizeof(Term); }

 private:
  static std::uint32_t hash(Value functor, std::span<const Value> args) {
    std::uint64_t h = mix(functor.bits());
    for (Value v : args) h = mix(h + v.bits());
    return fold(h);
  }
  std::uint32_t hash_of(std::uint32_t entry) const {
    return hash(terms_[entry].functor, {terms_[entry].args, terms_[entry].size});
  }

  Arena<Value> arena_;
  std::vector<Term> terms_;
  Slots slots_;
};

}  // namespace linchpin::interned
