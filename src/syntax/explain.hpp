// The message for a place where the grammar stopped, made from what it expected and the tokens around.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/diagnostic.hpp"
#include "syntax/expectation.hpp"
#include "syntax/tokens.hpp"

namespace linchpin::syntax {

// What stands between the beginning of the statement, or item of braces, and the error.
struct Surroundings {
  Token first;
  Token previous;           // the last token before the error; it may run over it
  bool first_only = false;  // `previous` is `first`
  bool in_body = false;     // a `:-` stands before the error
  std::vector<Token> open;  // brackets not yet closed, outermost first
  Token negated_group;      // an open `(` right after `not`; another kind if there is none
  Token long_string;        // the last string that runs over a line end; another kind if there is none
};

// Spans are of file 0.
Diagnostic explain(std::string_view text, const SyntaxError& error, const Surroundings& around, bool in_braces);
Diagnostic unclosed_string(const Token& token, std::uint32_t line_end);

}  // namespace linchpin::syntax
