#include "io/cell_text.hpp"

namespace linchpin::io {
namespace {

bool outer_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

}  // namespace

void append_cell(std::string_view text, char separator, bool alone, std::string& out) {
  const bool plain = text.empty() ? !alone
                                  : text.find_first_of("\"\n\r") == std::string_view::npos &&
                                        text.find(separator) == std::string_view::npos && !outer_blank(text.front()) &&
                                        !outer_blank(text.back());
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    out += c;
    if (c == '"') out += '"';
  }
  out += '"';
}

}  // namespace linchpin::io
