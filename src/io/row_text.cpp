#include "io/row_text.hpp"

#include <fmt/core.h>

#include "io/cell_text.hpp"

namespace linchpin::io {
namespace {

void append_json_string(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(byte));
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

RowText separated_rows(char separator, const Pool& pool) {
  return [separator, &pool, cell = std::string()](std::span<const Value> values, std::string& out) mutable {
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != 0) out += separator;
      const Kind kind = values[i].kind();
      if (kind == Kind::name || kind == Kind::string) {
        append_cell(pool.text(values[i]), separator, values.size() == 1, out);
      } else if (kind == Kind::term) {
        cell.clear();
        pool.print(values[i], cell);
        append_cell(cell, separator, false, out);
      } else {
        pool.print(values[i], out);
      }
    }
    out += '\n';
  };
}

RowText json_rows(const std::vector<std::string>& keys, const Pool& pool) {
  std::vector<std::string> before;  // each value: its key, and what stands around it
  for (const std::string& key : keys) {
    std::string& text = before.emplace_back(before.empty() ? "{" : ",");
    append_json_string(key, text);
    text += ':';
  }
  return [before, &pool, text = std::string()](std::span<const Value> values, std::string& out) mutable {
    for (std::size_t i = 0; i < values.size(); ++i) {
      out += before[i];
      const Kind kind = values[i].kind();
      if (values[i].is_number()) {
        pool.print(values[i], out);
      } else if (kind == Kind::name || kind == Kind::string) {
        append_json_string(pool.text(values[i]), out);
      } else {
        text.clear();
        pool.print(values[i], text);
        append_json_string(text, out);
      }
    }
    out += "}\n";
  };
}

std::string separated_header(char separator, const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i != 0) out += separator;
    append_cell(names[i], separator, names.size() == 1, out);
  }
  return names.empty() ? out : out + '\n';
}

}  // namespace linchpin::io
