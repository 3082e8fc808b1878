#include "sources/segment.hpp"

#include <algorithm>
#include <optional>

#include "sources/letters.hpp"
#include "sources/sentence.hpp"
#include "sources/slug.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::sources {
namespace {

struct Block {
  std::string text;
  bool heading = false;  // by its marks
};

std::vector<std::string_view> lines_of(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return out;
}

// Whether whoever wrapped the text would have broken this line.
bool is_long(std::string_view line) {
  constexpr std::size_t kWidth = 120;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size(); ++column) {
    const Decoded c = decode_utf8(line, at);
    if (column >= kWidth && is_blank(c.code_point)) return true;
    at += c.length;
  }
  return false;
}

bool begins_small(std::string_view line) { return !line.empty() && is_lower(decode_utf8(line, 0).code_point); }

bool is_wrapped(const std::vector<std::string_view>& lines, bool marked) {
  bool parted = false;      // a blank line stands between others
  bool goes_on = marked;    // some line goes on in the next one
  std::string_view before;  // the line before
  bool text = false;
  for (const std::string_view raw : lines) {
    const std::string_view line = trimmed(raw);
    if (is_long(line)) return false;
    if (!line.empty()) {
      parted = parted || (text && before.empty());
      goes_on = goes_on || (!before.empty() && !ends_like_a_sentence(before) && begins_small(line));
      text = true;
    }
    before = line;
  }
  return parted && goes_on;
}

std::optional<std::string_view> marked_heading(std::string_view line) {
  const std::size_t marks = line.find_first_not_of('#');
  constexpr std::size_t kDeepest = 6;
  if (marks == 0 || marks > kDeepest || (marks != std::string_view::npos && line[marks] != ' ')) return std::nullopt;
  line = trimmed(line.substr(std::min(marks, line.size())));
  const std::size_t last = line.find_last_not_of('#');  // `## Heading ##`
  if (last == std::string_view::npos) return std::string_view();
  if (last + 1 < line.size() && line[last] == ' ') line = line.substr(0, last);
  return trimmed(line);
}

bool is_underline(std::string_view line) {
  return line.size() >= 3 && (line.find_first_not_of('=') == std::string_view::npos ||
                              line.find_first_not_of('-') == std::string_view::npos);
}

// A rule across the page: `***`, `* * *`, `---`, `___`.
bool is_rule(std::string_view line) {
  if (line.empty() || std::string_view("*-_").find(line[0]) == std::string_view::npos) return false;
  const char mark[] = {line[0], ' '};
  constexpr std::ptrdiff_t kFewest = 3;
  return line.find_first_not_of(mark, 0, sizeof mark) == std::string_view::npos &&
         std::count(line.begin(), line.end(), line[0]) >= kFewest;
}

// `- item`, `* item`, `+ item`, `3. item`, `3) item`: the item.
std::optional<std::string_view> list_item(std::string_view line) {
  std::size_t mark = line.find_first_not_of("0123456789");
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view marks = mark == 0 ? "-*+" : ".)";
  if (marks.find(line[mark]) == std::string_view::npos || line.substr(mark + 1, 1) != " ") return std::nullopt;
  return trimmed(line.substr(mark + 2));
}

// A line of a quotation, `> so it is`, without its marks.
std::string_view without_quote_marks(std::string_view line) {
  for (line = trimmed(line); line.starts_with('>'); line = trimmed(line.substr(1))) {
  }
  return line;
}

// Without what is no prose: the block of settings that opens some Markdown files, tables, and code between fences.
void drop_all_but_prose(std::vector<std::string_view>& lines) {
  const auto is = [](std::string_view line, std::string_view mark) { return trimmed(line) == mark; };
  const auto closes = [&](std::string_view line) { return is(line, "---") || is(line, "..."); };
  if (!lines.empty() && is(lines[0], "---")) {
    const auto end = std::find_if(lines.begin() + 1, lines.end(), closes);
    if (end != lines.end()) lines.erase(lines.begin(), end + 1);
  }
  std::string_view fence;
  for (std::string_view& line : lines) {
    if (fence.empty() && trimmed(line).starts_with('|')) line = {};  // of a table
    const std::string_view mark = trimmed(line).substr(0, 3);
    const bool opens = fence.empty() && (mark == "```" || mark == "~~~");
    const bool in_code = !fence.empty();
    if (opens) {
      fence = mark;
    } else if (in_code && mark == fence) {
      fence = {};
    }
    if (opens || in_code) line = {};
  }
}

bool is_marked(const std::vector<std::string_view>& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    if (marked_heading(line)) return true;
    if (i > 0 && is_underline(line) && !trimmed(lines[i - 1]).empty()) return true;
  }
  return false;
}

std::vector<Block> blocks_of(const std::vector<std::string_view>& lines, bool marked) {
  const bool wrapped = is_wrapped(lines, marked);
  std::vector<Block> out;
  bool open = false;            // the last block goes on
  bool before_is_text = false;  // so that a line of `---` below it makes it a heading
  for (const std::string_view raw : lines) {
    const std::string_view line = trimmed(marked ? without_quote_marks(raw) : raw);
    const auto heading = marked ? marked_heading(line) : std::nullopt;
    const auto item = marked ? list_item(line) : std::nullopt;
    if (marked && is_underline(line) && before_is_text) {
      out.back().heading = true;
      open = false;
    } else if (marked && is_rule(line)) {
      open = false;
    } else if (line.empty() || heading) {
      open = false;
      if (heading && !heading->empty()) out.push_back({std::string(*heading), true});
    } else if (open && !item) {
      out.back().text += ' ';
      out.back().text += line;
    } else {
      out.push_back({std::string(item.value_or(line)), false});
      open = wrapped;
    }
    before_is_text = !line.empty() && !heading;
  }
  std::erase_if(out, [](const Block& block) { return block.text.empty(); });
  return out;
}

}  // namespace

std::size_t Section::sentences() const {
  std::size_t n = 0;
  for (const auto& paragraph : paragraphs) n += paragraph.size();
  return n;
}

Text segment(std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  const bool marked = is_marked(lines);
  if (marked) drop_all_but_prose(lines);
  Text out;
  Slugs slugs;
  bool first = true;
  for (const Block& block : blocks_of(lines, marked)) {
    std::string content = single_spaced(block.text);
    if (first) {
      out.title = std::move(content);
      first = false;
    } else if (marked ? block.heading : !ends_like_a_sentence(content)) {
      out.sections.push_back({slugs.next(content), content, {}});
    } else {
      if (out.sections.empty()) out.sections.push_back({slugs.next(out.title), out.title, {}});
      std::vector<std::string>& paragraph = out.sections.back().paragraphs.emplace_back();
      for (const std::string_view sentence : sentences(content)) paragraph.emplace_back(sentence);
    }
  }
  return out;
}

std::string single_spaced(std::string_view text) {
  std::string out;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded c = decode_utf8(text, at);
    if (is_blank(c.code_point)) {
      gap = !out.empty();
    } else {
      if (gap) out += ' ';
      gap = false;
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

std::string first_words(std::string_view sentence, std::size_t most) {
  std::size_t at = 0;
  for (std::size_t n = 0; n < most; ++n) {
    at = sentence.find(' ', at);
    if (at == std::string_view::npos) return std::string(sentence);
    ++at;
  }
  return std::string(sentence.substr(0, at)) + "...";
}

}  // namespace linchpin::sources
