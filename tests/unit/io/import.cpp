#include "io/import.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/io/imported.hpp"

using namespace linchpin;
using namespace linchpin::io;
using namespace linchpin::io::test;

BOOST_AUTO_TEST_SUITE(import_tables)

BOOST_AUTO_TEST_CASE(by_position_without_a_header) {
  BOOST_TEST(rows_of("1,2\n3,4\n", {{"a"}, {"b"}}) == "1 2; 3 4");
  BOOST_TEST(rows_of("1\t2\n3\t4\n", {{"a"}, {"b"}}, "t.tsv") == "1 2; 3 4");
}

BOOST_AUTO_TEST_CASE(by_name_with_a_header) {
  BOOST_TEST(rows_of("b,other,a\n1,x,2\n3,y,4\n", {{"a"}, {"b"}}) == "2 1; 4 3");
  BOOST_TEST(rows_of("\"b\", a \n1,2\n", {{"a"}, {"b"}}) == "2 1");
  // One name missing: no header, but a row.
  BOOST_TEST(rows_of("b,c\n1,2\n", {{"a"}, {"b"}}) == "b c; 1 2");
}

BOOST_AUTO_TEST_CASE(a_column_named_twice_is_an_error) {
  const auto result = import_text("a,b,a\n1,2,3\n", {{"a"}, {"b"}});
  BOOST_TEST((result->status == ImportStatus::failed));
  BOOST_TEST(result->place(0) == "1:5 409");
  // Of no concern when it is not asked for.
  BOOST_TEST(rows_of("a,b,a\n1,2,3\n", {{"b"}}) == "2");
}

BOOST_AUTO_TEST_CASE(the_separator_is_told_by_the_name_or_the_first_line) {
  BOOST_TEST(rows_of("1\t2\n", {{"a"}, {"b"}}, "t.data") == "1 2");
  BOOST_TEST(rows_of("1,2\n", {{"a"}, {"b"}}, "t.data") == "1 2");
  BOOST_TEST(rows_of("1\t2\n", {{"a"}, {"b"}}, "t.facts") == "1 2");
  BOOST_TEST(rows_of("x,\ty\t\n", {{"a"}, {"b"}}) == "x y");
  BOOST_TEST(rows_of("x,y\t2\n", {{"a"}, {"b"}}, "t.tsv") == "\"x,y\" 2");
}

BOOST_AUTO_TEST_CASE(undeclared_cells_are_inferred_one_by_one) {
  BOOST_TEST(rows_of("-5,0.5,2024-06-19,china,North Korea\n", {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}) ==
             "-5 0.5 2024-06-19 china \"North Korea\"");
  // Near misses are text.
  BOOST_TEST(rows_of("+5,.5,2024-02-30,China,x-y\n", {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}) ==
             "\"+5\" \".5\" \"2024-02-30\" \"China\" \"x-y\"");
  BOOST_TEST(rows_of("\"7\",-9223372036854775808,1e5,nan,inf\n", {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}) ==
             "7 -9223372036854775808 \"1e5\" nan inf");
  BOOST_TEST(rows_of("6.02e23,1.5e-3,-0.25,1.,5-3\n", {{"a"}, {"b"}, {"c"}, {"d"}, {"e"}}) ==
             "6.02e+23 0.0015 -0.25 \"1.\" \"5-3\"");
}

BOOST_AUTO_TEST_CASE(declared_types_decide) {
  const CellType symbol = CellType::symbol;
  const CellType string = CellType::string;
  BOOST_TEST(rows_of("12,12\n", {{"a", symbol}, {"b", string}}) == "'12' \"12\"");
  BOOST_TEST(rows_of("North Korea,china\n", {{"a", symbol}, {"b", string}}) == "'North Korea' \"china\"");
  BOOST_TEST(
      rows_of("+3,3,.5,2000-02-29\n",
              {{"a", CellType::integer}, {"b", CellType::decimal}, {"c", CellType::number}, {"d", CellType::date}}) ==
      "3 3.0 0.5 2000-02-29");
  BOOST_TEST(
      rows_of("3,1e3,-.5,5.\n",
              {{"a", CellType::number}, {"b", CellType::number}, {"c", CellType::decimal}, {"d", CellType::decimal}}) ==
      "3 1000.0 -0.5 5.0");
  BOOST_TEST(rows_of("1e-400\n", {{"a", CellType::decimal}}) == "0.0");
}

