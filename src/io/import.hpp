// Tables from files, as typed columns of values: CSV, TSV and JSON Lines, plain or gzipped, and tables of SQLite files.
// What the last two hold for values is said in json_lines.hpp and sqlite_table.hpp. `-` is standard input.
//
// A table of text is JSON Lines when its name ends in .jsonl or .ndjson (before a .gz). Else it is separated by tabs
// when its name ends in .tsv, .tab or .facts (before a .gz), by commas when it ends in .csv; otherwise by tabs if its
// first line holds one. Whether it is gzipped is seen from its content. Cells may be quoted as in RFC 4180, in both
// formats: a quoted cell may hold separators, line breaks and `""` for a quote. Only in a table whose name ends in
// .facts, as those of Datalog engines do, a quote is a character like others. Blanks around a cell that is not quoted
// are dropped; a blank line is passed over; a byte order mark and CRLF are accepted.
//
// The first line is a header when it holds every name asked for, in any order and among others; columns are then taken
// by name. Otherwise all lines are rows, and columns are taken by position.
//
// A cell's value in CSV and TSV, by the type of its column:
//   any       an integer, decimal or date as the language writes it (a minus sign may lead); else a name if it reads as
//             one without quotes ([a-z][A-Za-z0-9_]*); else a string. Quoting makes no difference.
//   symbol    a name, whatever the text
//   string    a string, whatever the text
//   integer   an integer; a plus sign may lead
//   decimal   a decimal; an integer is taken as one; `.5`, `5.` and `1e9` are accepted
//   number    an integer or a decimal
//   date      2024-06-19
// An empty cell is the empty string (or, for symbol, the empty name), and an error for the other types.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "value/pool.hpp"

namespace linchpin::io {

enum class CellType : std::uint8_t { any, symbol, integer, decimal, number, string, date };

struct ImportColumn {
  std::string name;
  CellType type = CellType::any;  // symbol for an argument declared of a sort
};

struct ImportSpec {
  std::vector<ImportColumn> columns;                 // in the order wanted; at least one
  unsigned threads = 0;                              // that read at once; 0: one a processor, within reason
  std::size_t block_bytes = std::size_t{256} << 10;  // about how many each takes at a time; at least one
  std::string table = {};                            // of an SQLite file; empty: the file is a text
};

// Column-major: columns[c][r], columns in the order of the spec.
struct Table {
  std::vector<std::vector<Value>> columns;
  std::size_t rows = 0;
};

struct ImportError {
  std::uint16_t code = 0;    // see docs/errors.md, 400-449
  std::uint64_t line = 0;    // 1-based; 0 when the file as a whole is concerned
  std::uint64_t column = 0;  // 1-based, in code points; 0 when the message names it
  std::string message;       // without a full stop
  std::string hint;
  bool is_row = false;  // `line` counts rows, in a table that has no lines
};

// `trade.csv:3:7`, `trade.jsonl:3`, `trade.db, row 3`, or the path alone.
std::string place(const std::string& path, const ImportError& error);

enum class ImportStatus : std::uint8_t { ok, failed, stopped };

// Asked about once a megabyte, never twice at once but perhaps in another thread, with the bytes held by the table so
// far (not by the pool); false stops the import, and what it throws comes out of import_table.
using KeepGoing = std::function<bool(std::uint64_t bytes)>;

inline constexpr std::size_t kMostImportErrors = 20;

// Reads the whole file. The table, the values' numbers in the pool, and the errors are the same whatever the number of
// threads. Unless the result is `ok`, `table` is left empty. Bad rows are all looked at and the first
// kMostImportErrors are put into `errors`; one more entry, of line 0, says how many follow. Values that bad rows
// brought into the pool stay there, unused. May throw PoolFull.
ImportStatus import_table(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                          std::vector<ImportError>& errors, const KeepGoing& keep_going = {});

}  // namespace linchpin::io
