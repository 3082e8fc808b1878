#include "io/sqlite_writer.hpp"

#include <fmt/core.h>

#include <cerrno>
#include <filesystem>

#include "io/file.hpp"
#include "io/sqlite.hpp"
#include "io/text_writer.hpp"

namespace linchpin::io {
namespace {

class SqliteWriter final : public TableWriter {
 public:
  SqliteWriter(std::string path, const std::string& table, const std::vector<std::string>& columns, const Pool& pool)
      : path_(std::move(path)), target_(target_of(path_)), pool_(pool) {
    std::error_code ignored;
    was_there_ = std::filesystem::exists(target_, ignored);
    if (!std::filesystem::exists(std::filesystem::path(target_).parent_path(), ignored)) {
      error_ = unwritable(path_, ENOENT);
      return;
    }
    database_ = open_sqlite(target_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    sqlite3_busy_timeout(database_.get(), kPatience);
    std::string names;
    std::string places;
    for (const std::string& column : columns) {
      names += (names.empty() ? "" : ", ") + quoted_sql(column);
      places += places.empty() ? "?" : ", ?";
    }
    const std::string name = quoted_sql(table);
    run("BEGIN IMMEDIATE");
    run("DROP TABLE IF EXISTS " + name);
    run(fmt::format("CREATE TABLE {} ({})", name, names));
    if (error_) return;
    insert_ = prepare(database_.get(), fmt::format("INSERT INTO {} VALUES ({})", name, places));
    if (!insert_) fail();
  }

  ~SqliteWriter() override { close(); }

  void row(std::span<const Value> values) override {
    if (error_) return;
    sqlite3_reset(insert_.get());
    for (std::size_t i = 0; i < values.size(); ++i) bind(static_cast<int>(i) + 1, values[i]);
    if (sqlite3_step(insert_.get()) != SQLITE_DONE) fail();
  }

  std::optional<ExportError> finish() override {
    insert_.reset();
    run("COMMIT");
    done_ = !error_;
    close();
    return error_;
  }

 private:
  static constexpr int kPatience = 2000;  // milliseconds, for another program that writes

  void fail() {
    error_ = ExportError{410, fmt::format("can't write {}: {}", path_, sqlite3_errmsg(database_.get())),
                         "it must be an SQLite file, or not be there yet, in a directory that may be written"};
  }

  void run(const std::string& statement) {
    if (error_) return;
    const Query query = prepare(database_.get(), statement);
    if (!query || sqlite3_step(query.get()) != SQLITE_DONE) fail();
  }

  void bind(int place, Value value) {
    sqlite3_stmt* const insert = insert_.get();
    const auto text = [&](std::string_view t) {
      sqlite3_bind_text64(insert, place, t.data(), t.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    };
    if (value.is_number()) {
      if (value.kind() == Kind::decimal) {
        sqlite3_bind_double(insert, place, pool_.decimal(value));
      } else {
        sqlite3_bind_int64(insert, place, pool_.integer(value));
      }
    } else if (value.kind() == Kind::name || value.kind() == Kind::string) {
      text(pool_.text(value));
    } else {
      text(pool_.print(value));
    }
  }

  // What was not committed is taken back, and a file that was made for it removed.
  void close() {
    if (!database_) return;
    insert_.reset();
    database_.reset();
    std::error_code ignored;
    if (!done_ && !was_there_) std::filesystem::remove(target_, ignored);
  }

  std::string path_, target_;
  const Pool& pool_;
  Database database_;
  Query insert_;
  std::optional<ExportError> error_;
  bool was_there_ = false;
  bool done_ = false;
};

}  // namespace

std::unique_ptr<TableWriter> write_sqlite(const std::string& path, const std::string& table,
                                          const std::vector<std::string>& columns, const Pool& pool) {
  return std::make_unique<SqliteWriter>(path, table, columns, pool);
}

}  // namespace linchpin::io
