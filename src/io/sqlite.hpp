// What SQLite hands out, held and given back.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

namespace linchpin::io {

struct SqliteClose {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, SqliteClose>;
using Query = std::unique_ptr<sqlite3_stmt, SqliteClose>;

// Whatever could not be opened can't be prepared for either, and `sqlite3_errmsg` says why. The schema of the file is
// not trusted: it may call no function that does more than compute.
Database open_sqlite(const std::string& path, int flags);

// Null when the text is wrong or the database can't be read or written.
Query prepare(sqlite3* database, std::string_view text);

// A name within SQL, whatever it is.
std::string quoted_sql(std::string_view name);

}  // namespace linchpin::io
