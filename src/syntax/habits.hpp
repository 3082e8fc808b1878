// What people write from other languages and habits, and what to write here instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace linchpin::syntax {

struct Habit {
  std::string_view written;  // what the text goes on with
  std::uint16_t code;
  std::string_view message;
  std::string_view hint;
};

// The habit whose text is the longest at the beginning of `rest`, or null. `begins_statement` adds what is a habit only
// there. A word is matched whole.
const Habit* find_habit(std::string_view rest, bool begins_statement);

// The habit that the first word of a statement is, in capitals or not, or null: one that shows only further on.
const Habit* find_first_word(std::string_view word);

// For a character that begins no token.
Habit odd_character(char32_t c);

}  // namespace linchpin::syntax
