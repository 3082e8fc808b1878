// One row of a separated text into cells.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::io {

// The text between the quotes, or between the separators without outer blanks.
struct Cell {
  const char* begin = nullptr;
  const char* end = nullptr;
  bool quoted = false;
  bool doubled = false;  // holds `""`, which stands for a quote

  std::string_view raw() const { return {begin, static_cast<std::size_t>(end - begin)}; }
};

// The cell's text with `""` made one quote; `scratch` holds it where it is not the raw text.
std::string_view cell_text(const Cell& cell, std::string& scratch);

enum class RowStatus : std::uint8_t {
  row,
  more,         // the row goes on past the end of the bytes at hand
  unclosed,     // a quoted cell is not closed by the end of the file
  after_quote,  // text between a closing quote and the next separator
};

struct Row {
  RowStatus status = RowStatus::row;
  const char* next = nullptr;     // where the next row begins; for `more`, of no meaning
  const char* place = nullptr;    // unclosed: the opening quote; after_quote: the text
  std::uint64_t line_breaks = 0;  // between the row's begin and `next`
};

// Splits the row that begins at `begin` into `cells` (cleared first), some of which may be quoted where `has_quotes`. A
// blank line has no cells.
// REQUIRES: *end is '\n' (a sentinel behind the bytes at hand); `last` when no bytes follow; begin < end.
Row split_row(const char* begin, const char* end, bool last, char separator, bool has_quotes, std::vector<Cell>& cells);

}  // namespace linchpin::io
