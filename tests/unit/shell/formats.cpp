#include <boost/test/unit_test.hpp>

#include "json/json.hpp"
#include "json/plain_text.hpp"
#include "shell/format.hpp"
#include "value/display_width.hpp"

using namespace linchpin;
using namespace linchpin::shell;

namespace {

std::string format_json(const Answer& answer, const std::vector<Message>& messages) {
  return json::json_line(json::json_of(answer, messages));
}

Answer sample() {
  Answer answer;
  answer.question = "p(X, N)?";
  answer.columns = {"X", "N"};
  answer.rows = {{Name{"china"}, std::int64_t{5}},
                 {Name{"'北 朝鲜'"}, std::int64_t{-123}},
                 {std::string("a\"b,c"), 0.5},
                 {TermText{"f(a, \"b\")"}, std::int64_t{1}}};
  return answer;
}

Answer truth(Truth value) {
  Answer answer;
  answer.question = "p(a)?";
  answer.truth = value;
  return answer;
}

Answer about() {
  Answer answer;
  answer.question = "about ann?";
  answer.groups = {{"likes/2", {"who", "whom"}, {{Name{"ann"}, Name{"bob"}}}, {}, {"Ann likes Bob"}},
                   {"p/1", {""}, {{Name{"ann"}}}, {}, {}}};
  return answer;
}

Conflict::Side side(std::string fact, bool holds, std::vector<Ground> grounds) {
  Conflict::Side out;
  out.fact = std::move(fact);
  out.holds = holds;
  out.level = "certain";
  out.grounds = std::move(grounds);
  return out;
}

// flies(sam) by c1, whom c2 overrides; -flies(sam) by two clauses of c2, and by one outside claims.
Answer conflicts() {
  const Ground bird{
      "normally flies(X) :- bird(X)", "c1", "Birds fly", {"book/birds/1.1"}, {"ann", "bob, cid"}, {"c2"}, "stated"};
  const Ground penguin{"normally -flies(X) :- penguin(X)", "c2", "Penguins don't", {}, {}, {}, "stated"};
  const Ground plain{"-flies(X) :-\n  tired(X)", "", "", {}, {}, {}};
  Conflict contested;
  contested.kind = Conflict::Kind::contested;
  contested.sides = {side("flies(sam)", false, {bird}), side("-flies(sam)", true, {penguin, penguin, plain})};
  contested.sides[1].level = "likely";
  Conflict broken;
  broken.kind = Conflict::Kind::constraint;
  broken.constraint = "nothing is odd";
  broken.bindings = {{"X", Name{"sam"}}, {"N", std::int64_t{3}}};
  Answer answer;
  answer.question = "conflicts?";
  answer.highest = "certain";
  answer.conflicts = {contested, broken};
  return answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(formats)

BOOST_AUTO_TEST_CASE(widths) {
  BOOST_TEST(display_width("china") == 5U);
  BOOST_TEST(display_width("北朝鲜") == 6U);
  BOOST_TEST(display_width("e\u0301te\u0301") == 3U);  // combining accents
  BOOST_TEST(display_width("\xff!") == 2U);
  BOOST_TEST(display_width("") == 0U);
}

BOOST_AUTO_TEST_CASE(a_table_is_aligned_by_width) {
  BOOST_TEST(format_table(sample(), false) ==
             " X         |    N\n"
             "-----------+------\n"
             " china     |    5\n"
             " '北 朝鲜' | -123\n"
             " \"a\\\"b,c\"  |  0.5\n"
             " f(a, \"b\") |    1\n"
             "(4 answers)\n");
}

BOOST_AUTO_TEST_CASE(a_table_of_one_row_and_of_none) {
  Answer answer = sample();
  answer.rows.resize(1);
  BOOST_TEST(format_table(answer, false) == " X     | N\n-------+---\n china | 5\n(1 answer)\n");
  answer.rows.clear();
  BOOST_TEST(format_table(answer, false) == "no answers\n");
}

BOOST_AUTO_TEST_CASE(a_contested_answer_says_where_to_look) {
  Answer answer;
  answer.question = "p(a)?";
  answer.truth = Truth::not_stated;
  answer.contested = true;
  BOOST_TEST(format_table(answer, false) == "not stated; `conflicts?` tells what speaks for it, and against\n");
  BOOST_TEST(format_json(answer, {}) ==
             "{\"question\":\"p(a)?\",\"variables\":[],\"answers\":[],\"truth\":\"not stated\",\"contested\":true,"
             "\"status\":\"ok\"}\n");
}

BOOST_AUTO_TEST_CASE(a_long_table_is_cut_with_a_count) {
  BOOST_TEST(format_table(sample(), false, 1) ==
             " X     | N\n-------+---\n china | 5\n"
             "(4 answers, of which the first 1 are shown; `find ... limit N` chooses)\n");
  BOOST_TEST(format_table(sample(), false, 4) == format_table(sample(), false));
}

BOOST_AUTO_TEST_CASE(levels_are_shown_where_one_is_not_the_highest) {
  Answer answer = sample();
  answer.highest = "certain";
  answer.rows.resize(2);
  answer.levels = {"certain", "certain"};
  BOOST_TEST(format_table(answer, false).find("certain") == std::string::npos);
  answer.levels = {"certain", "likely"};
  BOOST_TEST(format_table(answer, false) ==
             " X         |    N | level\n"
             "-----------+------+---------\n"
             " china     |    5 | certain\n"
             " '北 朝鲜' | -123 | likely\n"
             "(2 answers)\n");
  answer.levels = {"likely", "likely"};
  BOOST_TEST(format_table(answer, false).find("likely") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_truth_has_its_level_behind_it) {
  Answer answer = truth(Truth::denied);
  answer.highest = "certain";
  answer.levels = {"certain"};
  BOOST_TEST(format_table(answer, false) == "denied\n");
  answer.levels = {"likely"};
  BOOST_TEST(format_table(answer, false) == "denied [likely]\n");
}

BOOST_AUTO_TEST_CASE(truths) {
  BOOST_TEST(format_table(truth(Truth::yes), false) == "yes\n");
  BOOST_TEST(format_table(truth(Truth::not_stated), false) == "not stated\n");
  BOOST_TEST(format_separated(truth(Truth::denied), ',') == "truth\ndenied\n");
  BOOST_TEST(format_json(truth(Truth::both), {}) ==
             "{\"question\":\"p(a)?\",\"variables\":[],\"answers\":[],\"truth\":\"both\",\"status\":\"ok\"}\n");
}

BOOST_AUTO_TEST_CASE(separated_values_are_plain_and_quoted_where_needed) {
  BOOST_TEST(format_separated(sample(), ',') ==
             "X,N\nchina,5\n北 朝鲜,-123\n\"a\"\"b,c\",0.5\n\"f(a, \"\"b\"\")\",1\n");
  BOOST_TEST(format_separated(sample(), '\t') ==
             "X\tN\nchina\t5\n北 朝鲜\t-123\n\"a\"\"b,c\"\t0.5\n\"f(a, \"\"b\"\")\"\t1\n");
}

BOOST_AUTO_TEST_CASE(json_values) {
  BOOST_TEST(format_json(sample(), {}) ==
             "{\"question\":\"p(X, N)?\",\"variables\":[\"X\",\"N\"],\"answers\":[{\"X\":\"china\",\"N\":5},"
             "{\"X\":\"北 朝鲜\",\"N\":-123},{\"X\":\"a\\\"b,c\",\"N\":0.5},{\"X\":\"f(a, \\\"b\\\")\",\"N\":1}],"
             "\"status\":\"ok\"}\n");
}

BOOST_AUTO_TEST_CASE(json_levels_only_when_known) {
  Answer answer = sample();
  answer.rows.resize(1);
  answer.levels = {"certain"};
  BOOST_TEST(format_json(answer, {}).find("\"levels\":[\"certain\"],\"status\"") != std::string::npos);
  answer.levels.clear();
  BOOST_TEST(format_json(answer, {}).find("levels") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_errors) {
  Answer answer;
  answer.question = "p(X?";
  answer.status = Status::error;
  Message error;
  error.code = 7;
  error.file = "a.kb";
  error.line = 3;
  error.column = 4;
  error.text = "a bracket is not closed";
  error.hint = "close it";
  error.end_line = 3;
  error.end_column = 5;
  error.replacement = "p(X)";
  error.notes.push_back({"a.kb", 3, 2, 3, 3, "it was opened here"});
  Message warning;
  warning.error = false;
  BOOST_TEST(
      format_json(answer, std::vector{error, warning}) ==
      "{\"question\":\"p(X?\",\"variables\":[],\"answers\":[],\"status\":\"error\",\"error\":[{\"code\":\"E007\","
      "\"file\":\"a.kb\",\"line\":3,\"column\":4,\"end_line\":3,\"end_column\":5,\"message\":\"a bracket is not "
      "closed\","
      "\"hint\":\"close "
      "it\",\"replacement\":\"p(X)\",\"notes\":[{\"file\":\"a.kb\",\"line\":3,\"column\":2,\"end_line\":3,"
      "\"end_column\":3,\"message\":\"it was opened here\"}]}]}\n");
  // In the other formats the messages stand on standard error alone.
  BOOST_TEST(format_answer(answer, Format::table, false, std::vector{error}) == "");
  BOOST_TEST(format_answer(answer, Format::csv, false, std::vector{error}) == "");
}

BOOST_AUTO_TEST_CASE(about_by_predicate) {
  BOOST_TEST(format_table(about(), false) == "likes/2\n  Ann likes Bob\np/1\n  p(ann)\n(2 statements)\n");
  BOOST_TEST(format_separated(about(), ',') == "predicate,fact\nlikes/2,\"likes(ann, bob)\"\np/1,p(ann)\n");
  BOOST_TEST(format_json(about(), {})
                 .find("\"about\":[{\"predicate\":\"likes/2\",\"arguments\":[\"who\",\"whom\"],"
                       "\"rows\":[[\"ann\",\"bob\"]],\"sentences\":[\"Ann likes Bob\"]}") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(about_tells_levels_below_the_highest) {
  Answer answer = about();
  answer.highest = "certain";
  answer.groups[0].levels = {"certain"};
  answer.groups[1].levels = {"certain"};
  BOOST_TEST(format_table(answer, false) == format_table(about(), false));
  BOOST_TEST(format_separated(answer, ',') == format_separated(about(), ','));
  answer.groups[0].levels = {"likely"};
  answer.groups[1].levels = {"undecided"};
  BOOST_TEST(format_table(answer, false) ==
             "likes/2\n  Ann likes Bob (likely)\np/1\n  p(ann) (undecided)\n(2 statements)\n");
  BOOST_TEST(format_separated(answer, ',') ==
             "predicate,fact,level\nlikes/2,\"likes(ann, bob)\",likely\np/1,p(ann),undecided\n");
  BOOST_TEST(format_json(answer, {}).find("\"levels\":[\"undecided\"]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(conflicts_for_people) {
  BOOST_TEST(format_table(conflicts(), false) ==
             "contested: the second holds\n"
             "  flies(sam)\n"
             "    c1 \"Birds fly\", at book/birds/1.1, by ann by bob, cid; overridden by c2\n"
             "  -flies(sam) (likely)\n"
             "    c2 \"Penguins don't\"\n"
             "    -flies(X) :- tired(X)\n"
             "broken constraint: nothing is odd\n"
             "  X = sam, N = 3\n"
             "(no contradictions, 1 contested conclusion, 1 broken constraint)\n");
  Answer answer = conflicts();
  (*answer.conflicts)[0].sides[0].grounds[0].overridden_by.clear();
  BOOST_TEST(format_table(answer, false).find("contested: the second holds, as it has no exceptions\n") !=
             std::string::npos);
  answer.conflicts->clear();
  BOOST_TEST(format_table(answer, false) == "no conflicts\n");
}

BOOST_AUTO_TEST_CASE(conflicts_in_a_line) {
  Answer answer = conflicts();
  Conflict& contested = answer.conflicts->front();
  BOOST_TEST(summary(contested) == "contested, the second holds: flies(sam) / -flies(sam)");
  contested.sides[1].holds = false;
  BOOST_TEST(summary(contested) == "contested, neither holds: flies(sam) / -flies(sam)");
  contested.sides[1].undecided = true;
  BOOST_TEST(summary(contested) == "contested, undecided: flies(sam) / -flies(sam)");
  contested.kind = Conflict::Kind::contradiction;
  BOOST_TEST(summary(contested) == "contradiction: flies(sam) / -flies(sam)");
  BOOST_TEST(summary(answer.conflicts->back()) == "constraint: nothing is odd: X = sam, N = 3");
}

BOOST_AUTO_TEST_CASE(conflicts_for_programs) {
  BOOST_TEST(format_separated(conflicts(), ',') ==
             "conflict,kind,fact,level,holds,claims,overridden_by\n"
             "1,contested,flies(sam),certain,no,c1,c2\n"
             "1,contested,-flies(sam),likely,yes,c2,\n"
             "2,constraint,\"nothing is odd: X = sam, N = 3\",,,,\n");
  const std::string json = format_json(conflicts(), {});
  BOOST_TEST(
      json.find("\"conflicts\":[{\"kind\":\"contested\",\"sides\":[{\"fact\":\"flies(sam)\",\"holds\":false,"
                "\"level\":\"certain\",\"grounds\":[{\"clause\":\"normally flies(X) :- bird(X)\",\"claim\":\"c1\","
                "\"gloss\":\"Birds fly\",\"cites\":[\"book/birds/1.1\"],\"by\":[\"ann\",\"bob, cid\"],"
                "\"basis\":\"stated\",\"overridden_by\":[\"c2\"]}]}") != std::string::npos);
  BOOST_TEST(json.find("{\"kind\":\"constraint\",\"constraint\":\"nothing is odd\","
                       "\"bindings\":{\"X\":\"sam\",\"N\":3}}") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(colour_is_only_around_the_text) {
  BOOST_TEST(format_table(truth(Truth::yes), true) == "\x1b[1myes\x1b[0m\n");
}

BOOST_AUTO_TEST_CASE(names_lose_their_quotes_and_escapes) {
  BOOST_TEST(json::plain_text(Name{"china"}) == "china");
  BOOST_TEST(json::plain_text(Name{R"('it\'s \\ a\nb\t\u{e9}\u{1F600}')"}) == "it's \\ a\nb\t\u00e9\U0001F600");
  BOOST_TEST(json::plain_text(std::string("'x'")) == "'x'");
  BOOST_TEST(json::plain_text(Date{"2024-06-19"}) == "2024-06-19");
}

BOOST_AUTO_TEST_SUITE_END()
