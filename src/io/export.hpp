// Tables to files: JSON Lines when the name ends in .jsonl or .ndjson, a table of an SQLite file when it ends in .db,
// .sqlite or .sqlite3, TSV when it ends in .tsv or .tab, else CSV. A further .gz compresses a text. `-` is standard
// output.
//
//   Exporter exporter(path, {"of", "with", "over"}, pool, "trade_share");
//   for (row) exporter.row(row);
//   if (auto error = exporter.finish()) ...
//
// The rows of a text go to a temporary file beside the one named, which takes its place in `finish`: a reader sees the
// old file or the whole new one. An SQLite file keeps its other tables; the one written takes the place of an older one
// of its name in one transaction.
//
// Names and strings are written as they are, without the language's quotes, and dates and terms as the language writes
// them. In CSV and TSV a cell is quoted as in RFC 4180 where it holds a separator, a quote, a line break or outer
// blanks. In JSON and SQLite numbers are numbers, and all else is text.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "value/pool.hpp"

namespace linchpin::io {

struct ExportError {
  std::uint16_t code = 0;  // see docs/errors.md, 400-449
  std::string message;     // without a full stop
  std::string hint;
};

// What takes the rows of one table.
class TableWriter {
 public:
  TableWriter() = default;
  TableWriter(const TableWriter&) = delete;
  TableWriter& operator=(const TableWriter&) = delete;
  virtual ~TableWriter() = default;  // without `finish` nothing has happened to the file

  // REQUIRES: each row has the same number of values, and one at least. After an error nothing more is written.
  virtual void row(std::span<const Value> values) = 0;
  // The first error of all, if any. REQUIRES: called once.
  virtual std::optional<ExportError> finish() = 0;
};

class Exporter {
 public:
  // Without names in `header` the first line is a row; JSON Lines and SQLite need a name for each value. `table` is
  // that of an SQLite file.
  Exporter(const std::string& path, const std::vector<std::string>& header, const Pool& pool,
           const std::string& table = {});

  void row(std::span<const Value> values) { writer_->row(values); }
  std::optional<ExportError> finish() { return writer_->finish(); }

 private:
  std::unique_ptr<TableWriter> writer_;
};

}  // namespace linchpin::io
