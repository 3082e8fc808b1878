#include "tests/unit/session/fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using Lines = std::vector<std::string>;

BOOST_FIXTURE_TEST_SUITE(conflicts_, SessionFixture)

BOOST_AUTO_TEST_CASE(nothing_stands_against_anything) {
  good("p(a). -p(b).");
  BOOST_TEST(conflicts() == Lines{}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_fact_and_its_denial) {
  good("levels certain > likely. claim c1 \"one\" level likely { p(a). p(b). } claim c2 \"two\" { -p(a). }");
  BOOST_TEST(conflicts() == Lines{"contradiction: p(a) [likely] by p(a) (c1) | -p(a) by -p(a) (c2)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_contested_has_the_level_of_what_speaks_for_it) {
  good(
      "levels certain > likely. claim c1 \"one\" level likely { normally p(X) :- q(X). }\n"
      "claim c2 \"two\" { normally -p(X) :- r(X). } q(a). r(a). q(b).");
  BOOST_TEST(conflicts() == Lines{"contested: p(a) [likely], blocked, by normally p(X) :- q(X) (c1) | -p(a), blocked, "
                                  "by normally -p(X) :- r(X) (c2)"},
             boost::test_tools::per_element());
  good("overrides c2 c1.");
  BOOST_TEST(conflicts() == Lines{"contested: p(a) [likely], blocked, by normally p(X) :- q(X) (c1) | -p(a) by "
                                  "normally -p(X) :- r(X) (c2)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_answer_tells_that_there_is_more_to_say) {
  good("normally p(X) :- q(X). normally -p(X) :- r(X). q(a). r(a). q(b). s(a).");
  BOOST_TEST(session.ask("p(a)?").contested);
  BOOST_TEST(session.ask("-p(a)?").contested);
  BOOST_TEST(!session.ask("p(b)?").contested);
  BOOST_TEST(!session.ask("p(c)?").contested);
  BOOST_TEST(!session.ask("s(b)?").contested);
}

// The third atom has a variable that the other two know nothing of.
BOOST_AUTO_TEST_CASE(each_two_of_three_incompatible_atoms) {
  good("incompatible p(X), q(X), r(X, Y). p(a). q(a). r(a, 1). r(b, 1). p(c). q(d).");
  BOOST_TEST(conflicts() == (Lines{"contradiction: p(a) by p(a) | q(a) by q(a)",
                                   "contradiction: p(a) by p(a) | r(a, 1) by r(a, 1)",
                                   "contradiction: q(a) by q(a) | r(a, 1) by r(a, 1)"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(tuples_of_one_predicate_once) {
  good("incompatible seat(P, X), seat(P, Y). seat(ann, 1). seat(ann, 2). seat(bob, 2).");
  BOOST_TEST(conflicts() == Lines{"contradiction: seat(ann, 1) by seat(ann, 1) | seat(ann, 2) by seat(ann, 2)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(constants_and_repeated_variables) {
  good("incompatible edge(X, X), kind(dag). edge(a, a). edge(a, b). kind(tree).");
  BOOST_TEST(conflicts() == Lines{}, boost::test_tools::per_element());
  good("kind(dag).");
  BOOST_TEST(conflicts() == Lines{"contradiction: edge(a, a) by edge(a, a) | kind(dag) by kind(dag)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(broken_constraints_come_last) {
  BOOST_TEST(!state("q(a). -q(a). n(2). n(1). constraint \"small\" :- n(X), X > 0."));  // reported, and stated
  BOOST_TEST(conflicts() == (Lines{"contradiction: q(a) by q(a) | -q(a) by -q(a)", "constraint: small X=1",
                                   "constraint: small X=2"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(grounds_are_all_clauses_that_give_the_fact) {
  good(
      "claim c1 \"one\" { p(a). } claim c2 \"two\" { p(X) :- q(X, _). p(X) :- r(X), not s(X). p(b) :- q(b, _). }\n"
      "claim c3 \"three\" by stranger { p(a). } claim c4 \"four\" repeats c1. q(a, 1). q(a, 2). r(a). s(b).\n"
      "-p(a) :- q(a, 1).");
  BOOST_TEST(conflicts() == Lines{"contradiction: p(a) by p(a) (c1); p(X) :- q(X, _) (c2); p(X) :- r(X), not s(X) "
                                  "(c2) | -p(a) by -p(a) :- q(a, 1)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(grounds_of_a_best_value) {
  good(
      "predicate dist(to, d: min int). incompatible dist(X, 2), far(X). dist(a, 2). dist(a, N) :- way(N). way(2). "
      "way(3). far(a).");
  BOOST_TEST(conflicts() == Lines{"contradiction: dist(a, 2) by dist(a, 2); dist(a, N) :- way(N) | far(a) by far(a)"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
