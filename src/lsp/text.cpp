#include "lsp/text.hpp"

#include <algorithm>

namespace linchpin::lsp {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// Of the character that begins with this byte.
std::uint32_t units(char first, Encoding encoding) {
  const auto c = static_cast<unsigned char>(first);
  if (encoding == Encoding::utf16) return c >= 0xF0 ? 2 : 1;
  return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

}  // namespace

Text::Text(std::string text) : text_(std::move(text)) { find_lines(); }

void Text::find_lines() {
  lines_.assign(1, 0);
  for (std::uint32_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n' || (text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n'))) {
      lines_.push_back(i + 1);
    }
  }
}

std::uint32_t Text::line_end(std::size_t line) const {
  if (line + 1 == lines_.size()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t end = lines_[line + 1] - 1;
  if (end > lines_[line] && text_[end] == '\n' && text_[end - 1] == '\r') --end;
  return end;
}

std::uint32_t Text::offset(Position position, Encoding encoding) const {
  if (position.line >= lines_.size()) return static_cast<std::uint32_t>(text_.size());
  const std::uint32_t end = line_end(position.line);
  std::uint32_t at = lines_[position.line], left = position.character;
  while (at < end && left > 0) {
    const std::uint32_t width = units(text_[at], encoding);
    if (width > left) break;
    left -= width;
    ++at;
    while (at < end && is_continuation(text_[at])) ++at;
  }
  return at;
}

Position Text::position(std::uint32_t offset, Encoding encoding) const {
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  const auto next = std::upper_bound(lines_.begin(), lines_.end(), offset);
  Position out{static_cast<std::uint32_t>(next - lines_.begin() - 1), 0};
  for (std::uint32_t at = lines_[out.line]; at < offset; ++at) {
    if (!is_continuation(text_[at])) out.character += units(text_[at], encoding);
  }
  return out;
}

std::uint32_t Text::offset_of(std::uint32_t line, std::uint32_t column) const {
  if (line == 0) return 0;
  if (line > lines_.size()) return static_cast<std::uint32_t>(text_.size());
  std::uint32_t at = lines_[line - 1];
  if (at == 0 && text_.starts_with(kByteOrderMark)) at = static_cast<std::uint32_t>(kByteOrderMark.size());
  const std::uint32_t end = line_end(line - 1);
  for (std::uint32_t left = column; left > 1 && at < end; --left) {
    ++at;
    while (at < end && is_continuation(text_[at])) ++at;
  }
  return at;
}

void Text::replace(std::uint32_t begin, std::uint32_t end, std::string_view by) {
  text_.replace(begin, std::max(end, begin) - begin, by);
  find_lines();
}

}  // namespace linchpin::lsp
