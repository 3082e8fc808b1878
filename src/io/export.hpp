// Tables to files: CSV, or TSV when the name ends in .tsv or .tab; a further .gz compresses.
//
//   Exporter exporter(path, {"of", "with", "over"}, pool);
//   for (row) exporter.row(row);
//   if (auto error = exporter.finish()) ...
//
// The rows go to a temporary file beside the one named, which takes its place in `finish`: a reader sees the old file
// or the whole new one. Names and strings are written as they are, without the language's quotes, and quoted as in RFC
// 4180 where they hold a separator, a quote, a line break or outer blanks; numbers, dates and terms as the language
// writes them. In TSV likewise.
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

class Exporter {
 public:
  // Without names in `header` the first line is a row.
  Exporter(std::string path, const std::vector<std::string>& header, const Pool& pool);
  ~Exporter();  // without `finish` nothing has happened to the file
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;

  // REQUIRES: each row has the same number of values, and one at least. After an error nothing more is written.
  void row(std::span<const Value> values);
  // The first error of all, if any. REQUIRES: called once.
  std::optional<ExportError> finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace linchpin::io
