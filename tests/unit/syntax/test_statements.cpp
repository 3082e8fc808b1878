#include <boost/test/unit_test.hpp>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;
using test::errors;
using test::printed;

namespace {

template <typename Body>
Body only(const std::string& text) {
  const test::Parsed parsed(text);
  BOOST_TEST_REQUIRE(parsed.summary() == "");
  BOOST_TEST_REQUIRE(parsed.statements.size() == 1U);
  BOOST_TEST_REQUIRE(std::holds_alternative<Body>(parsed.statements[0].body));
  return std::get<Body>(parsed.statements[0].body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statements)

BOOST_AUTO_TEST_CASE(facts_and_rules) {
  BOOST_TEST(printed("p.") == "p.");
  BOOST_TEST(printed("depends_on(north_korea,china,trade).") == "depends_on(north_korea, china, trade).");
  BOOST_TEST(printed("-p(a).") == "-p(a).");
  BOOST_TEST(printed("- p(a).") == "-p(a).");
  BOOST_TEST(printed("free(A):-state(A),not constrained(A,_),X!=A.") ==
             "free(A) :- state(A), not constrained(A, _), X != A.");
  BOOST_TEST(printed("normally p(X) :- q(X).") == "normally p(X) :- q(X).");
  BOOST_TEST(printed("normally -p(X).") == "normally -p(X).");
  BOOST_TEST(printed("p(of: x, over: S) :- q.") == "p(of: x, over: S) :- q.");
  BOOST_TEST(printed("p /* c */ :- % d\n q.") == "p :- q.");
}

BOOST_AUTO_TEST_CASE(an_atom_knows_its_places) {
  const auto clause = only<Clause>("  -p(a, X) :- q(X).");
  BOOST_TEST(clause.span.begin == 2U);
  BOOST_TEST(clause.span.end == 18U);
  BOOST_TEST(clause.head.span.begin == 2U);
  BOOST_TEST(clause.head.name_span.begin == 3U);
  BOOST_TEST(clause.head.name_span.end == 4U);
  BOOST_TEST(clause.head.denied);
  BOOST_TEST(clause.head.args[1].span.begin == 8U);
  BOOST_TEST(test::Parsed("p(a) .").statements[0].span.end == 6U);
}

BOOST_AUTO_TEST_CASE(what_ends_a_statement) {
  BOOST_TEST(test::Parsed("p(a).% c").statements.size() == 1U);
  BOOST_TEST(test::Parsed("p(a)./* c */q(b).").statements.size() == 2U);
  BOOST_TEST(test::Parsed("p(X)?q(Y)?").statements.size() == 2U);
  BOOST_TEST(test::Parsed("p(X) :- X = 2. q(3).").statements.size() == 2U);
  BOOST_TEST(test::Parsed("claim c \"g\" {p(a).}q(b).").statements.size() == 2U);
  BOOST_TEST(test::Parsed("\xEF\xBB\xBFp(a).\r\nq(b).\rr(c).").statements.size() == 3U);
  BOOST_TEST(test::Parsed("").statements.empty());
  BOOST_TEST(test::Parsed("% only a comment").summary() == "");
}

BOOST_AUTO_TEST_CASE(declarations) {
  BOOST_TEST(printed("sort actor.") == "sort actor.");
  BOOST_TEST(printed("sort state<actor , thing.") == "sort state < actor, thing.");
  BOOST_TEST(printed("entity china : state, veto_power \"China\".") == "entity china : state, veto_power \"China\".");
  BOOST_TEST(printed("entity x:y.") == "entity x : y.");
  BOOST_TEST(printed("predicate rains \"It rains\" \"It is dry\".") == "predicate rains \"It rains\" \"It is dry\".");
  BOOST_TEST(printed("predicate dist(to: any, cost: min int, n).") == "predicate dist(to: any, cost: min int, n).");
  BOOST_TEST(printed("functor give(who,what) \"giving {what}\" \"keeping {what}\".") ==
             "functor give(who, what) \"giving {what}\" \"keeping {what}\".");
  const auto predicate = only<PredicateDeclaration>("predicate p(a: max, b: 'min').");
  BOOST_TEST((predicate.arguments[0].extremum == Extremum::max));
  BOOST_TEST(predicate.arguments[0].type.text == "");
  BOOST_TEST(predicate.arguments[1].type.text == "min");
  BOOST_TEST(printed("source article \"T\".") == "source article \"T\".");
  BOOST_TEST(printed("levels certain>likely > possible.") == "levels certain > likely > possible.");
  BOOST_TEST(printed("trust reports likely.") == "trust reports likely.");
  BOOST_TEST(printed("overrides a b.") == "overrides a b.");
  BOOST_TEST(printed("incompatible p(A,X), -q(A,X).") == "incompatible p(A, X), -q(A, X).");
  BOOST_TEST(printed("constraint \"no\" :- p(A, A).") == "constraint \"no\" :- p(A, A).");
  BOOST_TEST(printed("include \"a b.kb\".") == "include \"a b.kb\".");
  BOOST_TEST(printed("import t(of, 'With') from \"x.db\" table \"t\".") ==
             "import t(of, 'With') from \"x.db\" table \"t\".");
  BOOST_TEST(printed("export p to \"p.csv\".") == "export p to \"p.csv\".");
  BOOST_TEST(printed("assumable p/2.") == "assumable p/2.");
  BOOST_TEST(only<Assumable>("assumable p / 12.").arity == 12U);
}

BOOST_AUTO_TEST_CASE(retractions) {
  BOOST_TEST(printed("retract -p(a).") == "retract -p(a).");
  BOOST_TEST(printed("retract normally p(X) :- q(X).") == "retract normally p(X) :- q(X).");
  BOOST_TEST(only<Retract>("retract claim c1.").claim->text == "c1");
  BOOST_TEST(only<Retract>("retract claim(c1).").clause->head.predicate == "claim");
  BOOST_TEST(only<Clause>("retract(p(a)).").head.predicate == "retract");
}

BOOST_AUTO_TEST_CASE(claims) {
  const std::string text =
      "claim c1 \"What it says\"\n"
      "  at article/chinas-influence/2.10\n"
      "  at 'Other one'/intro-2/1.1\n"
      "  by reports by officials, others\n"
      "  level likely\n"
      "  repeats a, b\n"
      "  implicit\n"
      "{\n"
      "  p(a).\n"
      "  normally q(X) :- p(X), not r(X).\n"
      "}";
  BOOST_TEST(printed(text) == text);
  const auto claim = only<ClaimDeclaration>(text);
  BOOST_TEST(claim.at[0].sentence == 10U);
  BOOST_TEST(claim.by.size() == 2U);
  BOOST_TEST(claim.by[1].size() == 2U);
  BOOST_TEST(text.substr(claim.header.begin, claim.header.end - claim.header.begin).ends_with("implicit"));
  BOOST_TEST(printed("claim c \"g\" added at a/b/1.1 repeats d.") ==
             "claim c \"g\"\n  at a/b/1.1\n  repeats d\n  added.");
  BOOST_TEST(printed("claim c \"g\" {}.") == "claim c \"g\"\n{\n}");
  BOOST_TEST(errors("claim c \"g\" at a/b/0.1 {}") == "1:20 E094: paragraphs and sentences are counted from 1\n");
  BOOST_TEST(errors("claim c \"g\" at a/b/1.1.1 {}") == "1:23 E094: unexpected `.` in a place\n");
}

BOOST_AUTO_TEST_CASE(scenarios) {
  const std::string text =
      "scenario s \"What if\" extends a, b\n"
      "  at article/x/1.1\n"
      "{\n"
      "  assume p(a).\n"
      "  retract p(b).\n"
      "  deny p(_).\n"
      "  claim c \"g\"\n"
      "    level possible\n"
      "  {\n"
      "    q(a).\n"
      "  }\n"
      "  without claim d.\n"
      "  without by reports.\n"
      "  without below likely.\n"
      "  trust lankov possible.\n"
      "}";
  BOOST_TEST(printed(text) == text);
  BOOST_TEST(printed("scenario s { }") == "scenario s\n{\n}");
}

BOOST_AUTO_TEST_CASE(keywords_are_words_like_others_where_no_form_is_meant) {
  for (const char* word :
       {"about", "all",       "at", "by",   "claim",  "conflicts", "constraint", "entity", "find", "in",
        "level", "linchpins", "of", "sort", "source", "suppose",   "trust",      "where",  "why",  "without"}) {
    const std::string fact = std::string(word) + "(a).";
    BOOST_TEST(printed(fact) == fact);
    const std::string rule = "p(" + std::string(word) + ") :- " + word + "(X), " + word + ".";
    BOOST_TEST(printed(rule) == rule);
    const std::string zero = std::string(word) + ".";
    BOOST_TEST(printed(zero) == zero);
  }
  BOOST_TEST(printed("'constraint' :- p.") == "'constraint' :- p.");
  BOOST_TEST(printed("'conflicts'?") == "'conflicts'?");
}

BOOST_AUTO_TEST_CASE(long_rules_have_a_condition_a_line) {
  const std::string body = "a_rather_long_condition(X, Y, Z)";
  const std::string line = "p(X) :- " + body + ", " + body + ", " + body + ".";
  BOOST_TEST(printed(line) == "p(X) :-\n    " + body + ",\n    " + body + ",\n    " + body + ".");
}

BOOST_AUTO_TEST_SUITE_END()
