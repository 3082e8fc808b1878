#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kEdges =
    "edge(a, b, 1).\npredicate dist(to: any, cost: min int). predicate best(of: any, value: max int).\ndist(a, 0).\n";
}

BOOST_FIXTURE_TEST_SUITE(recursion, AnalysisFixture)

BOOST_AUTO_TEST_CASE(values_that_flow) {
  BOOST_TEST(check(kEdges + "dist(Y, D + W) :- dist(X, D), edge(X, Y, W), D < 10, 20 >= D.\n"
                            "dist(Y, min(D, W)) :- dist(X, D), edge(X, Y, W).\n"
                            "dist(Y, D) :- dist(X, D), edge(X, Y, _).\n"
                            "dist(Y, D - 1) :- dist(X, D), edge(X, Y, _).\n"
                            "dist(Y, D + E) :- dist(X, D), dist(Y, E), edge(X, Y, _).") == Lines{});
}

BOOST_AUTO_TEST_CASE(values_used_outside_the_recursion) {
  BOOST_TEST(check(kEdges +
                   "dist(Y, D + W) :- dist(X, D), edge(X, Y, W).\n"
                   "far(X) :- dist(X, D), D > 10. total(N) :- N = #sum { D : dist(_, D) }. near(X) :- dist(X, 1).") ==
             Lines{});
}

BOOST_AUTO_TEST_CASE(comparisons_that_improvement_breaks) {
  BOOST_TEST(
      check(kEdges + "dist(Y, D + W) :- dist(X, D), edge(X, Y, W), D > 10.", true) ==
      (Lines{"E206 4:46 `D` is a `min` value, which within its own recursion can't be compared so: a better value may "
             "fail the comparison | there it may only be passed on, unchanged or by `+`, `min` or `max`, into a `min` "
             "argument, or be compared as in `D < 10`; other rules may use it freely"}));
}

BOOST_AUTO_TEST_CASE(other_uses) {
  const auto one = [&](const std::string& rule) {
    knowledge::Module fresh;
    module = std::move(fresh);
    const Lines out = check(kEdges + rule);
    return out.size() == 1U && out[0].starts_with("E206");
  };
  BOOST_TEST(one("dist(Y, W - D) :- dist(X, D), edge(X, Y, W)."));
  BOOST_TEST(one("dist(Y, D * 2) :- dist(X, D), edge(X, Y, _)."));
  BOOST_TEST(one("dist(Y, 1) :- dist(X, 5), edge(X, Y, _)."));
  BOOST_TEST(one("dist(Y, D) :- dist(X, D), edge(X, Y, D)."));
  BOOST_TEST(one("dist(Y, D) :- dist(X, D), dist(Y, D), edge(X, Y, _)."));
  BOOST_TEST(one("dist(D, 1) :- dist(X, D), edge(X, _, _)."));
  BOOST_TEST(one("dist(Y, D) :- dist(X, D), D = 3 - 1, edge(X, Y, _)."));
  BOOST_TEST(one("dist(Y, D) :- dist(X, D), D != 3, edge(X, Y, _)."));
  BOOST_TEST(one("reach(Y, D) :- dist(Y, D). dist(Y, 1) :- reach(Y, _)."));
  BOOST_TEST(!one("reach(Y) :- dist(Y, D), D <= 7. dist(Y, 1) :- reach(X), edge(X, Y, _)."));
}

BOOST_AUTO_TEST_CASE(values_of_the_other_kind) {
  BOOST_TEST(
      check(kEdges + "best(Y, D) :- dist(Y, D). dist(Y, D) :- best(X, D), edge(X, Y, _).") ==
      (Lines{
          "E206 4:1 `D` is a `min` value, which within its own recursion can't become an argument of `best/2` that is "
          "not `min` too",
          "E206 4:27 `D` is a `max` value, which within its own recursion can't become an argument of `dist/2` that "
          "is not `max` too"}));
}

BOOST_AUTO_TEST_CASE(growth) {
  BOOST_TEST(check("n(0). n(X + 1) :- n(X).") ==
             (Lines{"W207 1:7 this recursion may not end: `n/1` computes ever new values from its own"}));
  BOOST_TEST(check("t(f(X)) :- t(X). t(a).").back() ==
             "W207 1:1 this recursion may not end: `t/1` builds ever larger terms of its own");
}

BOOST_AUTO_TEST_CASE(bounded_growth) {
  BOOST_TEST(check("n(0). n(X + 1) :- n(X), X < 10.\n"
                   "m(0). m(Y) :- m(X), Y = X + 1, limit(Y). limit(1).\n"
                   "k(0). k((X + 1) mod 7) :- k(X).\n"
                   "path(X, Y, 1) :- e(X, Y). e(a, b). path(X, Z, N + 1) :- path(X, Y, N), e(Y, Z), N < 5.\n"
                   "s(a). s(Y) :- s(X), e(X, Y). pair(f(X)) :- e(X, _), pair(_). pair(b).\n"
                   "sub(f(g(a))). sub(X) :- sub(f(X)). sub(X) :- sub(g(X)).\n"
                   "predicate d(x, c: min int). d(a, 0). d(Y, C + 1) :- d(X, C), e(X, Y).") == Lines{});
}

BOOST_AUTO_TEST_CASE(products_of_signs_do_not_grow) {
  BOOST_TEST(check("influence(a, b, 1). influence(b, c, -1).\n"
                   "influence(X, Z, S1 * S2) :- influence(X, Y, S1), influence(Y, Z, S2).") == Lines{});
}

BOOST_AUTO_TEST_CASE(other_products_may) {
  BOOST_TEST(check("influence(a, b, 1). influence(b, c, 2).\n"
                   "influence(X, Z, S1 * S2) :- influence(X, Y, S1), influence(Y, Z, S2).")
                 .size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
