#include "pictures/text.hpp"

#include "syntax/utf8.hpp"
#include "value/display_width.hpp"

namespace linchpin::pictures {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

char32_t shown(char32_t c) {
  if (c == '\n' || c == '\t' || c == '\r') return ' ';
  if (c < 0x20) return 0x2400 + c;
  if (c == 0x7F) return 0x2421;
  const bool control = c >= 0x80 && c < 0xA0;
  const bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool noncharacter = (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
  return control || turns || noncharacter ? kReplacement : c;
}

// The parts of a word between which a line may end.
std::vector<std::string_view> parts(std::string_view word, std::size_t width) {
  std::vector<std::string_view> out;
  std::size_t begin = 0, columns = 0;
  for (std::size_t i = 0; i < word.size();) {
    const std::size_t length = decode_utf8(word, i).length;
    const std::size_t more = display_width(word.substr(i, length));
    if (columns + more > width && i != begin) {
      out.push_back(word.substr(begin, i - begin));
      begin = i;
      columns = 0;
    }
    columns += more;
    i += length;
    if (std::string_view("/-_,(").find(word[i - 1]) != std::string_view::npos) {
      out.push_back(word.substr(begin, i - begin));
      begin = i;
      columns = 0;
    }
  }
  if (begin != word.size()) out.push_back(word.substr(begin));
  return out;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded next = decode_utf8(text, i);
    append_utf8(out, next.valid ? shown(next.code_point) : kReplacement);
    i += next.length;
  }
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t columns = 0;
  const auto add = [&](std::string_view part, bool after_blank) {
    const std::size_t more = display_width(part);
    const bool blank = after_blank && columns != 0;
    if (columns != 0 && columns + (blank ? 1 : 0) + more > width) {
      lines.emplace_back();
      columns = 0;
    } else if (blank) {
      lines.back() += ' ';
      ++columns;
    }
    lines.back() += part;
    columns += more;
  };
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    begin = end + 1;
    if (word.empty()) continue;
    if (display_width(word) <= width) {
      add(word, true);
      continue;
    }
    bool first = true;
    for (const std::string_view part : parts(word, width)) {
      add(part, first);
      first = false;
    }
  }
  return lines;
}

}  // namespace linchpin::pictures
