// Text to syntax tree.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "syntax/ast.hpp"
#include "syntax/diagnostic.hpp"
#include "syntax/fact.hpp"
#include "syntax/source.hpp"

namespace linchpin::syntax {

// Called once a statement, in order, as soon as it is parsed, so that a file of millions of facts is never held as a
// tree. Returning false ends the parse (a limit or an interrupt).
using Sink = std::function<bool(Statement&&)>;

// Facts that are nothing but plain go to `fact`, if there is one, and not to `statement`.
struct Sinks {
  Sink statement;
  std::function<bool(const PlainFact&)> fact;
};

// Parses one text of `sources`. Every error is put into `diagnostics`, each with a place and, where there is one, a way
// out; parsing goes on after an error at the next statement, so all errors of a file come in one run, and statements
// without an error still reach the sink. Never throws on any input.
void parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics, const Sink& sink);

// The same from `from` on, where a statement begins and before which nothing was wrong.
void parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics, const Sinks& sinks, std::uint32_t from = 0);

std::vector<Statement> parse(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

// Large texts can be parsed in pieces, several at once, since nothing that is right depends on what stands before it:
// each piece from a place where a statement likely begins up to the place where the next piece does. It is known that
// the guess was right when the piece before it, itself guessed right, ends there.

// Parses the statements of a file's text that begin from `from` on and before `until`. Returns where the next begins,
// or the size of the text. Empty as soon as anything is wrong or a sink returns false: `parse` can say what is wrong.
std::optional<std::uint32_t> parse_sound(std::string_view text, FileId file, std::uint32_t from, std::uint32_t until,
                                         const Sinks& sinks);
// After `from`, the beginning of a line that looks like a statement's, after a line that looks like the end of one; or
// the size of the text.
std::uint32_t likely_statement(std::string_view text, std::uint32_t from);

// What the prompt asks about a text typed so far.
enum class Completeness : std::uint8_t {
  empty,         // blank or comment only
  complete,      // ends with a full stop or question mark, or can't be completed (an error will say so)
  unterminated,  // complete but for its `?` or `.`: the prompt takes it as a question
  open,          // inside a string, comment, bracket or brace, or after a comma or operator: read another line
};
Completeness completeness(std::string_view text);

}  // namespace linchpin::syntax
