// An error or warning is data: a code, a place, a message, further places, and a way out.
//
// Codes are documented one by one in docs/errors.md. They are grouped by the stage that finds them:
//   1- 99 syntax    100-199 names, arity, sorts, types    200-299 safety, strata, claims
// 300-349 evaluation 400-449 files                         450-499 the prompt and the command line
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "syntax/source.hpp"

namespace linchpin {

enum class Severity : std::uint8_t { error, warning };

struct Note {
  Span span;
  std::string text;
  std::optional<std::uint32_t> argument = {};  // as of a diagnostic
};

struct Diagnostic {
  Severity severity = Severity::error;
  std::uint16_t code = 0;  // printed as E012 or W012
  bool placed = true;      // false when no text is concerned (an unreadable file named on the command line)
  Span span;
  std::string message;  // what is wrong, in one sentence, without a full stop
  std::vector<Note> notes;
  std::string hint;  // a way out; may be empty
  // The span is that of a fact, and what is meant is this argument of it, from 0: see Diagnostics::narrow.
  std::optional<std::uint32_t> argument = {};
  std::string replacement = {};  // of the span's text, by what may have been meant; empty when nothing is near
};

// Collects what one statement, file or question gave rise to, in the order found.
class Diagnostics {
 public:
  Diagnostic& error(std::uint16_t code, Span span, std::string message, std::string hint = {});
  Diagnostic& warning(std::uint16_t code, Span span, std::string message, std::string hint = {});
  void add(Diagnostic diagnostic);

  // Puts the spans of arguments in the place of those of their facts, whose arguments have none of their own.
  void narrow(const SourceMap& sources);

  const std::vector<Diagnostic>& all() const { return all_; }
  std::size_t errors() const { return errors_; }
  bool ok() const { return errors_ == 0; }

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

// `file:line:column: error[E012]: message`, the source line and a caret, the notes likewise, then `hint: ...`.
// Lines longer than a terminal are cut to a window around the caret; control characters are made visible.
std::string render(const Diagnostic& diagnostic, const SourceMap& sources, bool colour = false);

// The candidate nearest to `name` by Damerau-Levenshtein distance, if near enough to be a slip of the pen; else empty.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace linchpin
