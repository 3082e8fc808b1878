#include "io/export.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "io/import.hpp"
#include "tests/unit/io/temporary.hpp"

using namespace linchpin;
using namespace linchpin::io;

BOOST_AUTO_TEST_SUITE(export_tables)

BOOST_AUTO_TEST_CASE(cells_are_quoted_where_needed) {
  const TemporaryDirectory directory;
  Pool pool;
  const std::vector<Value> args{pool.integer(1), pool.string("a,b")};
  const std::vector<std::vector<Value>> rows{
      {pool.name("china"), pool.integer(-80)},        {pool.string("North Korea"), pool.decimal(0.5)},
      {pool.string("say \"hi\""), pool.date(19893)},  {pool.string("a,b"), pool.string("a\tb")},
      {pool.string(" x"), pool.string("two\nlines")}, {pool.string(""), pool.term(pool.name("f"), args)},
  };
  for (const auto& [name, expected] : std::vector<std::pair<std::string, std::string>>{
           {"t.csv",
            "who,how much\nchina,-80\nNorth Korea,0.5\n\"say \"\"hi\"\"\",2024-06-19\n\"a,b\",a\tb\n\" "
            "x\",\"two\nlines\"\n"
            ",\"f(1, \"\"a,b\"\")\"\n"},
           {"t.tsv",
            "who\thow much\nchina\t-80\nNorth Korea\t0.5\n\"say \"\"hi\"\"\"\t2024-06-19\na,b\t\"a\tb\"\n\" "
            "x\"\t\"two\n"
            "lines\"\n\t\"f(1, \"\"a,b\"\")\"\n"},
       }) {
    Exporter exporter(directory / name, {"who", "how much"}, pool);
    for (const auto& row : rows) exporter.row(row);
    BOOST_TEST(!exporter.finish());
    BOOST_TEST(read_file(directory / name) == expected);
  }
}

BOOST_AUTO_TEST_CASE(what_is_exported_imports_again) {
  const TemporaryDirectory directory;
  Pool pool;
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 50000; ++i) {
    rows.push_back({pool.integer(i * 1000003LL * (i % 2 == 0 ? 1 : -1000003)),
                    pool.string(std::string(static_cast<std::size_t>(i % 5), '"') + "\n,\t x" + std::to_string(i))});
  }
  rows.push_back({pool.integer(std::numeric_limits<std::int64_t>::min()), pool.string("")});
  for (const std::string name : {"t.csv", "t.tsv", "t.csv.gz", "t.tsv.gz", "t.jsonl", "t.jsonl.gz", "t.db"}) {
    Exporter exporter(directory / name, {"a", "b"}, pool, "p");
    for (const auto& row : rows) exporter.row(row);
    BOOST_TEST(!exporter.finish());
    Table table;
    std::vector<ImportError> errors;
    ImportSpec spec{{{"b", CellType::string}, {"a", CellType::integer}}};
    if (name == "t.db") spec.table = "p";
    BOOST_TEST((import_table(directory / name, spec, pool, table, errors) == ImportStatus::ok));
    BOOST_REQUIRE(table.rows == rows.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      BOOST_REQUIRE((table.columns[1][r] == rows[r][0]));
      BOOST_REQUIRE((table.columns[0][r] == rows[r][1]));
    }
  }
  BOOST_TEST(read_file(directory / "t.csv.gz").starts_with("\x1f\x8b"));
  BOOST_TEST(std::filesystem::file_size(directory / "t.csv.gz") < std::filesystem::file_size(directory / "t.csv"));
}

BOOST_AUTO_TEST_CASE(json_has_numbers_and_text) {
  const TemporaryDirectory directory;
  Pool pool;
  const std::vector<Value> args{pool.integer(1), pool.string("a\"b")};
  Exporter exporter(directory / "t.jsonl", {"who", "\"x\""}, pool);
  for (const auto& row : std::vector<std::vector<Value>>{{pool.name("china"), pool.integer(-80)},
                                                         {pool.string("a\\\n\x01"), pool.decimal(0.5)},
                                                         {pool.date(19893), pool.term(pool.name("f"), args)}}) {
    exporter.row(row);
  }
  BOOST_TEST(!exporter.finish());
  BOOST_TEST(read_file(directory / "t.jsonl") == R"json({"who":"china","\"x\"":-80}
{"who":"a\\\n\u0001","\"x\"":0.5}
{"who":"2024-06-19","\"x\"":"f(1, \"a\\\"b\")"}
)json");
}