BOOST_AUTO_TEST_CASE(cells_that_do_not_fit_are_placed) {
  for (const auto& [text, type, code] : std::vector<std::tuple<std::string, CellType, std::string>>{
           {"x,3.0\n", CellType::integer, "1:3 404"},
           {"x,\n", CellType::integer, "1:3 404"},
           {"x,abc\n", CellType::decimal, "1:3 404"},
           {"x,inf\n", CellType::decimal, "1:3 404"},
           {"x,nan\n", CellType::number, "1:3 404"},
           {"x,1e999\n", CellType::decimal, "1:3 405"},
           {"x,9223372036854775808\n", CellType::integer, "1:3 405"},
           {"x,9223372036854775808\n", CellType::any, "1:3 405"},
           {"x,2023-02-29\n", CellType::date, "1:3 404"},
           {"x,--5\n", CellType::integer, "1:3 404"},
           {"é, \xff\n", CellType::string, "1:4 406"},
       }) {
    const auto result = import_text(text, {{"a"}, {"b", type}});
    BOOST_TEST((result->status == ImportStatus::failed), text);
    BOOST_TEST(result->place(0) == code, text << " gave " << result->place(0));
    BOOST_TEST(result->table.rows == 0U);
    BOOST_TEST(result->table.columns.empty());
  }
}

BOOST_AUTO_TEST_CASE(quoted_cells) {
  BOOST_TEST(rows_of("\"a,b\",\"say \"\"hi\"\"\"\n", {{"a"}, {"b"}}) == "\"a,b\" \"say \\\"hi\\\"\"");
  BOOST_TEST(rows_of("\"a\tb\"\t2\n", {{"a"}, {"b"}}, "t.tsv") == "\"a\\tb\" 2");
  BOOST_TEST(rows_of("\"two\nlines\",1\n3,4\n", {{"a"}, {"b"}}) == "\"two\\nlines\" 1; 3 4");
  BOOST_TEST(rows_of("\" kept \", dropped \n", {{"a"}, {"b"}}) == "\" kept \" dropped");
  BOOST_TEST(rows_of("a\"b,\"\"\n", {{"a"}, {"b"}}) == "\"a\\\"b\" \"\"");
  BOOST_TEST(rows_of("\"x\" ,\"y\"\r\n", {{"a"}, {"b"}}) == "x y");
}

BOOST_AUTO_TEST_CASE(faulty_quotes_are_placed) {
  auto result = import_text("1,2\n3,\"4\n5,6\n", {{"a"}, {"b"}});
  BOOST_TEST(result->place(0) == "2:3 408");
  BOOST_TEST(result->errors.size() == 1U);
  // One fault is one message; reading goes on with the next line.
  result = import_text("1,2\n\"3\"x,4\n5,y\n", {{"a"}, {"b", CellType::integer}});
  BOOST_TEST(result->place(0) == "2:4 408");
  BOOST_TEST(result->place(1) == "3:3 404");
}

BOOST_AUTO_TEST_CASE(places_after_a_cell_of_several_lines) {
  const auto result = import_text("\"a\nb\",\"c\nd\",x\n1,2,y\n", {{"a"}, {"b"}, {"c", CellType::integer}});
  BOOST_TEST(result->place(0) == "3:4 404");
  BOOST_TEST(result->place(1) == "4:5 404");
}

BOOST_AUTO_TEST_CASE(line_ends_and_blank_lines) {
  BOOST_TEST(rows_of("1,2\r\n3,4\r\n", {{"a"}, {"b"}}) == "1 2; 3 4");
  BOOST_TEST(rows_of("1,2\n3,4", {{"a"}, {"b"}}) == "1 2; 3 4");
  BOOST_TEST(rows_of("1,2\n3,\"4\"", {{"a"}, {"b"}}) == "1 2; 3 4");
  BOOST_TEST(rows_of("\n1,2\n\n  \n3,4\n\n", {{"a"}, {"b"}}) == "1 2; 3 4");
  BOOST_TEST(rows_of("\xEF\xBB\xBF"
                     "a,b\n1,2\n",
                     {{"a"}, {"b"}}) == "1 2");
  BOOST_TEST(rows_of("", {{"a"}, {"b"}}) == "");
  BOOST_TEST(rows_of("\xEF\xBB\xBF", {{"a"}}) == "");
  BOOST_TEST(rows_of("a,b\n", {{"a"}, {"b"}}) == "");
  BOOST_TEST(rows_of(",\n", {{"a"}, {"b"}}) == "\"\" \"\"");
  BOOST_TEST(rows_of("x\n\"\"\n", {{"a"}}) == "x; \"\"");
}

