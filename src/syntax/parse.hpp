// Text to syntax tree.
#pragma once

#include <functional>
#include <vector>

#include "syntax/ast.hpp"
#include "syntax/diagnostic.hpp"
#include "syntax/source.hpp"

namespace linchpin::syntax {

// Called once a statement, in order, as soon as it is parsed, so that a file of millions of facts is never held as a
// tree. Returning false ends the parse (a limit or an interrupt).
using Sink = std::function<bool(Statement&&)>;

// Parses one text of `sources`. Every error is put into `diagnostics`, each with a place and, where there is one, a way
// out; parsing goes on after an error at the next statement, so all errors of a file come in one run, and statements
// without an error still reach the sink. Never throws on any input.
void parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics, const Sink& sink);

std::vector<Statement> parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

// What the prompt asks about a text typed so far.
enum class Completeness : std::uint8_t {
  empty,         // blank or comment only
  complete,      // ends with a full stop or question mark, or can't be completed (an error will say so)
  unterminated,  // complete but for its `?` or `.`: the prompt takes it as a question
  open,          // inside a string, comment, bracket or brace, or after a comma or operator: read another line
};
Completeness completeness(std::string_view text);

}  // namespace linchpin::syntax
