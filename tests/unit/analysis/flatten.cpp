#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kBase = "p(a). q(a, b). r(a, b, c).\n";
}

BOOST_FIXTURE_TEST_SUITE(flatten, AnalysisFixture)

BOOST_AUTO_TEST_CASE(plain_rules) {
  BOOST_TEST(rules(kBase + "s(X, Y) :- q(X, Y), not q(Y, _), r(_, X, 3), X < Y.") ==
             (Lines{"s(X, Y) :- q(X, Y), not q(Y, _), r(_, X, 3), X < Y."}));
}

BOOST_AUTO_TEST_CASE(terms_in_bodies) {
  BOOST_TEST(rules(kBase + "s(X) :- q(f(X, _), g(h(X), a)).") ==
             (Lines{"s(X) :- q(_1, _2), _1 = f(X, _), _3 = h(X), _2 = g(_3, a)."}));
  BOOST_TEST(rules("t(X) :- q(X, f(a, \"b\")).").back() == "t(X) :- q(X, f(a, \"b\")).");
}

BOOST_AUTO_TEST_CASE(terms_and_arithmetic_in_heads) {
  BOOST_TEST(rules(kBase + "s(f(X, Y + 1), -Y) :- q(X, Y).") ==
             (Lines{"s(_0, _1) :- q(X, Y), _4 = (Y + 1), _0 = f(X, _4), _1 = -(Y)."}));
}

BOOST_AUTO_TEST_CASE(equal_terms_are_one_variable) {
  BOOST_TEST(rules(kBase + "s(f(X)) :- q(X, f(X)).") == (Lines{"s(_0) :- q(X, _0), _0 = f(X)."}));
}

BOOST_AUTO_TEST_CASE(arithmetic_in_arguments) {
  BOOST_TEST(rules(kBase + "s(X) :- q(X, Y), p(X + Y * 2).") == (Lines{"s(X) :- q(X, Y), p(_2), _2 = (X + (Y * 2))."}));
}

BOOST_AUTO_TEST_CASE(equations) {
  BOOST_TEST(rules(kBase + "s(X, Y) :- q(X, Z), Z = Y.") == (Lines{"s(X, Y) :- q(X, Y)."}));
  BOOST_TEST(rules("t(X, Y) :- q(X, Y), Y = b.").back() == "t(X, b) :- q(X, b).");
  BOOST_TEST(rules("u(X, Y) :- q(A, B), f(X, Y) = f(A, B), A = a.").back() == "u(a, Y) :- q(a, Y).");
  BOOST_TEST(rules("v(A) :- p(X), X = give(A, _, _).").back() == "v(A) :- p(X), X = give(A, _, _).");
  BOOST_TEST(rules("w(A) :- p(X), X = give(A, B), X = give(a, B), B = b.").back() == "w(a) :- p(give(a, b)).");
  BOOST_TEST(rules("x(Y) :- p(X), Y = X + 1.").back() == "x(Y) :- p(X), Y = (X + 1).");
  BOOST_TEST(rules("y(X) :- p(X), 5 = X + 1.").back() == "y(X) :- p(X), _1 = (X + 1), _1 = 5.");
  BOOST_TEST(rules("z(Y) :- p(Z), X = f(b), X = f(Y), Y = Z.").back() == "z(b) :- p(b).");
}

BOOST_AUTO_TEST_CASE(constant_expressions_are_folded) {
  BOOST_TEST(rules(kBase + "s(X) :- q(X, 1 + 2 * 3), p(-4), p(lower(\"AB\")).") ==
             (Lines{"s(X) :- q(X, 7), p(-4), p(\"ab\")."}));
  BOOST_TEST(rules("t(X) :- q(X, Y), Y = 2 * 3.").back() == "t(X) :- q(X, 6).");
  BOOST_TEST(rules("u(X) :- p(X), 1 < 2.").back() == "u(X) :- p(X).");
}

BOOST_AUTO_TEST_CASE(what_has_no_value) {
  BOOST_TEST(check(kBase + "s(X) :- q(X, 1 / 0).\nt(a + 1) :- p(a).\nu(9223372036854775807 + 1).") ==
             (Lines{"E124 2:14 1 / 0 divides by zero", "E124 3:3 `+` needs numbers, and got the name a",
                    "E124 4:3 9223372036854775807 + 1 is out of the range of numbers"}));
}

