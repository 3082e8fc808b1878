#include "io/import.hpp"

#include <fmt/core.h>

#include "io/byte_source.hpp"
#include "io/format.hpp"
#include "io/json_lines.hpp"
#include "io/separated.hpp"
#include "io/sqlite_table.hpp"

namespace linchpin::io {
namespace {

// CSV, TSV and JSON Lines: what comes as a text.
ImportStatus read_text(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                       std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going) {
  ByteSource source;
  if (!source.open(path)) {
    errors.push_back({401, 0, 0, fmt::format("can't read {}: {}", path, source.problem()),
                      "check the name; it is relative to the file that imports it"});
    return ImportStatus::failed;
  }
  const bool whole = format_of(path) == Format::json_lines
                         ? read_json_lines(source, spec, pool, table, errors, bad, keep_going)
                         : read_separated(source, path, spec, pool, table, errors, bad, keep_going);
  if (!whole) return ImportStatus::stopped;
  if (source.problem().empty()) return ImportStatus::ok;
  errors.push_back(
      {402, 0, 0, fmt::format("can't read all of {}: {}", path, source.problem()), "fetch or compress the file anew"});
  return ImportStatus::failed;
}

}  // namespace

std::string place(const std::string& path, const ImportError& error) {
  if (error.line == 0) return path;
  if (error.is_row) return fmt::format("{}, row {}", path, error.line);
  return error.column == 0 ? fmt::format("{}:{}", path, error.line)
                           : fmt::format("{}:{}:{}", path, error.line, error.column);
}

ImportStatus import_table(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                          std::vector<ImportError>& errors, const KeepGoing& keep_going) {
  table.columns.assign(spec.columns.size(), {});
  table.rows = 0;
  std::uint64_t bad = 0;
  ImportStatus status = spec.table.empty() ? read_text(path, spec, pool, table, errors, bad, keep_going)
                                           : read_sqlite(path, spec, pool, table, errors, bad, keep_going);
  if (bad != 0 && status == ImportStatus::ok) status = ImportStatus::failed;
  if (bad > kMostImportErrors) {
    errors.push_back({407, 0, 0, fmt::format("{} more bad rows in {}", bad - kMostImportErrors, path), {}});
  }
  if (status != ImportStatus::ok) table = Table{};
  return status;
}

}  // namespace linchpin::io
