#include <boost/test/unit_test.hpp>
#include <string>

#include "support.hpp"
#include "syntax/utf8.hpp"

using namespace linchpin;

BOOST_AUTO_TEST_SUITE(source)

namespace {

std::string at(const std::string& text, std::uint32_t offset) {
  SourceMap sources;
  const FileId file = sources.add("t", text);
  const Position position = sources.position(file, offset);
  return std::to_string(position.line) + ":" + std::to_string(position.column);
}

std::string line_at(const std::string& text, std::uint32_t offset) {
  SourceMap sources;
  std::uint32_t begin = 0;
  const std::string line(sources.line(sources.add("t", text), offset, begin));
  return std::to_string(begin) + "|" + line;
}

}  // namespace

BOOST_AUTO_TEST_CASE(positions_count_lines_and_code_points) {
  BOOST_TEST(at("", 0) == "1:1");
  BOOST_TEST(at("ab\ncd", 4) == "2:2");
  BOOST_TEST(at("ab\r\ncd", 4) == "2:1");
  BOOST_TEST(at("ab\rcd", 3) == "2:1");
  BOOST_TEST(at("h\xC3\xA9!", 3) == "1:3");
  BOOST_TEST(at("\xEF\xBB\xBFp", 3) == "1:1");
  BOOST_TEST(at("\xEF\xBB\xBFp", 0) == "1:1");
  BOOST_TEST(at("ab", 99) == "1:3");
}

BOOST_AUTO_TEST_CASE(positions_agree_with_a_count_from_the_start_in_long_texts) {
  std::string text;
  while (text.size() < 20'000) text += text.size() % 7 == 0 ? "\xC3\xA9\r\n" : text.size() % 5 == 0 ? "\r" : "abc";
  for (std::uint32_t offset = 0; offset <= text.size(); offset += 61) {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    for (std::uint32_t i = 0; i < offset; ++i) {
      const bool ends_line = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
      if (ends_line) {
        ++line;
        column = 1;
      } else if (text[i] != '\r' && !is_continuation(text[i])) {
        ++column;
      }
    }
    BOOST_TEST_REQUIRE(at(text, offset) == std::to_string(line) + ":" + std::to_string(column));
  }
}

BOOST_AUTO_TEST_CASE(lines_stop_at_every_kind_of_line_break) {
  BOOST_TEST(line_at("ab\ncd\nef", 4) == "3|cd");
  BOOST_TEST(line_at("ab\r\ncd", 3) == "0|ab");
  BOOST_TEST(line_at("ab\rcd", 3) == "3|cd");
  BOOST_TEST(line_at("ab", 2) == "0|ab");
  BOOST_TEST(line_at("", 0) == "0|");
  BOOST_TEST(line_at("ab\n", 3) == "3|");
}

BOOST_AUTO_TEST_CASE(texts_stay_where_they_are) {
  SourceMap sources;
  const FileId first = sources.add("a", "short");
  const std::string_view before = sources.text(first);
  for (int i = 0; i < 1000; ++i) sources.add("b", "x");
  BOOST_TEST(before.data() == sources.text(first).data());
  BOOST_TEST(sources.text(Span{first, 1, 3}) == "ho");
  BOOST_TEST(sources.text(Span{first, 3, 99}) == "rt");
  BOOST_TEST(sources.size() == 1001U);
}

BOOST_AUTO_TEST_CASE(invalid_utf8_is_found) {
  BOOST_TEST(first_invalid_utf8("plain text, longer than eight bytes \xE2\x82\xAC") == 39U);
  BOOST_TEST(first_invalid_utf8("abc\xE9 x") == 3U);
  BOOST_TEST(first_invalid_utf8("\xC0\x80") == 0U);          // overlong
  BOOST_TEST(first_invalid_utf8("\xED\xA0\x80") == 0U);      // surrogate
  BOOST_TEST(first_invalid_utf8("\xF4\x90\x80\x80") == 0U);  // over 10FFFF
  BOOST_TEST(first_invalid_utf8("a\xE2\x82") == 1U);         // cut short
}

BOOST_AUTO_TEST_SUITE_END()
