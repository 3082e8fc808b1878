// The text of a cell as a value of its column's type.
#pragma once

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

// Integers of up to nine digits without a sign, as most columns of numbers hold. True when the text is one.
inline bool short_integer(std::string_view text, Value& value) {
  if (text.empty() || text.size() > 9) return false;
  std::int64_t number = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned>(c - '0');
    if (digit > 9) return false;
    number = number * 10 + digit;
  }
  if (!Value::fits_small(number)) return false;
  value = Value::small(number);
  return true;
}

}  // namespace linchpin::io
