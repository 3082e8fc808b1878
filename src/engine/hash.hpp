// Hashes of rows. One and two columns pack into a word, exactly; wider rows are hashed to one.
#pragma once

#include <cstdint>

#include "value/value.hpp"

namespace linchpin::engine {

// The key of no row: an empty slot is zero, as fresh pages are. No value has all bits set, so no complement is zero.
inline constexpr std::uint64_t kNoKey = 0;

inline std::uint64_t pack(Value a) { return ~std::uint64_t{a.bits()}; }
inline std::uint64_t pack(Value a, Value b) { return ~((std::uint64_t{a.bits()} << 32) | b.bits()); }

inline Value unpack_last(std::uint64_t key) { return Value::from_bits(static_cast<std::uint32_t>(~key)); }
inline Value unpack_first(std::uint64_t key) { return Value::from_bits(static_cast<std::uint32_t>(~key >> 32)); }

inline std::uint64_t scramble(std::uint64_t key) {
  key *= 0x9E3779B97F4A7C15ULL;
  key ^= key >> 32;
  return key * 0xD6E8FEB86659FD93ULL;
}

inline std::uint64_t hash_more(std::uint64_t h, Value v) { return scramble(h ^ v.bits()) + 0x2545F4914F6CDD1DULL; }

// The key of row i over `width` columns: packed up to two, hashed beyond; never kNoKey.
inline std::uint64_t row_key(const Value* const* columns, std::uint32_t width, std::size_t i) {
  if (width == 1) return pack(columns[0][i]);
  if (width == 2) return pack(columns[0][i], columns[1][i]);
  std::uint64_t h = width;
  for (std::uint32_t c = 0; c < width; ++c) h = hash_more(h, columns[c][i]);
  return h == kNoKey ? 1 : h;
}

}  // namespace linchpin::engine
