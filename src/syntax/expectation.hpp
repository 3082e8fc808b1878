// What the grammar expected where it stopped: a row of the table in grammar/expected.hpp.
#pragma once

#include <cstdint>

namespace linchpin::syntax {

struct Expectation {
  enum class Kind : std::uint8_t {
    exact,           // `text` is the message
    unexpected,      // the message is what was found, with `text` for where
    statement_end,   // as `unexpected`, where a statement or question could have ended
    statement_begin  // as `unexpected`, at the first token of a statement
  };
  std::uint16_t code;
  Kind kind;
  const char* text;
  const char* hint;
};

// Found by the grammar in some texts and on the tree in others.
inline constexpr Expectation too_deep{13, Expectation::Kind::exact, "this is nested too deeply",
                                      "at most 1,000 levels are read; name a part with a rule of its own"};
inline constexpr Expectation negated_group{
    34, Expectation::Kind::exact, "`not` stands before one condition, without parentheses",
    "write `not p(X)`; for `not` before several, give them a name with a rule of its own"};

// Thrown where the grammar can't go on.
struct SyntaxError {
  std::uint32_t offset;
  const Expectation* expected;
};

}  // namespace linchpin::syntax
