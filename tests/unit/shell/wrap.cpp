#include "shell/wrap.hpp"

#include <boost/test/unit_test.hpp>

#include "shell/highlight.hpp"

using namespace linchpin::shell;

BOOST_AUTO_TEST_SUITE(wrapping)

BOOST_AUTO_TEST_CASE(what_fits_stays) {
  BOOST_TEST(wrapped("a b\n├─ c d\n", 8) == "a b\n├─ c d\n");
  BOOST_TEST(wrapped("", 8) == "");
  BOOST_TEST(wrapped("\n\nx", 8) == "\n\nx");
}

BOOST_AUTO_TEST_CASE(a_tree_goes_on_beside_what_is_broken) {
  BOOST_TEST(wrapped("aaaa bbbb cccc dddd eeee ffff", 24) == "aaaa bbbb cccc dddd eeee\nffff");
  BOOST_TEST(wrapped("├─ aaaa bbbb cccc dddd eeee\n│  └─ aaaa bbbb cccc dddd eeee\n", 26) ==
             "├─ aaaa bbbb cccc dddd\n│  eeee\n│  └─ aaaa bbbb cccc dddd\n│     eeee\n");
}

BOOST_AUTO_TEST_CASE(words_stay_whole_and_wide_characters_count_twice) {
  BOOST_TEST(wrapped("a " + std::string(30, 'x') + " b", 10) == "a\n" + std::string(30, 'x') + "\nb");
  BOOST_TEST(wrapped("漢字漢字漢字 漢字漢字 aa", 22) == "漢字漢字漢字 漢字漢字\naa");
}

BOOST_AUTO_TEST_CASE(colours_take_no_room) {
  const std::string text = "\x1b[1maaaa bbbb\x1b[0m cccc dddd eeee";
  BOOST_TEST(wrapped(text, 24) == text);
  BOOST_TEST(wrapped(text, 23) == "\x1b[1maaaa bbbb\x1b[0m cccc dddd\neeee");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(highlighting)

BOOST_AUTO_TEST_CASE(kinds_of_words) {
  BOOST_TEST(highlighted("p(X) :- not q(\"a\", 1). % why", true) ==
             "p(\x1b[36mX\x1b[0m) :- \x1b[1mnot\x1b[0m q(\x1b[32m\"a\"\x1b[0m, \x1b[35m1\x1b[0m).\x1b[2m % why\x1b[0m");
  BOOST_TEST(highlighted("p(X).", false) == "p(X).");
  BOOST_TEST(highlighted("all(X) \"open", true) == "all(\x1b[36mX\x1b[0m) \x1b[32m\"open\x1b[0m");
  BOOST_TEST(highlighted("", true) == "");
}

BOOST_AUTO_TEST_SUITE_END()
