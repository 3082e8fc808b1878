// The text of a cell as a value of its column's type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/import.hpp"

namespace linchpin::io {

struct CellProblem {
  std::uint16_t code = 0;
  std::string message;
  std::string hint;
};

// The value, or what is wrong with the text. May throw PoolFull.
std::optional<Value> cell_value(std::string_view text, CellType type, Pool& pool, CellProblem& problem);

// What comes from where text and numbers differ, as in JSON. A text for `any` is never a number: it is a name, a date
// or a string; for other types it is read as a cell is.
std::optional<Value> text_value(std::string_view text, CellType type, Pool& pool, CellProblem& problem);
std::optional<Value> integer_value(std::int64_t i, CellType type, Pool& pool, CellProblem& problem);
std::optional<Value> decimal_value(double d, CellType type, Pool& pool, CellProblem& problem);

// A number, as written, that no value can be.
void too_large_number(std::string_view text, CellProblem& problem);

// Whether a column of this type may hold integers.
inline bool counts(CellType type) {
  return type == CellType::any || type == CellType::integer || type == CellType::number;
}

// Integers of up to nine digits without a sign, as most columns of numbers hold. True when the text is one.
// REQUIRES: the eight bytes before the text's end can be read.
inline bool short_integer(std::string_view text, Value& value) {
  constexpr std::uint64_t kEach = 0x0101010101010101ULL;
  const std::size_t size = text.size();
  if (size - 1 > 8) return false;
  // The last eight digits at once, the last one in the highest byte, with zeros for those that lack.
  const char* const from = text.data() + size - 8;
  std::uint64_t word = 0;
  for (unsigned i = 0; i < 8; ++i) word |= std::uint64_t{static_cast<unsigned char>(from[i])} << (8 * i);
  const std::uint64_t there = ~std::uint64_t{0} << (size < 8 ? 8 * (8 - size) : 0);
  word = (word & there) | (kEach * '0' & ~there);
  constexpr std::uint64_t kHigh = kEach * 0xF0;
  if (((word & kHigh) | (((word + kEach * 6) & kHigh) >> 4)) != kEach * 0x33) return false;
  word -= kEach * '0';
  word = word * 10 + (word >> 8);  // pairs, in every other byte
  constexpr std::uint64_t kPair = 0x000000FF000000FFULL;
  word = ((word & kPair) * (100 + (1000000ULL << 32)) + ((word >> 16) & kPair) * (1 + (10000ULL << 32))) >> 32;
  auto number = static_cast<std::int64_t>(word);
  if (size == 9) {
    const auto first = static_cast<unsigned>(text[0] - '0');
    if (first > 9) return false;
    number += std::int64_t{first} * 100000000;
  }
  static_assert(Value::fits_small(999999999));
  value = Value::small(number);
  return true;
}

}  // namespace linchpin::io
