#include <sqlite3.h>

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "tests/unit/io/imported.hpp"

using namespace linchpin;
using namespace linchpin::io;
using namespace linchpin::io::test;

namespace {

struct Sqlite {
  explicit Sqlite(const std::string& sql) : path(directory / "t.db") {
    sqlite3* database = nullptr;
    BOOST_REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    BOOST_REQUIRE(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
  }

  std::unique_ptr<Result> read(std::vector<ImportColumn> columns, std::string table = "t",
                               const KeepGoing& keep_going = {}) const {
    auto result = std::make_unique<Result>();
    ImportSpec spec{std::move(columns)};
    spec.table = std::move(table);
    result->status = import_table(path, spec, result->pool, result->table, result->errors, keep_going);
    return result;
  }
  std::string rows(std::vector<ImportColumn> columns) const { return read(std::move(columns))->rows(); }
  // `place: code message` of the first error.
  std::string fault(std::vector<ImportColumn> columns, std::string table = "t") const {
    const auto result = read(std::move(columns), std::move(table));
    if (result->status != ImportStatus::failed || result->table.rows != 0) return "not refused";
    const ImportError& error = result->errors.at(0);
    return place("t.db", error) + ": " + std::to_string(error.code) + " " + error.message;
  }

  TemporaryDirectory directory;
  std::string path;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(import_sqlite)

BOOST_AUTO_TEST_CASE(columns_by_name) {
  const Sqlite file("CREATE TABLE t(b, other, \"The A\"); INSERT INTO t VALUES (1, x'00', 2), (3, NULL, 4)");
  BOOST_TEST(file.rows({{"The A"}, {"b"}}) == "2 1; 4 3");
  BOOST_TEST(file.rows({{"B"}}) == "1; 3");
}

BOOST_AUTO_TEST_CASE(a_value_by_what_it_is) {
  const Sqlite file(
      "CREATE TABLE t(a); INSERT INTO t VALUES ('china'), ('North Korea'), ('2024-06-19'), ('80'), "
      "(-9223372036854775808), "
      "(1.0), ('')");
  BOOST_TEST(file.rows({{"a"}}) == "china; \"North Korea\"; 2024-06-19; \"80\"; -9223372036854775808; 1.0; \"\"");
}

BOOST_AUTO_TEST_CASE(a_value_by_its_type) {
  const Sqlite file("CREATE TABLE t(s TEXT, n INTEGER); INSERT INTO t VALUES ('80', 7)");
  BOOST_TEST(file.rows({{"s", CellType::integer}, {"n", CellType::decimal}}) == "80 7.0");
  BOOST_TEST(file.rows({{"s", CellType::symbol}}) == "'80'");
}

BOOST_AUTO_TEST_CASE(a_view_is_read_as_a_table) {
  const Sqlite file(
      "CREATE TABLE t(a); INSERT INTO t VALUES (1), (NULL); CREATE VIEW v AS SELECT a FROM t WHERE a NOT NULL");
  BOOST_TEST(file.read({{"a"}}, "v")->rows() == "1");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_with_its_row_and_column) {
  const Sqlite file(
      "CREATE TABLE t(a, b, c); INSERT INTO t VALUES (1, 'x', 9e999), (NULL, 2, x'00'), (3, CAST(x'FF' AS TEXT), 4)");
  BOOST_TEST(file.fault({{"a"}}) == "t.db, row 2: 412 `a`: NULL is no value");
  BOOST_TEST(file.fault({{"b", CellType::string}}) == "t.db, row 2: 404 `b`: the number 2 is not a string");
  BOOST_TEST(file.fault({{"b"}}) == "t.db, row 3: 406 `b`: this is not valid UTF-8");
  BOOST_TEST(file.fault({{"b", CellType::integer}}) == "t.db, row 1: 404 `b`: `x` is not an integer");
  BOOST_TEST(file.fault({{"c"}}) == "t.db, row 1: 405 `c`: the number `Infinity` is too large");
  BOOST_TEST(file.read({{"c"}})->errors.at(1).message == "`c`: a blob is no value");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_told_with_what_is) {
  const Sqlite file("CREATE TABLE trade(of, with); CREATE TABLE states(a)");
  BOOST_TEST(file.fault({{"off"}}, "trade") == "t.db: 413 the table `trade` has no column `off`; did you mean `of`?");
  const auto result = file.read({{"of"}}, "traed");
  BOOST_TEST(result->errors.at(0).message.ends_with("has no table `traed`; did you mean `trade`?"));
  BOOST_TEST(result->errors.at(0).hint == "it has `states`, `trade`");
  BOOST_TEST(file.fault({{"a"}}, "x\"; DROP TABLE states").find("413") != std::string::npos);
  BOOST_TEST(file.read({{"a"}}, "states")->errors.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_database) {
  const TemporaryDirectory directory;
  const std::string text(2000, 'x');
  for (const std::string& path : {directory.write("t.db", text), directory / "none.db", directory.path().string()}) {
    ImportSpec spec{{{"a"}}};
    spec.table = "t";
    Pool pool;
    Table table;
    std::vector<ImportError> errors;
    BOOST_TEST((import_table(path, spec, pool, table, errors) == ImportStatus::failed));
    BOOST_TEST(errors.at(0).code == 414);
    BOOST_TEST(errors[0].message.starts_with("can't read " + path + ": "));
  }
}

// A view may work for long before it gives a first row.
BOOST_AUTO_TEST_CASE(it_can_be_stopped_at_any_time) {
  const Sqlite file(
      "CREATE VIEW t AS WITH RECURSIVE n(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n WHERE a < 0");
  int asked = 0;
  const auto result = file.read({{"a"}}, "t", [&](std::uint64_t) { return ++asked < 3; });
  BOOST_TEST((result->status == ImportStatus::stopped));
  BOOST_TEST(asked == 3);
  BOOST_TEST(result->errors.empty());
  BOOST_CHECK_THROW(file.read({{"a"}}, "t", [](std::uint64_t) -> bool { throw std::runtime_error("enough"); }),
                    std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
