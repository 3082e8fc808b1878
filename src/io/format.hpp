// Which kind of table a path names, by its ending: before a `.gz`, where there is one.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace linchpin::io {

enum class Format : std::uint8_t {
  separated,   // CSV and TSV
  json_lines,  // .jsonl, .ndjson
  sqlite,      // .db, .sqlite, .sqlite3
};

Format format_of(std::string_view path);

// Without the ending `.gz`.
std::string_view without_gz(std::string_view path);

bool ends_with_one_of(std::string_view path, std::initializer_list<std::string_view> endings);

// Standard input or output: `-`, or `-` and the ending of another text, as in `-.jsonl`. No file is meant then,
// whatever is there: what may be read and written need not be asked.
bool is_standard_stream(std::string_view path);

}  // namespace linchpin::io
