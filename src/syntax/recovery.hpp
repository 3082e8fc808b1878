// What happens when the grammar stops: one message for the cause, and a place to go on from.
//
// The place to go on from is after the full stop or question mark that ends the broken statement, or where a line
// looks like the beginning of the next. What was found in a statement is handed over in the order of the text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/diagnostic.hpp"
#include "syntax/expectation.hpp"
#include "syntax/explain.hpp"

namespace linchpin::syntax {

class Recovery {
 public:
  struct Resume {
    enum class Braces : std::uint8_t { none, claim, scenario };
    std::uint32_t offset = 0;
    bool ends_braces = false;      // an item's error that is one of the whole statement
    Braces braces = Braces::none;  // what is at `offset`, when the header before it had the error
  };

  // The text and the diagnostics outlive this. Nothing was wrong before `from`, where a statement begins.
  Recovery(std::string_view text, FileId file, Diagnostics& diagnostics, std::uint32_t from);

  // The grammar stopped in a statement, or in an item of braces, that begins at `begin`.
  Resume statement(const SyntaxError& error, std::uint32_t begin);
  Resume item(const SyntaxError& error, std::uint32_t begin);

  // An error found on the tree of a statement that the grammar takes.
  void report(std::uint16_t code, Span span, std::string message, std::string hint);

  void good_item() { failures_ = 0; }

  // Hands over what was found in the statement. True if it was parsed and nothing was found.
  bool end_statement(bool parsed, std::uint32_t begin, std::uint32_t end);
  void end();

  bool goes_on() const { return !too_many_; }

 private:
  Surroundings look(std::uint32_t begin, std::uint32_t offset) const;
  Resume go_on(SyntaxError error, std::uint32_t begin, bool in_braces);
  Resume resume(const SyntaxError& error, std::uint32_t begin, std::uint32_t offset, const Surroundings& around,
                bool in_braces) const;
  bool ends_braces(const SyntaxError& error) const;
  bool follows(const SyntaxError& error) const;
  bool is_runaway(const Surroundings& around, std::uint32_t offset) const;
  bool on_long_line(std::uint32_t offset) const;
  std::uint32_t line_end(std::uint32_t offset) const;
  void add(Diagnostic diagnostic);
  bool is_sound(std::uint32_t begin, std::uint32_t end);
  void find_invalid();
  void report_encoding();
  void hand_over(Diagnostic diagnostic);

  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
  std::vector<Diagnostic> found_;  // in the statement at hand
  std::uint32_t sound_until_;      // the bytes before it are UTF-8
  // Looked for when it matters: the first byte that isn't UTF-8, or the size of the text, and its line.
  bool invalid_known_ = false;
  std::uint32_t invalid_ = 0;
  std::uint32_t invalid_line_begin_ = 0;
  std::uint32_t invalid_line_end_ = 0;
  bool invalid_reported_ = false;
  bool broken_ = false;         // the grammar stopped in the statement at hand
  std::uint32_t failures_ = 0;  // broken statements or items since the last good one
  std::uint32_t handed_over_ = 0;
  std::optional<std::uint32_t> last_;  // where the last one is, also where it was not handed over
  bool too_many_ = false;
};

}  // namespace linchpin::syntax
