#include <chrono>

#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

BOOST_FIXTURE_TEST_SUITE(strata, AnalysisFixture)

BOOST_AUTO_TEST_CASE(what_is_needed_comes_first) {
  rules(
      "e(a, b). top(X) :- path(X, _), not odd(X). path(X, Y) :- e(X, Y). path(X, Z) :- path(X, Y), e(Y, Z).\n"
      "odd(X) :- e(X, Y), even(Y). even(X) :- e(X, Y), odd(Y). even(b).");
  Lines order;
  for (const analysis::Stratum& stratum : program.strata) {
    std::string line = stratum.recursive ? "recursive" : "once";
    for (analysis::PredicateId p : stratum.predicates) line += " " + knowledge::print(signatures[p]);
    line += fmt::format(" {}", stratum.rules.size());
    order.push_back(line);
  }
  BOOST_TEST(order.size() == 3U);
  BOOST_TEST(order.back() == "once top/1 1");
  BOOST_TEST((std::count(order.begin(), order.end(), "recursive path/2 2") == 1));
}

BOOST_AUTO_TEST_CASE(a_cycle_through_not) {
  BOOST_TEST(check("move(a, b).\nwin(X) :- move(X, Y), not win(Y).", true) == Lines{});
}

BOOST_AUTO_TEST_CASE(a_best_value_in_a_cycle_through_not) {
  BOOST_TEST(check("predicate win(a: any, n: min int). move(a, b).\nwin(X, 1) :- move(X, Y), not win(Y, 1).", true) ==
             (Lines{"E204 2:26 `win/2` depends on its own negation, and `win/2` keeps the best value only | break the "
                    "cycle, or leave `min` or `max` out: a best value must be decided"}));
  BOOST_TEST(notes() == (Lines{"2:26 `win/2` depends on the negation of `win/2` here"}));
}

BOOST_AUTO_TEST_CASE(a_longer_cycle_rule_by_rule) {
  BOOST_TEST(
      check("predicate q(a: max int). e(1).\np(X) :- e(X), q(X).\nq(X) :- r(X).\nr(X) :- e(X), not p(X).").size() ==
      1U);
  BOOST_TEST(notes() == (Lines{"4:15 `r/1` depends on the negation of `p/1` here", "2:15 `p/1` depends on `q/1` here",
                               "3:9 `q/1` depends on `r/1` here"}));
}

BOOST_AUTO_TEST_CASE(a_cycle_through_a_negated_pattern_shows_no_internal_names) {
  const Lines found = check("predicate p(a: any, n: min int). e(a).\np(X, 1) :- e(X), not p(f(X, _), 1).");
  BOOST_TEST(found == (Lines{"E204 2:18 `p/2` depends on its own negation, and `p/2` keeps the best value only"}));
  BOOST_TEST(notes() == (Lines{"2:18 `p/2` depends on the negation of `p/2` here"}));
}

BOOST_AUTO_TEST_CASE(the_contrary_is_another_predicate) {
  BOOST_TEST(check("e(a). p(X) :- e(X), not -p(X). -p(X) :- e(X), X != a.") == Lines{});
}

BOOST_AUTO_TEST_CASE(long_chains_and_cycles_are_quick) {
  std::string text = "p0(a).\n";
  constexpr int kRules = 20'000;
  for (int i = 0; i < kRules; ++i) text += fmt::format("p{}(X) :- p{}(X).\n", i + 1, i);
  text += fmt::format("p0(X) :- p{}(X).\n", kRules);
  const auto begin = std::chrono::steady_clock::now();
  BOOST_TEST(check(text) == Lines{});
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  BOOST_TEST_MESSAGE("parsing and analysing took " << took.count());
  BOOST_TEST(program.strata.size() == 1U);
  BOOST_TEST(took.count() < 5.0);
}

BOOST_AUTO_TEST_SUITE_END()