BOOST_AUTO_TEST_CASE(rows_of_the_wrong_width) {
  auto result = import_text("1,2\n1,2,3\n1\n", {{"a"}, {"b"}});
  BOOST_TEST((result->status == ImportStatus::failed));
  BOOST_TEST(result->errors.size() == 2U);
  BOOST_TEST(result->place(0) == "2:5 403");
  BOOST_TEST(result->errors[0].message == "3 cells, where 2 are asked for");
  BOOST_TEST(result->place(1) == "3:1 403");
  result = import_text("a,b\n1,2\n1,2,3\n", {{"a"}});
  BOOST_TEST(result->errors.at(0).message == "3 cells, where the header has 2");
  result = import_text("1;2\n", {{"a"}, {"b"}});
  BOOST_TEST(result->errors.at(0).hint.find("`;`") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(twenty_bad_rows_then_a_count) {
  std::string text = "a,b\n";
  for (int i = 0; i < 53; ++i) text += "1,x\n2,3\n";
  const auto result = import_text(text, {{"a"}, {"b", CellType::integer}});
  BOOST_TEST(result->errors.size() == kMostImportErrors + 1);
  BOOST_TEST(result->place(0) == "2:3 404");
  BOOST_TEST(result->place(19) == "40:3 404");
  BOOST_TEST(result->place(20) == "0:0 407");
  BOOST_TEST(result->errors[20].message.starts_with("33 more bad rows"));
}

BOOST_AUTO_TEST_CASE(gzip_is_seen_by_content) {
  const TemporaryDirectory directory;
  const std::string text = "a\tb\n1\tx\n2\ty\n";
  BOOST_TEST(import_file(directory.write_gzip("t.tsv.gz", text), {{"a"}, {"b"}})->rows() == "1 x; 2 y");
  BOOST_TEST(import_file(directory.write_gzip("u.tsv", text), {{"a"}, {"b"}})->rows() == "1 x; 2 y");
  BOOST_TEST(import_file(directory.write("v.tsv.gz", text), {{"a"}, {"b"}})->rows() == "1 x; 2 y");
}

BOOST_AUTO_TEST_CASE(damaged_gzip) {
  const TemporaryDirectory directory;
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919 % 10007) + "\t1\n";
  const std::string whole = read_file(directory.write_gzip("t.tsv.gz", text));
  auto result = import_file(directory.write("cut.tsv.gz", whole.substr(0, whole.size() / 2)), {{"a"}, {"b"}});
  BOOST_TEST((result->status == ImportStatus::failed));
  BOOST_TEST(result->errors.back().code == 402);
  BOOST_TEST(result->table.rows == 0U);
  std::string bent = whole;
  bent[bent.size() - 6] = static_cast<char>(bent[bent.size() - 6] ^ 0x55);  // the checksum
  result = import_file(directory.write("bent.tsv.gz", bent), {{"a"}, {"b"}});
  BOOST_TEST((result->status == ImportStatus::failed));
  BOOST_TEST(result->errors.back().code == 402);
}

BOOST_AUTO_TEST_CASE(files_that_can_not_be_read) {
  const TemporaryDirectory directory;
  auto result = import_file(directory / "none.csv", {{"a"}});
  BOOST_TEST(result->place(0) == "0:0 401");
  BOOST_TEST(result->errors[0].message.find("No such file") != std::string::npos);
  result = import_file(directory.path().string(), {{"a"}});
  BOOST_TEST(result->place(0) == "0:0 401");
  BOOST_TEST(result->errors[0].message.find("directory") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(rows_across_the_edges_of_the_window) {
  // Rows and quoted cells of many lengths, longer together than several windows, one longer than a window.
  std::string text;
  std::size_t rows = 0;
  for (std::size_t i = 0; text.size() < (std::size_t{5} << 20); ++i, ++rows) {
    const std::size_t length = i == 1000 ? (std::size_t{3} << 20) : i % 977;
    text += "\"" + std::string(length, 'x') + "\"\"\n\",";
    text += std::to_string(i);
    text += "\r\n";
  }
  const auto result = import_text(text, {{"a"}, {"b"}});
  BOOST_REQUIRE((result->status == ImportStatus::ok));
  BOOST_REQUIRE(result->table.rows == rows);
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t length = r == 1000 ? (std::size_t{3} << 20) : r % 977;
    BOOST_REQUIRE(result->pool.text(result->table.columns[0][r]).size() == length + 2);
    BOOST_REQUIRE(result->pool.integer(result->table.columns[1][r]) == static_cast<std::int64_t>(r));
  }
}

BOOST_AUTO_TEST_CASE(an_import_can_be_stopped) {
  const TemporaryDirectory directory;
  std::string text;
  for (int i = 0; i < 600000; ++i) text += "12345,67890\n";
  const std::string path = directory.write("t.csv", text);
  Pool pool;
  Table table;
  std::vector<ImportError> errors;
  int asked = 0;
  std::uint64_t most = 0;
  const auto status = import_table(path, {{{"a"}, {"b"}}}, pool, table, errors, [&](std::uint64_t bytes) {
    most = bytes;
    return ++asked < 4;
  });
  BOOST_TEST((status == ImportStatus::stopped));
  BOOST_TEST(asked == 4);
  BOOST_TEST(most > 1000000U);
  BOOST_TEST(table.rows == 0U);
  BOOST_TEST(errors.empty());
}

BOOST_AUTO_TEST_SUITE_END()
