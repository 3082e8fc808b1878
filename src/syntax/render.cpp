// Diagnostics as text for a terminal.
//
// A source line is cut into cells: one code point each, shown so that it can neither move the cursor nor hide, with the
// number of columns it takes. The caret line is then a matter of adding widths.
#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "syntax/diagnostic.hpp"
#include "syntax/utf8.hpp"

namespace linchpin {

namespace {

constexpr std::size_t window_columns = 100;
constexpr std::size_t window_before = 60;  // columns kept before the caret when a line is cut
constexpr std::string_view margin = "  ";

struct Cell {
  std::size_t begin;  // byte offset in the text
  std::string shown;
  std::size_t width;
};

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_combining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

// Characters that act instead of showing: control characters, zero-width and direction marks.
bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

Cell cell_at(std::string_view text, std::size_t at, std::size_t& next) {
  const Decoded decoded = decode_utf8(text, at);
  next = at + decoded.length;
  if (!decoded.valid) {
    std::string shown = fmt::format("<{:02X}>", static_cast<unsigned char>(text[at]));
    return {at, std::move(shown), 4};
  }
  const char32_t c = decoded.code_point;
  if (c == '\t') return {at, "    ", 4};
  if (is_hidden(c)) {
    std::string shown = fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c));
    const std::size_t width = shown.size();
    return {at, std::move(shown), width};
  }
  return {at, std::string(text.substr(at, decoded.length)), is_wide(c) ? 2U : is_combining(c) ? 0U : 1U};
}

std::string visible(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = at;
    const Cell cell = cell_at(text, at, next);
    result += text[at] == '\n' ? "\n" : cell.shown;
    at = next;
  }
  return result;
}

// The part of the line of `offset` that is near it, as cells; `cut_before` and `cut_after` say what was left out.
std::vector<Cell> window(const SourceMap& sources, Span span, bool& cut_before, bool& cut_after) {
  // Only what is near is looked at: a line can be as long as the text.
  constexpr std::size_t reach = 4 * window_columns;  // bytes: enough for a window of the longest code points
  const std::string_view text = sources.text(span.file);
  std::size_t caret = std::min<std::size_t>(span.begin, text.size());
  if (text.substr(0, caret).ends_with('\r') && text.substr(caret).starts_with('\n')) --caret;
  const auto at_break = [&](std::size_t i) { return text[i] == '\n' || text[i] == '\r'; };
  std::size_t first = caret;
  while (first > 0 && caret - first < reach && !at_break(first - 1)) --first;
  for (int i = 0; i < 3 && first > 0 && first < caret && is_continuation(text[first]); ++i) --first;
  std::size_t last = caret;
  while (last < text.size() && last - caret < reach && !at_break(last)) ++last;
  cut_before = first > 0 && !at_break(first - 1);
  cut_after = last < text.size() && !at_break(last);
  if (first == 0 && text.starts_with("\xEF\xBB\xBF")) first = std::min<std::size_t>(3, last);

  std::vector<Cell> cells;
  for (std::size_t at = first; at < last;) {
    std::size_t next = at;
    cells.push_back(cell_at(text, at, next));
    at = next;
  }

  std::size_t total = 0;
  for (const Cell& cell : cells) total += cell.width;
  if (!cut_before && !cut_after && total <= window_columns) return cells;

  std::size_t from = 0;
  std::size_t before = 0;
  for (const Cell& cell : cells) before += cell.begin < caret ? cell.width : 0;
  for (; before > window_before && from < cells.size(); ++from) before -= cells[from].width;
  std::size_t to = from;
  for (std::size_t width = 0; to < cells.size() && width + cells[to].width <= window_columns; ++to) {
    width += cells[to].width;
  }
  cut_before = cut_before || from > 0;
  cut_after = cut_after || to < cells.size();
  return {std::make_move_iterator(cells.begin() + static_cast<std::ptrdiff_t>(from)),
          std::make_move_iterator(cells.begin() + static_cast<std::ptrdiff_t>(to))};
}

void show_line(std::string& out, const SourceMap& sources, Span span, std::string_view paint, std::string_view plain) {
  bool cut_before = false;
  bool cut_after = false;
  const std::vector<Cell> cells = window(sources, span, cut_before, cut_after);
  std::string line(margin);
  std::string blanks(margin);
  std::size_t marked = 0;
  if (cut_before) {
    line += "...";
    blanks += "   ";
  }
  for (const Cell& cell : cells) {
    line += cell.shown;
    if (cell.begin < span.begin) {
      blanks.append(cell.width, ' ');
    } else if (cell.begin < span.end) {
      marked += cell.width;
    }
  }
  if (cut_after) line += "...";
  out += line;
  out += '\n';
  out += blanks;
  out += paint;
  out += '^';
  if (marked > 1) out.append(marked - 1, '~');
  out += plain;
  out += '\n';
}

void show_place(std::string& out, const SourceMap& sources, Span span) {
  const Position at = sources.position(span.file, span.begin);
  out += fmt::format("{}:{}:{}: ", visible(sources.name(span.file)), at.line, at.column);
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceMap& sources, bool colour) {
  const bool is_error = diagnostic.severity == Severity::error;
  const std::string_view plain = colour ? "\x1b[0m" : "";
  const std::string_view bold = colour ? "\x1b[1m" : "";
  const std::string_view paint = !colour ? "" : is_error ? "\x1b[1;31m" : "\x1b[1;35m";
  const std::string_view cyan = colour ? "\x1b[1;36m" : "";

  std::string out;
  if (diagnostic.placed) {
    out += bold;
    show_place(out, sources, diagnostic.span);
    out += plain;
  }
  out += fmt::format("{}{}[{}{:03}]: {}{}{}{}\n", paint, is_error ? "error" : "warning", is_error ? 'E' : 'W',
                     diagnostic.code, plain, bold, visible(diagnostic.message), plain);
  if (diagnostic.placed) show_line(out, sources, diagnostic.span, paint, plain);
  for (const Note& note : diagnostic.notes) {
    show_place(out, sources, note.span);
    out += fmt::format("{}note: {}{}\n", cyan, plain, visible(note.text));
    show_line(out, sources, note.span, cyan, plain);
  }
  if (!diagnostic.hint.empty()) out += fmt::format("{}{}hint: {}{}\n", margin, cyan, plain, visible(diagnostic.hint));
  return out;
}

}  // namespace linchpin
