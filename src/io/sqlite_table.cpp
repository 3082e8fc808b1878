#include "io/sqlite_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <exception>
#include <optional>

#include "io/cell_value.hpp"
#include "io/sqlite.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::io {
namespace {

// Asks `keep_going` as long as SQLite works, also before it gives a first row. What is thrown must not pass through
// SQLite: it waits here.
struct Watch {
  const KeepGoing& keep_going;
  const Table& table;
  bool stopped = false;
  std::exception_ptr thrown;

  static int ask(void* self) {
    auto& watch = *static_cast<Watch*>(self);
    try {
      std::uint64_t bytes = 0;
      for (const auto& column : watch.table.columns) bytes += column.capacity() * sizeof(Value);
      watch.stopped = watch.keep_going && !watch.keep_going(bytes);
    } catch (...) {
      watch.thrown = std::current_exception();
      watch.stopped = true;
    }
    return watch.stopped ? 1 : 0;
  }
};

std::string list(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 12;
  std::string out;
  for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i)
    out += fmt::format("{}`{}`", i == 0 ? "" : ", ", names[i]);
  return names.size() > kMost ? out + ", ..." : out;
}

// What is not there, with what is.
ImportError unknown(std::string_view kind, const std::string& name, std::string_view of,
                    const std::vector<std::string>& there) {
  const std::string like = nearest(name, there);
  return {
      413, 0, 0,
      fmt::format("{} has no {} `{}`{}", of, kind, name, like.empty() ? "" : fmt::format("; did you mean `{}`?", like)),
      there.empty() ? fmt::format("it has no {} at all", kind) : fmt::format("it has {}", list(there))};
}

class TableReader {
 public:
  TableReader(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
              std::vector<ImportError>& errors)
      : path_(path), spec_(spec), pool_(pool), table_(table), errors_(errors) {}

  // False if something is wrong but with rows. SQLite may have been interrupted.
  bool read(sqlite3* database, std::uint64_t& bad) {
    const Query query = open(database);
    if (!query || !find_columns(query.get())) return false;
    int result = SQLITE_OK;
    std::uint64_t row = 0;
    while ((result = sqlite3_step(query.get())) == SQLITE_ROW) {
      ++row;
      if (!take(query.get(), row) && ++bad <= kMostImportErrors) errors_.push_back(error_);
    }
    return result == SQLITE_DONE || (result != SQLITE_INTERRUPT && unreadable(database));
  }

 private:
  bool unreadable(sqlite3* database) {
    errors_.push_back({414, 0, 0, fmt::format("can't read {}: {}", path_, sqlite3_errmsg(database)),
                       "check that it is an SQLite file, whole, and not locked by another program"});
    return false;
  }

  Query open(sqlite3* database) {
    const Query tables = prepare(
        database,
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name");
    int result = SQLITE_ERROR;
    std::vector<std::string> names;
    while (tables && (result = sqlite3_step(tables.get())) == SQLITE_ROW) {
      names.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(tables.get(), 0)));
    }
    if (result != SQLITE_DONE) {
      if (result != SQLITE_INTERRUPT) unreadable(database);
      return nullptr;
    }
    const bool there = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return sqlite3_stricmp(name.c_str(), spec_.table.c_str()) == 0;
    });
    if (!there) {
      errors_.push_back(unknown("table", spec_.table, path_, names));
      return nullptr;
    }
    Query query = prepare(database, "SELECT * FROM " + quoted_sql(spec_.table));
    if (!query) unreadable(database);
    return query;
  }

  bool find_columns(sqlite3_stmt* query) {
    std::vector<std::string> names;
    for (int c = 0; c < sqlite3_column_count(query); ++c) names.emplace_back(sqlite3_column_name(query, c));
    for (const ImportColumn& column : spec_.columns) {
      const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
        return sqlite3_stricmp(name.c_str(), column.name.c_str()) == 0;
      });
      if (found == names.end()) {
        errors_.push_back(unknown("column", column.name, fmt::format("the table `{}`", spec_.table), names));
        return false;
      }
      places_.push_back(static_cast<int>(found - names.begin()));
    }
    return true;
  }

  // False for a bad row; `error_` says why.
  bool take(sqlite3_stmt* query, std::uint64_t row) {
    row_.clear();
    for (std::size_t c = 0; c < places_.size(); ++c) {
      const std::optional<Value> value = read_value(query, places_[c], spec_.columns[c].type);
      if (!value) {
        error_ = {problem_.code, row, 0, fmt::format("`{}`: {}", spec_.columns[c].name, problem_.message),
                  problem_.hint};
        error_.is_row = true;
        return false;
      }
      row_.push_back(*value);
    }
    for (std::size_t c = 0; c < row_.size(); ++c) table_.columns[c].push_back(row_[c]);
    ++table_.rows;
    return true;
  }

  std::optional<Value> read_value(sqlite3_stmt* query, int place, CellType type) {
    switch (sqlite3_column_type(query, place)) {
      case SQLITE_INTEGER:
        return integer_value(sqlite3_column_int64(query, place), type, pool_, problem_);
      case SQLITE_FLOAT:
        return decimal_value(sqlite3_column_double(query, place), type, pool_, problem_);
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(query, place));
        return text_value({text, static_cast<std::size_t>(sqlite3_column_bytes(query, place))}, type, pool_, problem_);
      }
      case SQLITE_NULL:
        problem_ = {412, "NULL is no value",
                    "import a view that leaves such rows out: CREATE VIEW ... WHERE ... IS NOT NULL"};
        return std::nullopt;
      default:
        problem_ = {404, "a blob is no value", "leave the column out of the `import`, or import a view with its text"};
        return std::nullopt;
    }
  }

  const std::string& path_;
  const ImportSpec& spec_;
  Pool& pool_;
  Table& table_;
  std::vector<ImportError>& errors_;
  std::vector<int> places_;  // of the spec's columns, in the table
  std::vector<Value> row_;
  CellProblem problem_;
  ImportError error_;
};

}  // namespace

ImportStatus read_sqlite(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                         std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going) {
  constexpr int kInstructionsPerLook = 100'000;
  const Database database = open_sqlite(path, SQLITE_OPEN_READONLY);
  Watch watch{keep_going, table, false, nullptr};
  sqlite3_progress_handler(database.get(), kInstructionsPerLook, &Watch::ask, &watch);
  const bool done = TableReader(path, spec, pool, table, errors).read(database.get(), bad);
  if (watch.thrown) std::rethrow_exception(watch.thrown);
  if (watch.stopped) return ImportStatus::stopped;
  return done ? ImportStatus::ok : ImportStatus::failed;
}

}  // namespace linchpin::io
