#include "io/journal.hpp"

#include <filesystem>

namespace linchpin::io {
namespace {

constexpr std::string_view kMark = "PRAGMA application_id = 1281974120";  // "Linh", for `file` and for us
constexpr std::int64_t kApplication = 1281974120;

std::int64_t number(sqlite3* database, std::string_view sql) {
  const Query query = prepare(database, sql);
  return query != nullptr && sqlite3_step(query.get()) == SQLITE_ROW ? sqlite3_column_int64(query.get(), 0) : -1;
}

std::string text(sqlite3* database, std::string_view sql) {
  const Query query = prepare(database, sql);
  if (query == nullptr || sqlite3_step(query.get()) != SQLITE_ROW) return sqlite3_errmsg(database);
  return reinterpret_cast<const char*>(sqlite3_column_text(query.get(), 0));
}

}  // namespace

std::optional<Journal> Journal::open(const std::string& path, std::string& why) {
  Journal out;
  std::error_code absent;
  const std::uintmax_t left = std::filesystem::file_size(path + "-journal", absent);
  out.torn_ = !absent && left != 0;
  out.database_ = open_sqlite(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  const auto fails = [&](const std::string& problem) {
    why = problem;
    return !problem.empty();
  };
  sqlite3_busy_timeout(out.database_.get(), 1000);
  const std::int64_t tables = number(out.database_.get(), "SELECT count(*) FROM sqlite_schema");
  if (tables < 0) {
    why = sqlite3_errmsg(out.database_.get());
    return std::nullopt;
  }
  if (const std::string damage = text(out.database_.get(), "PRAGMA quick_check(1)"); damage != "ok") {
    why = "it is damaged: " + damage;
    return std::nullopt;
  }
  if (tables != 0 && number(out.database_.get(), "PRAGMA application_id") != kApplication) {
    why = "it is the database of something else";
    return std::nullopt;
  }
  // Every transaction is on disk when it ends; the file is ours alone, so that two prompts can't write into one.
  if (fails(out.run("PRAGMA synchronous = EXTRA")) || fails(out.run("PRAGMA locking_mode = EXCLUSIVE")) ||
      fails(out.run(kMark)) ||
      fails(out.run("CREATE TABLE IF NOT EXISTS statement (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"))) {
    return std::nullopt;
  }
  return out;
}

std::string Journal::run(std::string_view sql, std::optional<std::string_view> text) {
  const Query query = prepare(database_.get(), sql);
  if (query == nullptr) return sqlite3_errmsg(database_.get());
  if (text) sqlite3_bind_text64(query.get(), 1, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  int status = sqlite3_step(query.get());
  while (status == SQLITE_ROW) status = sqlite3_step(query.get());
  return status == SQLITE_DONE ? std::string() : sqlite3_errmsg(database_.get());
}

std::optional<std::vector<std::string>> Journal::texts(std::string& why) const {
  std::vector<std::string> out;
  const Query query = prepare(database_.get(), "SELECT text FROM statement ORDER BY id");
  int status = query == nullptr ? SQLITE_ERROR : SQLITE_ROW;
  while (status == SQLITE_ROW && (status = sqlite3_step(query.get())) == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(query.get(), 0));
    out.emplace_back(text, static_cast<std::size_t>(sqlite3_column_bytes(query.get(), 0)));
  }
  if (status == SQLITE_DONE) return out;
  why = sqlite3_errmsg(database_.get());
  return std::nullopt;
}

std::string Journal::append(std::string_view text) { return run("INSERT INTO statement (text) VALUES (?)", text); }

std::string Journal::remove_last() { return run("DELETE FROM statement WHERE id = (SELECT max(id) FROM statement)"); }

}  // namespace linchpin::io
