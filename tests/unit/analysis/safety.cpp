#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kBase = "p(a). q(a, b).\n";
}

BOOST_FIXTURE_TEST_SUITE(safety, AnalysisFixture)

BOOST_AUTO_TEST_CASE(heads) {
  BOOST_TEST(
      check(kBase + "s(X, Y) :- p(X).", true) ==
      (Lines{"E201 2:6 the variable `Y` of the head is not bound by the body | add a positive literal with `Y` to the "
             "body, such as `p(Y)`, or `Y = ...`"}));
  BOOST_TEST(check("t(Actr) :- p(Actor).").back() ==
             "E201 1:3 the variable `Actr` of the head is not bound by the body; did you mean `Actor`?");
}

BOOST_AUTO_TEST_CASE(negations) {
  BOOST_TEST(
      check(kBase + "s(X) :- p(X), not q(X, Y).", true) ==
      (Lines{"E201 2:24 the variable `Y` is bound by nothing outside `not` | bind `Y` by a positive literal, such as "
             "`p(Y)`, or write `_` if any value will do"}));
}

BOOST_AUTO_TEST_CASE(comparisons_and_arithmetic) {
  BOOST_TEST(check(kBase + "s(X) :- p(X), Y < 3.\nt(Z) :- p(X), Z = X + Y.\nu(X) :- p(X), contains(Y, \"a\").") ==
             (Lines{"E201 2:15 the variable `Y` has no value here: nothing binds it",
                    "E201 3:23 the variable `Y` has no value here: nothing binds it",
                    "E201 4:24 the variable `Y` has no value here: nothing binds it"}));
}

BOOST_AUTO_TEST_CASE(a_chain_of_equations_binds) {
  BOOST_TEST(check(kBase + "s(Z) :- Z = Y + 1, Y = X * 2, f(X, _) = W, W = V, q(V, _).") == Lines{});
}

BOOST_AUTO_TEST_CASE(a_circle_binds_nothing_and_is_one_error) {
  BOOST_TEST(check(kBase + "s(X) :- X = Y + 1, Y = X - 1.").size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_open_term_is_no_value) {
  BOOST_TEST(check(kBase + "s(X) :- X = f(_, a).").size() == 1U);
  BOOST_TEST(diagnostics.all()[0].code == 201);
}

BOOST_AUTO_TEST_CASE(each_variable_once) {
  BOOST_TEST(check(kBase + "s(X, X) :- p(a), not q(X, X), X < 3.").size() == 1U);
}

BOOST_AUTO_TEST_CASE(facts_with_variables) {
  BOOST_TEST(
      check("p(X).\nq(a, f(Who)).\nr(_).", true) ==
      (Lines{"E202 1:3 a fact can't hold the variable `X` | for a name, write `x`; to state something of every `X`, "
             "give a body that says of which, as in `p(X) :- q(X).`",
             "E202 2:8 a fact can't hold the variable `Who` | for a name, write `who`; to state something of every "
             "`Who`, give a body that says of which, as in `p(Who) :- q(Who).`",
             "E202 3:3 a fact can't hold the variable `_` | give the value; to state something of everything, give a "
             "body that says of what"}));
}

BOOST_AUTO_TEST_CASE(wildcards_where_a_value_is_needed) {
  BOOST_TEST(
      check(kBase + "s(_) :- p(a).\nt(X) :- p(X), X < _.\nu(X) :- p(X), contains(X, _).\nv(X) :- p(X), q(X, _ + 1).") ==
      (Lines{"E203 2:3 `_` stands where a value is needed", "E203 3:19 `_` stands where a value is needed",
             "E203 4:27 `_` stands where a value is needed", "E203 5:20 `_` stands where a value is needed"}));
}

BOOST_AUTO_TEST_CASE(variables_used_once) {
  BOOST_TEST(
      check(kBase + "s(X) :- q(X, Y), p(_Z).\nconstraint \"c\" :- q(A, B), p(B).\nt(N) :- N = #count { V : q(V, W) }.",
            true) == (Lines{"W130 2:14 the variable `Y` is used only once | if it is no slip, write `_`, or `_Y`",
                            "W130 3:21 the variable `A` is used only once | if it is no slip, write `_`, or `_A`",
                            "W130 4:31 the variable `W` is used only once | if it is no slip, write `_`, or `_W`"}));
}

BOOST_AUTO_TEST_CASE(an_unbound_variable_is_not_warned_of_too) {
  BOOST_TEST(check(kBase + "s(X, Y) :- p(X).").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