BOOST_AUTO_TEST_CASE(what_never_holds) {
  BOOST_TEST(check(kBase +
                   "s(X) :- p(X), f(X) = g(X).\nt(X) :- p(X), X = a, X = b.\nu(X) :- p(X), 2 < 1.\nv(X) :- p(X), f(X) "
                   "= 3.") == (Lines{"W131 2:15 this never holds", "W131 3:22 this never holds",
                                     "W131 4:15 this never holds", "W131 5:15 this never holds"}));
  BOOST_TEST(program.rules.empty());
}

BOOST_AUTO_TEST_CASE(denials) {
  BOOST_TEST(rules(kBase + "s(X) :- q(X, -f(X)), p(-X).") ==
             (Lines{"s(X) :- q(X, _1), _2 = f(X), _1 = '-'(_2), p(_3), _3 = -(X)."}));
}

BOOST_AUTO_TEST_CASE(facts_that_need_reading) {
  BOOST_TEST(check("p(1 + 1). p(-f(a)). p(f(2 * 3)).") == Lines{});
  BOOST_TEST(facts("p", 1) == (Lines{"2", "f(6)"}));
}

BOOST_AUTO_TEST_CASE(tests_and_generators) {
  BOOST_TEST(
      rules(kBase + "s(X, N) :- p(X), contains(X, \"a\"), not matches(X, \"b\"), arg(X, N, f(_)), functor(X, give).") ==
      (Lines{
          "s(X, N) :- p(X), contains(X, \"a\"), not matches(X, \"b\"), _2 = f(_), arg(X, N, _2), functor(X, give)."}));
}

BOOST_AUTO_TEST_CASE(negated_comparisons) {
  BOOST_TEST(rules(kBase + "s(X, Y) :- q(X, Y), not X < Y, not X >= Y, not X = Y.") ==
             (Lines{"s(X, Y) :- q(X, Y), X >= Y, X < Y, X != Y."}));
}

BOOST_AUTO_TEST_CASE(negated_terms_are_built) {
  BOOST_TEST(rules(kBase + "s(X) :- p(X), not q(X, f(X, 1 + X)).") ==
             (Lines{"s(X) :- p(X), _1 = (1 + X), _2 = f(X, _1), not q(X, _2)."}));
}

BOOST_AUTO_TEST_CASE(negated_patterns_become_predicates) {
  BOOST_TEST(rules(kBase + "s(X) :- p(X), not q(X, f(X, _)).") ==
             (Lines{"'#not s(X) :- p(X), not q(X, f(X, _))'(X) :- q(X, _1), _1 = f(X, _).",
                    "s(X) :- p(X), not '#not s(X) :- p(X), not q(X, f(X, _))'(X)."}));
}

BOOST_AUTO_TEST_CASE(negated_equations_and_generators_get_their_variables_from_outside) {
  const Lines made = rules(kBase + "s(X) :- q(X, Y), r(Y, _, _), X != f(_, Y).\nt(X) :- p(X), not arg(X, _, a).");
  BOOST_TEST(made.size() == 4U);
  BOOST_TEST(made[0].substr(made[0].rfind(":-")) == ":- X = f(_, Y), q(X, Y).");
  BOOST_TEST(made[2].substr(made[2].rfind(":-")) == ":- arg(X, _, a), p(X).");
}

BOOST_AUTO_TEST_CASE(internal_predicates_keep_their_numbers) {
  const std::string text = kBase + "s(X) :- p(X), not q(X, f(_)). s(X) :- p(X), not q(X, f(_)).";
  rules(text);
  const std::size_t numbered = signatures.size();
  program = analysis::analyse(module, signatures, pool, diagnostics);
  BOOST_TEST(signatures.size() == numbered);
  BOOST_TEST(program.rules.size() == 4U);
  BOOST_TEST(program.rules[0].head != program.rules[2].head);
}

BOOST_AUTO_TEST_CASE(constraints) {
  rules(kBase + "constraint \"no loop\" :- q(A, B), q(B, A), not r(A, _, _), _ = A.");
  BOOST_REQUIRE(program.constraints.size() == 1U);
  BOOST_TEST(program.constraints[0].text == "no loop");
  BOOST_TEST(program.constraints[0].variables == (std::vector<std::string>{"A", "B"}));
  BOOST_TEST(program.predicates[program.constraints[0].violation].internal);
  BOOST_TEST(program.rules.at(0).head == program.constraints[0].violation);
}

BOOST_AUTO_TEST_SUITE_END()
