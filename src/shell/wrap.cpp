#include "shell/wrap.hpp"

#include <array>

#include "value/display_width.hpp"

namespace linchpin::shell {
namespace {

// The bytes of a terminal's instruction at the beginning, such as a colour; 0 if there is none.
std::size_t instruction(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  const std::size_t end = text.find('m');
  return end == std::string_view::npos ? 0 : end + 1;
}

std::size_t width_of(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    if (const std::size_t skipped = instruction(text); skipped != 0) {
      text.remove_prefix(skipped);
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return display_width(plain);
}

struct Margin {
  std::size_t bytes = 0;   // of the line's blanks and tree
  std::string below = {};  // what stands below it
};

Margin margin_of(std::string_view line) {
  struct Piece {
    std::string_view written, below;
  };
  constexpr std::array kPieces{Piece{" ", " "}, Piece{"│", "│"}, Piece{"├", "│"}, Piece{"└", " "},
                               Piece{"─", " "}, Piece{"✓", " "}, Piece{"✗", " "}};
  Margin out;
  for (bool found = true; found;) {
    found = false;
    const std::string_view rest = line.substr(out.bytes);
    if (const std::size_t skipped = instruction(rest); skipped != 0) {
      out.bytes += skipped;
      found = true;
      continue;
    }
    for (const Piece& piece : kPieces) {
      if (!rest.starts_with(piece.written)) continue;
      out.bytes += piece.written.size();
      out.below += piece.below;
      found = true;
      break;
    }
  }
  return out;
}

void append_wrapped(std::string_view line, std::size_t width, std::string& out) {
  constexpr std::size_t kLeast = 20;  // columns for words, however deep the tree
  if (width_of(line) <= width) {
    out += line;
    return;
  }
  const Margin margin = margin_of(line);
  const std::size_t indent = display_width(margin.below);
  const std::size_t room = width > indent + kLeast ? width - indent : kLeast;
  out += line.substr(0, margin.bytes);
  std::size_t used = 0;
  for (std::string_view rest = line.substr(margin.bytes); !rest.empty();) {
    const std::size_t blank = rest.find(' ', rest.find_first_not_of(' '));
    const std::string_view word = rest.substr(0, blank);
    const std::size_t size = width_of(word);
    if (used != 0 && used + size > room) {
      const std::string_view shorter = word.substr(std::min(word.size(), word.find_first_not_of(' ')));
      out += '\n' + margin.below;
      out += shorter;
      used = width_of(shorter);
    } else {
      out += word;
      used += size;
    }
    rest.remove_prefix(word.size());
  }
}

}  // namespace

std::string wrapped(std::string_view text, std::size_t width) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    append_wrapped(text.substr(0, end), width, out);
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace linchpin::shell
