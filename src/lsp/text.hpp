// A text as an editor sees it: lines, and places in them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::lsp {

// In what a place in a line is counted, as client and server agree on it.
enum class Encoding : std::uint8_t { utf8, utf16 };

// From 0.
struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};

class Text {
 public:
  explicit Text(std::string text = {});

  const std::string& str() const { return text_; }
  // The byte of a position; the nearest there is where the text has no such place.
  std::uint32_t offset(Position position, Encoding encoding) const;
  Position position(std::uint32_t offset, Encoding encoding) const;
  // Of a place as messages tell it: line and code point from 1.
  std::uint32_t offset_of(std::uint32_t line, std::uint32_t column) const;
  void replace(std::uint32_t begin, std::uint32_t end, std::string_view by);
  Position end(Encoding encoding) const { return position(static_cast<std::uint32_t>(text_.size()), encoding); }

 private:
  void find_lines();
  std::uint32_t line_end(std::size_t line) const;  // without its line break

  std::string text_;
  std::vector<std::uint32_t> lines_;  // where each begins
};

}  // namespace linchpin::lsp
