#include <boost/test/unit_test.hpp>

#include "tests/unit/io/imported.hpp"

using namespace linchpin;
using namespace linchpin::io;
using namespace linchpin::io::test;

namespace {

std::string rows(std::string_view text, std::vector<ImportColumn> columns) {
  return rows_of(text, std::move(columns), "t.jsonl");
}

// `line:column code message` of the first error.
std::string fault(std::string_view text, std::vector<ImportColumn> columns) {
  const auto result = import_text(text, std::move(columns), "t.jsonl");
  if (result->status != ImportStatus::failed || result->table.rows != 0) return "not refused";
  return result->place(0) + " " + result->errors[0].message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import_json_lines)

BOOST_AUTO_TEST_CASE(objects_by_key_and_lists_by_position) {
  BOOST_TEST(rows("{\"b\": 1, \"other\": [{\"a\": 7}], \"a\": 2}\n{\"a\": 4, \"b\": 3}\n", {{"a"}, {"b"}}) ==
             "2 1; 4 3");
  BOOST_TEST(rows("[1, \"x\"]\n[2, \"y\"]", {{"a"}, {"b"}}) == "1 x; 2 y");
  BOOST_TEST(rows("\xEF\xBB\xBF{\"a\":1}\r\n\r\n  \n{\"a\":2}\r\n", {{"a"}}) == "1; 2");
  BOOST_TEST(rows("", {{"a"}}) == "");
}

BOOST_AUTO_TEST_CASE(a_value_by_what_it_is) {
  const auto value = [](const std::string& json) { return rows("{\"a\": " + json + "}\n", {{"a"}}); };
  BOOST_TEST(value("\"china\"") == "china");
  BOOST_TEST(value("\"North Korea\"") == "\"North Korea\"");
  BOOST_TEST(value("\"2024-06-19\"") == "2024-06-19");
  BOOST_TEST(value("\"80\"") == "\"80\"");  // a text is no number
  BOOST_TEST(value("\"\"") == "\"\"");
  BOOST_TEST(value("-80") == "-80");
  BOOST_TEST(value("9223372036854775807") == "9223372036854775807");
  BOOST_TEST(value("-9223372036854775808") == "-9223372036854775808");
  BOOST_TEST(value("1.0") == "1.0");
  BOOST_TEST(value("1e3") == "1000.0");
  BOOST_TEST(value("true") == "true");
  BOOST_TEST(value("\"\\u00e9 \\ud83d\\ude00 \\\"\"") == "\"\xC3\xA9 \xF0\x9F\x98\x80 \\\"\"");
}

BOOST_AUTO_TEST_CASE(a_value_by_its_type) {
  const auto value = [](const std::string& json, CellType type) { return rows("[" + json + "]", {{"a", type}}); };
  BOOST_TEST(value("\"80\"", CellType::integer) == "80");
  BOOST_TEST(value("\"80\"", CellType::symbol) == "'80'");
  BOOST_TEST(value("\"china\"", CellType::string) == "\"china\"");
  BOOST_TEST(value("80", CellType::decimal) == "80.0");
  BOOST_TEST(value("80", CellType::number) == "80");
  BOOST_TEST(value("0.5", CellType::number) == "0.5");
  BOOST_TEST(value("\"2024-06-19\"", CellType::date) == "2024-06-19");
  BOOST_TEST(value("true", CellType::symbol) == "true");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_with_its_line_and_key) {
  const auto of = [](const std::string& json, CellType type) {
    return fault("{\"a\": 1}\n{\"a\": " + json + "}\n", {{"a", type}});
  };
  BOOST_TEST(fault("{\"a\":\"x\"}\n\n{\"a\":\"forty\"}", {{"a", CellType::integer}}) ==
             "1:0 404 `a`: `x` is not an integer");
  BOOST_TEST(of("0.5", CellType::integer) == "2:0 404 `a`: the number 0.5 is not an integer");
  BOOST_TEST(of("[1]", CellType::any) == "2:0 404 `a` is a list, where one value is wanted");
  BOOST_TEST(of("{\"a\": 1}", CellType::any) == "2:0 404 `a` is an object, where one value is wanted");
  BOOST_TEST(of("null", CellType::any) == "2:0 412 `a` has no value: it is `null`");
  BOOST_TEST(of("9223372036854775808", CellType::any) == "2:0 405 `a`: the number `9223372036854775808` is too large");
  BOOST_TEST(of("-9223372036854775809", CellType::any) ==
             "2:0 405 `a`: the number `-9223372036854775809` is too large");
  BOOST_TEST(of("1, \"a\": 2", CellType::any) == "2:0 409 `a` stands twice in the row");
  BOOST_TEST(fault("[1]", {{"a", CellType::symbol}}) == "1:0 404 value 1: the number 1 is not a name");
  BOOST_TEST(fault("{\"b\": 1}", {{"a"}}) == "1:0 412 `a` is no key of this row");
  BOOST_TEST(fault("[1, 2, 3]", {{"a"}}) == "1:0 403 3 values, where 1 is asked for");
  BOOST_TEST(fault("[]", {{"a"}, {"b"}}) == "1:0 403 0 values, where 2 are asked for");
}

BOOST_AUTO_TEST_CASE(what_is_not_json_is_told_with_its_place) {
  BOOST_TEST(fault("{\"a\": 1}\n{\"\xC3\xA9\": nul}\n", {{"a"}}) == "2:10 411 this is not JSON");
  BOOST_TEST(fault("{\"a\": 1", {{"a"}}) == "1:8 411 this is not JSON");
  BOOST_TEST(fault("{\"a\": 1} {\"a\": 2}", {{"a"}}) == "1:10 411 this is not JSON");
  BOOST_TEST(fault("{\"a\": NaN}", {{"a"}}) == "1:7 411 this is not JSON");
  BOOST_TEST(fault("{\"a\": \"\\ud800\"}", {{"a"}}).find("411 this is not JSON") != std::string::npos);
  BOOST_TEST(fault("{\"a\": \"\xFF\"}", {{"a"}}) == "1:8 406 this is not valid UTF-8");
  BOOST_TEST(fault("42\n", {{"a"}}) == "1:1 411 this is one value, where a row is wanted");
  BOOST_TEST(fault("1e999\n", {{"a"}}).find("405 the number `1e999` is too large") != std::string::npos);
  BOOST_TEST(fault("{\"b\":" + std::string(100'000, '['), {{"a"}}).find("411") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bad_rows_are_counted_and_nothing_stays) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += "{\"a\": null}\n{\"a\": 1}\n";
  const auto result = import_text(text, {{"a"}}, "t.ndjson");
  BOOST_TEST(result->errors.size() == kMostImportErrors + 1);
  BOOST_TEST(result->errors.back().message.starts_with("10 more bad rows in "));
  BOOST_TEST(result->table.rows == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
