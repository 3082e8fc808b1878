#include "syntax/page.hpp"

#include <algorithm>

#include "syntax/print_layout.hpp"
#include "syntax/utf8.hpp"

namespace linchpin::syntax {

namespace {

constexpr std::size_t comment_distance = 2;

}  // namespace

std::size_t width(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::size_t Page::Line::width() const {
  const std::size_t line_break = code.rfind('\n');
  return line_break == std::string::npos ? indent + syntax::width(code)
                                         : syntax::width(std::string_view(code).substr(line_break + 1));
}

void Page::line(std::size_t indent, bool after_blank) {
  lines_.push_back({indent, after_blank && !lines_.empty(), {}, {}});
}

void Page::add_comment(std::string_view text) {
  std::string& comment = lines_.back().comment;
  if (!comment.empty()) comment += ' ';
  comment += text;
}

std::string Page::text() const {
  std::string out;
  for (std::size_t begin = 0; begin < lines_.size();) {
    // A run of lines with comments, or one without.
    std::size_t end = begin;
    std::size_t column = 0;
    std::size_t widest = 0;
    while (end < lines_.size() && !lines_[end].comment.empty() && (end == begin || !lines_[end].after_blank)) {
      column = std::max(column, lines_[end].width());
      widest = std::max(widest, width(lines_[end].comment));
      ++end;
    }
    end = std::max(end, begin + 1);
    const bool aligned = column + comment_distance + widest <= layout::widest_line;
    for (; begin < end; ++begin) {
      const Line& line = lines_[begin];
      if (line.after_blank) out += '\n';
      if (!line.code.empty()) out.append(line.indent, ' ');
      out += line.code;
      if (!line.comment.empty()) {
        out.append(comment_distance + (aligned ? column - line.width() : 0), ' ');
        out += line.comment;
      }
      out += '\n';
    }
  }
  return out;
}

}  // namespace linchpin::syntax
