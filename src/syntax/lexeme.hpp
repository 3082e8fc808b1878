// A statement as what it is written with: its tokens, and the comments between them.
//
// Where the coarse tokens of `tokens.hpp` say too little, the tree helps: a decimal, a date or a place is one lexeme,
// and a name is known for the name of something or for a keyword.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::syntax {

struct Comment {
  std::string_view text;          // with its signs, without blanks at its end
  std::uint32_t line_breaks = 0;  // before it, since what stands there
  bool ends_line = false;         // what follows has to begin a line: to the end of a line, or over several

  bool own_line() const { return line_breaks > 0; }
};

// What stands between two lexemes.
struct Gap {
  std::vector<Comment> comments;
  std::uint32_t line_breaks = 0;  // after the last comment
};

struct Lexeme {
  enum class Kind : std::uint8_t { word, sign, arrow, comma, open, close, brace, end_brace, colon, other, end };
  // word: a name, variable, number, date, place or string. sign: a minus before what it denies or negates, not between.
  // open, close: ( and ). other: an operator. end: a full stop or question mark.
  Kind kind = Kind::word;
  std::string_view text;
  bool keyword = false;  // a word that names nothing: `not`, `where`, `at`
  bool applied = false;  // a word with arguments behind it in parentheses
  Gap after;             // of the last lexeme nothing
};

// REQUIRES: the statement was parsed from this text, without errors.
std::vector<Lexeme> lexemes(std::string_view text, const Statement& statement);

// What stands between two places, both of which are outside of comments.
Gap gap_between(std::string_view text, std::uint32_t begin, std::uint32_t end);

}  // namespace linchpin::syntax
