// Text as coarse tokens, for what is done outside the grammar: going on after an error, saying what stands at a place,
// and telling whether a line typed at the prompt is complete. Every text, however broken, is a sequence of these.
#pragma once

#include <cstdint>
#include <string_view>

namespace linchpin::syntax {

struct Token {
  enum class Kind : std::uint8_t {
    end,
    name,      // begins with a small letter
    variable,  // begins with a capital letter or `_`
    number,    // digits and what is joined to them
    string,
    quoted_name,
    open,   // ( [ {
    close,  // ) ] }
    comma,
    stop,     // a full stop with a blank, a comment, `}` or the end after it
    query,    // ?
    symbol,   // a run of operator characters, or a lone character of another kind
    unknown,  // a character that no token begins with
    unclosed_string,
    unclosed_quoted_name,
    unclosed_comment,
  };
  Kind kind = Kind::end;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool starts_line = false;  // nothing but blanks and comments before it on its line
  bool at_margin = false;    // the first character of its line

  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

// The first token at or after `from`, blanks and comments skipped. What isn't closed is one token: a string or quoted
// name up to the end of its line, a comment up to the end of the text.
Token next_token(std::string_view text, std::uint32_t from);

// Whether the statement goes on after this token: a comma, an operator, an opening bracket, `not`.
bool continues(const Token& token, std::string_view text);

bool is_word_character(char c);

}  // namespace linchpin::syntax
