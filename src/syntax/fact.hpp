// A fact whose arguments are written out as names, strings, numbers and dates, as nearly all facts of large texts are.
// It is handed over as views into the text, so that millions of them cost no allocation.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/source.hpp"

namespace linchpin::syntax {

struct Scalar {
  enum class Kind : std::uint8_t {
    name,     // text
    integer,  // integer
    decimal,  // decimal
    string,   // text
    date,     // integer: days since 1970-01-01
  };
  Kind kind = Kind::name;
  std::string_view text;
  std::int64_t integer = 0;
  double decimal = 0;
};

struct PlainFact {
  Span span;  // without the full stop, as a Clause's
  bool denied = false;
  std::string_view predicate;
  std::vector<Scalar> args;  // at least one
};

}  // namespace linchpin::syntax