namespace {

std::size_t rows_in(const std::string& path, const std::string& table, Pool& pool) {
  Table read;
  std::vector<ImportError> errors;
  ImportSpec spec{{{"a"}}};
  spec.table = table;
  import_table(path, spec, pool, read, errors);
  return read.rows;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_sqlite_file_keeps_its_other_tables) {
  const TemporaryDirectory directory;
  const std::string path = directory / "t.db";
  Pool pool;
  const std::vector<Value> row{pool.name("x")};
  const auto write = [&](const std::string& table, int rows) {
    Exporter exporter(path, {"a"}, pool, table);
    for (int i = 0; i < rows; ++i) exporter.row(row);
    return exporter.finish();
  };
  BOOST_TEST(!write("p", 2));
  BOOST_TEST(!write("two words", 3));
  BOOST_TEST(!write("p", 1));
  BOOST_TEST(rows_in(path, "p", pool) == 1U);
  BOOST_TEST(rows_in(path, "two words", pool) == 3U);
  {
    Exporter exporter(path, {"a"}, pool, "p");  // not finished: nothing has happened
    exporter.row(row);
    exporter.row(row);
  }
  BOOST_TEST(rows_in(path, "p", pool) == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_sqlite_file_is_not_written_over) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("t.db", std::string(2000, 'x'));
  Pool pool;
  Exporter exporter(path, {"a"}, pool, "p");
  const std::vector<Value> row{pool.name("x")};
  exporter.row(row);
  BOOST_TEST(exporter.finish().value().code == 410);
  BOOST_TEST(read_file(path) == std::string(2000, 'x'));
}

BOOST_AUTO_TEST_CASE(a_single_empty_string_is_no_blank_line) {
  const TemporaryDirectory directory;
  Pool pool;
  Exporter exporter(directory / "t.csv", {}, pool);
  const std::vector<Value> row{pool.string("")};
  exporter.row(row);
  BOOST_TEST(!exporter.finish());
  BOOST_TEST(read_file(directory / "t.csv") == "\"\"\n");
}

BOOST_AUTO_TEST_CASE(the_old_file_stays_until_the_new_one_is_whole) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("t.csv", "old\n");
  Pool pool;
  const std::vector<Value> row{pool.name("new")};
  {
    Exporter exporter(path, {}, pool);
    for (int i = 0; i < 100000; ++i) exporter.row(row);
    BOOST_TEST(read_file(path) == "old\n");
  }
  BOOST_TEST(read_file(path) == "old\n");
  {
    Exporter exporter(path, {}, pool);
    exporter.row(row);
    BOOST_TEST(!exporter.finish());
  }
  BOOST_TEST(read_file(path) == "new\n");
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory.path())) ++files;
  BOOST_TEST(files == 1U);
}

BOOST_AUTO_TEST_CASE(a_link_stays_a_link) {
  const TemporaryDirectory directory;
  const std::string target = directory.write("target.csv", "old\n");
  std::filesystem::create_symlink(target, directory / "link.csv");
  Pool pool;
  const std::vector<Value> row{pool.name("new")};
  Exporter exporter(directory / "link.csv", {}, pool);
  exporter.row(row);
  BOOST_TEST(!exporter.finish());
  BOOST_TEST(std::filesystem::is_symlink(directory / "link.csv"));
  BOOST_TEST(read_file(target) == "new\n");
}

BOOST_AUTO_TEST_CASE(files_that_can_not_be_written) {
  const TemporaryDirectory directory;
  Pool pool;
  const std::vector<Value> row{pool.name("x")};
  for (const std::string& path : {directory / "none/t.csv", directory / "none/t.db", directory.path().string()}) {
    Exporter exporter(path, {}, pool);
    exporter.row(row);
    const auto error = exporter.finish();
    BOOST_REQUIRE(error.has_value());
    BOOST_TEST(error->code == 410);
    BOOST_TEST(error->message.find(path) != std::string::npos);
    BOOST_TEST(!error->hint.empty());
  }
}

BOOST_AUTO_TEST_SUITE_END()
