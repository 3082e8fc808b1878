#include "json/plain_text.hpp"

#include <charconv>

namespace linchpin::json {
namespace {

void append_utf8(std::uint32_t c, std::string& out) {
  const auto byte = [&](std::uint32_t b) { out += static_cast<char>(static_cast<unsigned char>(b)); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0U | (c >> 6));
    byte(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    byte(0xE0U | (c >> 12));
    byte(0x80U | ((c >> 6) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  } else {
    byte(0xF0U | (c >> 18));
    byte(0x80U | ((c >> 12) & 0x3FU));
    byte(0x80U | ((c >> 6) & 0x3FU));
    byte(0x80U | (c & 0x3FU));
  }
}

// The text of a name written with or without quotes. REQUIRES: the language's own syntax.
std::string unquoted(const std::string& name) {
  if (name.size() < 2 || name.front() != '\'') return name;
  std::string out;
  for (std::size_t i = 1; i + 1 < name.size(); ++i) {
    if (name[i] != '\\') {
      out += name[i];
      continue;
    }
    ++i;
    if (name[i] == 'n') {
      out += '\n';
    } else if (name[i] == 't') {
      out += '\t';
    } else if (name[i] == 'u') {  // \u{...}
      const std::size_t close = name.find('}', i);
      std::uint32_t code_point = 0;
      std::from_chars(name.data() + i + 2, name.data() + close, code_point, 16);
      append_utf8(code_point, out);
      i = close;
    } else {
      out += name[i];
    }
  }
  return out;
}

}  // namespace

std::string plain_text(const Datum& datum) {
  if (const auto* name = std::get_if<Name>(&datum)) return unquoted(name->text);
  if (const auto* string = std::get_if<std::string>(&datum)) return *string;
  return print(datum);
}

}  // namespace linchpin::json
