#include "io/sqlite.hpp"

#include <new>

namespace linchpin::io {

Database open_sqlite(const std::string& path, int flags) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, flags, nullptr);
  if (opened == nullptr) throw std::bad_alloc();
  Database database(opened);
  if (result == SQLITE_OK) {
    sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  }
  return database;
}

Query prepare(sqlite3* database, std::string_view text) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(database, text.data(), static_cast<int>(text.size()), &statement, nullptr);
  return Query(statement);
}

std::string quoted_sql(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    out += c;
    if (c == '"') out += c;
  }
  return out + "\"";
}

}  // namespace linchpin::io
