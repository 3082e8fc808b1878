#include "shell/answer_lines.hpp"

#include <boost/test/unit_test.hpp>

using namespace linchpin;
using namespace linchpin::shell;
using Lines = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(answer_lines)

BOOST_AUTO_TEST_CASE(levels_stand_behind_the_rows_when_they_are_asked_for) {
  Answer answer;
  answer.columns = {"X", "N"};
  answer.rows = {{Name{"ann"}, std::int64_t{1}}, {Name{"bob"}, std::int64_t{2}}, {std::string("c [likely]"), 0.5}};
  answer.levels = {"certain", "likely", "undecided"};
  BOOST_TEST(lines_of(answer, "certain", true) ==
             (Lines{"ann, 1", "bob, 2 [likely]", "\"c [likely]\", 0.5 [undecided]"}));
  BOOST_TEST(lines_of(answer, "certain", false) == (Lines{"ann, 1", "bob, 2", "\"c [likely]\", 0.5 [undecided]"}));
  answer.levels.clear();
  BOOST_TEST(lines_of(answer, "certain", true) == (Lines{"ann, 1", "bob, 2", "\"c [likely]\", 0.5"}));
}

BOOST_AUTO_TEST_CASE(a_question_without_variables_has_one_level) {
  Answer answer;
  answer.truth = Truth::denied;
  answer.levels = {"possible"};
  BOOST_TEST(lines_of(answer, "certain", true) == Lines{"denied [possible]"});
  BOOST_TEST(lines_of(answer, "certain", false) == Lines{"denied"});
  answer.levels = {"certain"};
  BOOST_TEST(lines_of(answer, "certain", true) == Lines{"denied"});
  answer.truth = Truth::not_stated;
  answer.levels.clear();
  BOOST_TEST(lines_of(answer, "certain", true) == Lines{"not stated"});
}

BOOST_AUTO_TEST_CASE(no_rows) {
  Answer answer;
  answer.columns = {"X"};
  BOOST_TEST(lines_of(answer, "certain", true) == Lines{"none"});
}

BOOST_AUTO_TEST_CASE(what_expectations_name) {
  BOOST_TEST(names_level({"ann", "bob [likely]"}));
  BOOST_TEST(names_level({"yes [certain]"}));
  BOOST_TEST(!names_level({"ann", "\"bob [likely]\"", "cid [undecided]", "undecided", "'[likely]'"}));
  BOOST_TEST(without_highest("bob [certain]", "certain") == "bob");
  BOOST_TEST(without_highest("bob [likely]", "certain") == "bob [likely]");
  BOOST_TEST(without_highest("\"bob [certain]\"", "certain") == "\"bob [certain]\"");
}

BOOST_AUTO_TEST_SUITE_END()
