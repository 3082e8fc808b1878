// An import of a test, with all that it leaves.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "io/import.hpp"
#include "tests/unit/io/temporary.hpp"

namespace linchpin::io::test {

struct Result {
  ImportStatus status = ImportStatus::ok;
  Table table;
  std::vector<ImportError> errors;
  Pool pool;

  // Rows in the language's own syntax: "a 1; b 2".
  std::string rows() const {
    std::string out;
    for (std::size_t r = 0; r < table.rows; ++r) {
      if (r != 0) out += "; ";
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        if (c != 0) out += ' ';
        out += pool.print(table.columns[c][r]);
      }
    }
    return out;
  }
  std::string place(std::size_t i) const {
    return std::to_string(errors.at(i).line) + ":" + std::to_string(errors.at(i).column) + " " +
           std::to_string(errors.at(i).code);
  }
};

inline std::unique_ptr<Result> import_file(const std::string& path, std::vector<ImportColumn> columns) {
  auto result = std::make_unique<Result>();
  result->status = import_table(path, {std::move(columns)}, result->pool, result->table, result->errors);
  return result;
}

inline std::unique_ptr<Result> import_text(std::string_view text, std::vector<ImportColumn> columns,
                                           const std::string& name = "t.csv") {
  const TemporaryDirectory directory;
  return import_file(directory.write(name, text), std::move(columns));
}

inline std::string rows_of(std::string_view text, std::vector<ImportColumn> columns,
                           const std::string& name = "t.csv") {
  const auto result = import_text(text, std::move(columns), name);
  return result->status == ImportStatus::ok ? result->rows() : "failed: " + result->errors.at(0).message;
}

}  // namespace linchpin::io::test
