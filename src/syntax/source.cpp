#include "syntax/source.hpp"

#include <algorithm>

namespace linchpin {

namespace {

constexpr std::size_t anchor_distance = 4096;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Moves `at`, the position of byte `from`, on to byte `to`.
void advance(std::string_view text, std::size_t from, std::size_t to, Position& at) {
  const std::string_view part = text.substr(from, to - from);
  if (part.find('\r') == std::string_view::npos) {  // as nearly always: what follows counts many bytes at a time
    const std::size_t line_break = part.rfind('\n');
    const std::string_view line = line_break == std::string_view::npos ? part : part.substr(line_break + 1);
    at.line += static_cast<std::uint32_t>(std::count(part.begin(), part.end(), '\n'));
    if (line_break != std::string_view::npos) at.column = 1;
    at.column += static_cast<std::uint32_t>(std::count_if(
        line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    return;
  }
  for (std::size_t i = from; i < to; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n' || (byte == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'))) {
      ++at.line;
      at.column = 1;
    } else if ((byte & 0xC0U) != 0x80U && byte != '\r') {
      ++at.column;
    }
  }
}

std::vector<Position> anchors_of(std::string_view text) {
  std::vector<Position> out;
  Position at;
  if (text.starts_with(byte_order_mark)) at.column = 0;
  out.reserve(text.size() / anchor_distance + 1);
  for (std::size_t i = 0;; i += anchor_distance) {
    out.push_back(at);
    if (text.size() - i < anchor_distance) return out;
    advance(text, i, i + anchor_distance, at);
  }
}

}  // namespace

FileId SourceMap::add(std::string name, std::string text) {
  bytes_ += text.size();
  files_.push_back({std::move(name), std::move(text), {}, {}});
  return static_cast<FileId>(files_.size() - 1);
}

FileId SourceMap::add(std::string name, std::function<std::string()> make) {
  files_.push_back({std::move(name), {}, std::move(make), {}});
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view SourceMap::text(Span span) const {
  const std::string_view whole = text(span.file);
  const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
  const std::size_t end = std::clamp<std::size_t>(span.end, begin, whole.size());
  return whole.substr(begin, end - begin);
}

Position SourceMap::position(FileId file, std::uint32_t offset) const {
  const std::string_view whole = text(file);
  const std::size_t to = std::min<std::size_t>(offset, whole.size());
  const std::size_t anchor = to / anchor_distance;
  std::vector<Position>& anchors = files_[file].anchors;
  if (anchors.empty()) anchors = anchors_of(whole);
  Position at = anchors[anchor];
  advance(whole, anchor * anchor_distance, to, at);
  at.column = std::max(at.column, 1U);
  return at;
}

std::string_view SourceMap::line(FileId file, std::uint32_t offset, std::uint32_t& begin) const {
  const std::string_view whole = text(file);
  std::size_t from = std::min<std::size_t>(offset, whole.size());
  // An offset on the LF of a CR LF belongs to the line that the pair ends.
  if (from > 0 && from < whole.size() && whole[from] == '\n' && whole[from - 1] == '\r') --from;
  const std::size_t before = from == 0 ? std::string_view::npos : whole.find_last_of("\r\n", from - 1);
  const std::size_t first = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t last = std::min(whole.find_first_of("\r\n", from), whole.size());
  begin = static_cast<std::uint32_t>(first);
  return whole.substr(first, last - first);
}

}  // namespace linchpin
