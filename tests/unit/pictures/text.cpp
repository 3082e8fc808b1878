#include "pictures/text.hpp"

#include <boost/test/unit_test.hpp>

using namespace linchpin::pictures;

BOOST_AUTO_TEST_SUITE(text)

using Lines = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(what_may_not_stand_in_a_picture_is_shown_by_a_sign) {
  BOOST_TEST(printable("a\nb\tc") == "a b c");
  BOOST_TEST(printable(std::string_view("\x00\x01\x7f", 3)) == "\u2400\u2401\u2421");
  BOOST_TEST(printable("\u0085\uFFFE\uFDD0") == "\uFFFD\uFFFD\uFFFD");
  BOOST_TEST(printable("\u202Eabc\u2066") == "\uFFFDabc\uFFFD");
  BOOST_TEST(printable("\xff!") == "\uFFFD!");
  BOOST_TEST(printable("e\u0301 北 \U0001F600") == "e\u0301 北 \U0001F600");
}

BOOST_AUTO_TEST_CASE(markup_is_text) {
  BOOST_TEST(escaped("<a href=\"x\">'&amp;'</a>") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;amp;&#39;&lt;/a&gt;");
}

BOOST_AUTO_TEST_CASE(lines_break_at_blanks) {
  BOOST_TEST(wrapped("one two three", 7) == (Lines{"one two", "three"}));
  BOOST_TEST(wrapped("one two three", 100) == (Lines{"one two three"}));
  BOOST_TEST(wrapped("  a   b ", 100) == (Lines{"a b"}));
  BOOST_TEST(wrapped("", 5) == (Lines{""}));
}

BOOST_AUTO_TEST_CASE(only_a_long_word_is_broken) {
  BOOST_TEST(wrapped("of article/the-mill/1.2", 9) == (Lines{"of", "article/", "the-mill/", "1.2"}));
  BOOST_TEST(wrapped("abcdefgh", 3) == (Lines{"abc", "def", "gh"}));
}

BOOST_AUTO_TEST_CASE(width_is_of_columns_not_bytes) {
  BOOST_TEST(wrapped("北朝鲜 北", 6) == (Lines{"北朝鲜", "北"}));
  BOOST_TEST(wrapped("北朝鲜", 4) == (Lines{"北朝", "鲜"}));
  BOOST_TEST(wrapped("e\u0301e\u0301", 1) == (Lines{"e\u0301", "e\u0301"}));
}

BOOST_AUTO_TEST_SUITE_END()
