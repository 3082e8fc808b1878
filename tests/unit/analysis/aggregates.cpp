#include "fixture.hpp"

using namespace linchpin;
using analysis::AggregateFunction;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kBase = "p(a). q(a, b). r(a, b, 3).\n";
// What stands behind `:-`, with the internal name gone.
std::string body(const std::string& rule) { return rule.substr(rule.find(" :- ", rule.rfind('\'')) + 4); }
}  // namespace

BOOST_FIXTURE_TEST_SUITE(aggregates, AnalysisFixture)

BOOST_AUTO_TEST_CASE(a_count_grouped_by_what_it_shares) {
  rules(kBase + "s(P, N) :- p(P), N = #count { A : r(A, P, _) }.");
  BOOST_REQUIRE(program.aggregations.size() == 1U);
  const analysis::Aggregation& a = program.aggregations[0];
  BOOST_TEST((a.function == AggregateFunction::count));
  BOOST_TEST(a.group == 1U);
  BOOST_TEST(a.values == 1U);
  BOOST_TEST(a.input.head_args.size() == 2U);
  BOOST_TEST(!a.distinct);  // the wildcard gives the same binding more than once
  BOOST_TEST(body(print(a.input, program, pool)) == "r(A, P, _).");
  const analysis::Literal& literal = program.rules.at(0).body.at(1);
  BOOST_TEST((literal.kind == analysis::Literal::Kind::aggregate));
  BOOST_TEST(pool.print(*literal.empty) == "0");
  BOOST_TEST(literal.args.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_sum_goes_over_bindings) {
  rules(kBase + "s(P, N) :- p(P), N = #sum { V : r(P, A, V), q(A, _) }.");
  const analysis::Aggregation& a = program.aggregations.at(0);
  BOOST_TEST(a.group == 1U);
  BOOST_TEST(a.values == 1U);
  BOOST_TEST(a.input.head_args.size() == 4U);  // P; A and the wildcard; V
  BOOST_TEST(a.distinct);
}

BOOST_AUTO_TEST_CASE(the_value_of_nothing) {
  rules(kBase + "s(N) :- N = #list { V : p(V) }. s(N) :- N = #min { V : p(V) }. s(N) :- N = #avg { V : r(_, _, V) }.");
  BOOST_TEST(pool.print(*program.rules[0].body[0].empty) == "list()");
  BOOST_TEST(!program.rules[1].body[0].empty.has_value());
  BOOST_TEST(!program.rules[2].body[0].empty.has_value());
}

BOOST_AUTO_TEST_CASE(local_variables_of_two_aggregates_are_apart) {
  rules(kBase + "s(P, N, M) :- p(P), N = #count { A : q(A, P) }, M = #count { A : q(P, A) }.");
  BOOST_TEST(program.aggregations.at(0).group == 1U);
  BOOST_TEST(program.aggregations.at(1).group == 1U);
}

BOOST_AUTO_TEST_CASE(several_values_and_computed_ones) {
  rules(kBase + "s(N) :- N = #count { A, B : q(A, B) }. s(N) :- N = #max { 2 * V : r(_, _, V) }.");
  BOOST_TEST(program.aggregations.at(0).values == 2U);
  BOOST_TEST(program.aggregations.at(0).distinct);
  BOOST_TEST(body(print(program.aggregations.at(1).input, program, pool)) == "r(_, _, V), _0 = (2 * V).");
}

BOOST_AUTO_TEST_CASE(in_comparisons_and_arithmetic) {
  const Lines made = rules(kBase + "s(P) :- p(P), #count { A : q(A, P) } + 1 > 2.");
  BOOST_TEST(made.at(0).ends_with(" or 0, _2 = (_1 + 1), _2 > 2."));
}

BOOST_AUTO_TEST_CASE(a_constant_from_outside) {
  rules(kBase + "s(X, N) :- X = a, N = #count { A : q(A, X) }.");
  BOOST_TEST(program.aggregations.at(0).group == 0U);
  BOOST_TEST(body(print(program.aggregations.at(0).input, program, pool)) == "q(A, a).");
}

BOOST_AUTO_TEST_CASE(what_the_inside_does_not_bind_is_bound_by_the_outside) {
  rules(kBase + "s(X, N) :- r(X, Y, _), Z = Y, N = #count { A : p(A), A != Z, not q(A, X) }.");
  BOOST_TEST(body(print(program.aggregations.at(0).input, program, pool)) == "p(A), A != Z, not q(A, X), r(X, Z, _).");
}

BOOST_AUTO_TEST_CASE(an_equation_inside_does_not_bind_the_outside) {
  rules(kBase + "s(X, N) :- p(X), N = #count { A : q(A, Y), Y = X, X = a }.");
  BOOST_TEST(body(print(program.aggregations.at(0).input, program, pool)) == "q(A, X), X = a.");
  BOOST_TEST((program.rules.at(0).head_args[0].kind == analysis::Operand::Kind::variable));
}

BOOST_AUTO_TEST_CASE(nested) {
  rules(kBase + "s(X, N) :- p(X), N = #count { A : p(A), 2 < #count { B : r(A, B, X) } }.");
  BOOST_REQUIRE(program.aggregations.size() == 2U);
  // The inner one is grouped by A and, through both, X; it stands in a stratum before the outer one.
  BOOST_TEST(program.aggregations[0].group == 2U);
  BOOST_TEST(program.aggregations[1].group == 1U);
  BOOST_TEST(program.strata.size() == 3U);
  BOOST_TEST(program.strata[0].aggregations.at(0) == 0U);
  BOOST_TEST(program.strata[1].aggregations.at(0) == 1U);
}

BOOST_AUTO_TEST_CASE(a_counted_variable_outside_the_braces) {
  BOOST_TEST(check(kBase + "s(A, N) :- p(A), N = #count { A : q(A, _) }.") ==
             (Lines{"W132 2:31 `A` also occurs outside the braces, so the count is 1"}));
}

BOOST_AUTO_TEST_CASE(a_group_that_nothing_binds) {
  BOOST_TEST(
      check(kBase + "s(P, N) :- N = #count { A : q(A, P) }.", true) ==
      (Lines{"E201 2:3 the variable `P` is bound by nothing outside the braces | bind `P` outside the braces too, by a "
             "positive literal such as `p(P)`, so that it is known for which `P` to ask"}));
}

BOOST_AUTO_TEST_CASE(sums_of_several_values) {
  BOOST_TEST(check(kBase + "s(N) :- N = #sum { A, B : q(A, B) }.") ==
             (Lines{"E125 2:13 `#sum` goes over one value, and has 2"}));
}

BOOST_AUTO_TEST_CASE(through_recursion) {
  BOOST_TEST(check(kBase + "s(X, N) :- q(X, _), N = #count { Y : t(Y, X) }.\nt(X, Y) :- q(X, Y), s(Y, _).") ==
             (Lines{"E205 2:38 `s/2` depends on an aggregate over itself"}));
  BOOST_TEST(notes() ==
             (Lines{"2:38 `s/2` depends on an aggregate over `t/2` here", "3:21 `t/2` depends on `s/2` here"}));
}

BOOST_AUTO_TEST_CASE(inside_a_fact) {
  rules(kBase + "total(#sum { V : r(_, _, V) }).");
  BOOST_TEST(program.rules.size() == 1U);
  BOOST_TEST(program.aggregations.at(0).group == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
