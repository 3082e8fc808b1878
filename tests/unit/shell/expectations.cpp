#include "shell/expectations.hpp"

#include <boost/test/unit_test.hpp>

#include "shell/line_diff.hpp"

using namespace linchpin::shell;

BOOST_AUTO_TEST_SUITE(expectations)

BOOST_AUTO_TEST_CASE(rows_belong_to_the_question_before) {
  const Expectations e = read_expectations(
      "p(a).\n"
      "p(X)?\n"
      "% expect: a\n"
      "%expect: b   \n"
      "\n"
      "% expect: c\n"
      "q(X),\n"
      "  r(X)?  % expect: none\n"
      "p(a)?  % a remark\n"
      "% expect: yes\n");
  BOOST_REQUIRE(e.answers.size() == 3U);
  BOOST_TEST(e.answers[0].question_line == 2U);
  BOOST_REQUIRE(e.answers[0].rows.size() == 3U);
  BOOST_TEST(e.answers[0].rows[1].text == "b");
  BOOST_TEST(e.answers[0].rows[2].line == 6U);
  BOOST_TEST(e.answers[1].question_line == 8U);
  BOOST_TEST(e.answers[1].rows[0].text == "none");
  BOOST_TEST(e.answers[2].rows[0].text == "yes");
  BOOST_TEST(e.faults.empty());
}

BOOST_AUTO_TEST_CASE(lines_of_the_whole_text) {
  const Expectations e = read_expectations("why p(X)?\n%| p(a)\n%|   [stated]\n%|\n% expect: a\nq(a).\n%| q(a)\n");
  BOOST_REQUIRE(e.answers.size() == 1U);
  BOOST_REQUIRE(e.answers[0].lines.size() == 3U);
  BOOST_TEST(e.answers[0].lines[1].text == "  [stated]");
  BOOST_TEST(e.answers[0].lines[1].line == 3U);
  BOOST_TEST(e.answers[0].lines[2].text == "");
  BOOST_TEST(e.answers[0].rows.size() == 1U);
  BOOST_REQUIRE(e.faults.size() == 1U);
  BOOST_TEST(e.faults[0].line == 7U);
}

BOOST_AUTO_TEST_CASE(an_expectation_without_a_question_is_a_fault) {
  const Expectations e = read_expectations("p(X)?\n% expect: a\np(b).\n% expect: b\n");
  BOOST_TEST(e.answers.size() == 1U);
  BOOST_REQUIRE(e.faults.size() == 1U);
  BOOST_TEST(e.faults[0].line == 4U);
}

BOOST_AUTO_TEST_CASE(text_that_only_looks_like_a_comment) {
  const Expectations e = read_expectations(
      "p(\"% error: E001 x\").\n"
      "p('it\\'s % error: E001 x').\n"
      "/* % error: E001 x\n"
      "   p(X)? */\n"
      "p(X)?\n"
      "% expect: \"% error: E001 x\"\n");
  BOOST_TEST(e.errors.empty());
  BOOST_REQUIRE(e.answers.size() == 1U);
  BOOST_TEST(e.answers[0].question_line == 5U);
}

BOOST_AUTO_TEST_CASE(messages_status_and_options) {
  const Expectations e = read_expectations(
      "% error: E103 unknown predicate\n"
      "% error: E007\n"
      "% warning: W105 used once\n"
      "% status: 3\n"
      "% option: --limit-tuples 1000 --strict\n");
  BOOST_REQUIRE(e.errors.size() == 2U);
  BOOST_TEST(e.errors[0].code == 103);
  BOOST_TEST(e.errors[0].text == "unknown predicate");
  BOOST_TEST(e.errors[1].code == 7);
  BOOST_TEST(e.errors[1].text == "");
  BOOST_TEST(e.warnings.at(0).code == 105);
  BOOST_TEST(!e.no_warnings);
  BOOST_TEST(e.status.value() == 3);
  BOOST_TEST(e.options == (std::vector<std::string>{"--limit-tuples", "1000", "--strict"}),
             boost::test_tools::per_element());
  BOOST_TEST(read_expectations("% warning: none\n").no_warnings);
  BOOST_TEST(read_expectations("% error: unknown\n").faults.size() == 1U);
  BOOST_TEST(read_expectations("% status: three\n").faults.size() == 1U);
  BOOST_TEST(read_expectations("% warning: E105 x\n").faults.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(line_diffs)

namespace {

std::string shown(const std::vector<std::string>& expected, const std::vector<std::string>& given) {
  std::string out;
  for (const DiffLine& line : diff(expected, given)) {
    switch (line.kind) {
      case DiffLine::Kind::same:
        out += " " + expected[line.expected];
        break;
      case DiffLine::Kind::missing:
        out += " -" + expected[line.expected];
        break;
      case DiffLine::Kind::surplus:
        out += " +" + given[line.given];
        break;
    }
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_common_stays) {
  BOOST_TEST(shown({"a", "b", "c"}, {"a", "b", "c"}) == " a b c");
  BOOST_TEST(shown({"a", "b", "c"}, {"a", "c"}) == " a -b c");
  BOOST_TEST(shown({"a", "c"}, {"a", "b", "c"}) == " a +b c");
  BOOST_TEST(shown({"a", "b", "c", "d"}, {"b", "x", "d", "e"}) == " -a b -c +x d +e");
  BOOST_TEST(shown({}, {"a"}) == " +a");
  BOOST_TEST(shown({"a"}, {}) == " -a");
  BOOST_TEST(shown({"a", "a"}, {"a"}) == " a -a");
}

BOOST_AUTO_TEST_SUITE_END()
