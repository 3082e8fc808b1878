#include "io/format.hpp"

#include <algorithm>

namespace linchpin::io {

bool ends_with_one_of(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return path.ends_with(e); });
}

std::string_view without_gz(std::string_view path) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  return path;
}

Format format_of(std::string_view path) {
  path = without_gz(path);
  if (ends_with_one_of(path, {".jsonl", ".ndjson"})) return Format::json_lines;
  if (ends_with_one_of(path, {".db", ".sqlite", ".sqlite3"})) return Format::sqlite;
  return Format::separated;
}

bool is_standard_stream(std::string_view path) {
  return path == "-" ||
         (path.starts_with("-.") && path.find('/') == std::string_view::npos && format_of(path) != Format::sqlite);
}

}  // namespace linchpin::io
