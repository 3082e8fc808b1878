// What is doubled because it may be undecided, and what must be decided.
#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {

const std::string kWin = "move(a, b). place(a). win(X) :- move(X, Y), not win(Y).\n";

struct Fixture : AnalysisFixture {
  Lines doubled() const {
    Lines out;
    for (const analysis::Predicate& p : program.predicates) {
      if (p.possible) out.push_back(knowledge::print(p.signature));
    }
    return out;
  }
  // "n/1 by rest/1": what must be decided, and for whom.
  Lines decided(const std::vector<analysis::Stratum>& strata) const {
    Lines out;
    for (const analysis::Stratum& stratum : strata) {
      for (const analysis::Decided& d : stratum.decided) {
        BOOST_TEST((program.predicates[d.predicate].possible == d.possible));
        out.push_back(knowledge::print(signatures[d.predicate]));
      }
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(undecided, Fixture)

BOOST_AUTO_TEST_CASE(a_stratified_program_is_not_doubled) {
  rules("e(a, b). p(X) :- e(X, Y), not q(Y). q(X) :- e(X, _), not r(X). r(X) :- e(_, X), r(X).");
  BOOST_TEST(doubled() == Lines{});
  BOOST_TEST(program.rules.size() == 3U);
}

BOOST_AUTO_TEST_CASE(the_circle_and_what_depends_on_it_are_doubled) {
  rules(kWin + "rest(X) :- place(X), not win(X). far(X) :- rest(X). apart(X) :- place(X).");
  BOOST_TEST(doubled() == (Lines{"win/1", "rest/1", "far/1"}));
}

BOOST_AUTO_TEST_CASE(each_side_asks_the_other_under_not) {
  const Lines found = rules("move(a, b). win(X) :- move(X, Y), not win(Y).");
  BOOST_TEST(found == (Lines{"win(X) :- move(X, Y), not '#possible win/1'(Y).",
                             "'#possible win/1'(X) :- move(X, Y), not win(Y).", "'#possible win/1'(_0) :- win(_0)."}));
  BOOST_REQUIRE(program.strata.size() == 1U);
  const analysis::Stratum& stratum = program.strata.front();
  BOOST_TEST(stratum.predicates.size() == 1U);
  BOOST_TEST(stratum.rules.size() == 1U);
  BOOST_REQUIRE(stratum.possible.size() == 1U);
  BOOST_TEST(stratum.possible.front().rules.size() == 2U);
}

BOOST_AUTO_TEST_CASE(above_the_circle_nothing_is_evaluated_in_turn) {
  rules(kWin + "rest(X) :- place(X), not win(X).");
  std::size_t in_turn = 0;
  for (const analysis::Stratum& stratum : program.strata) in_turn += stratum.possible.size();
  BOOST_TEST(in_turn == 1U);
  BOOST_TEST(program.strata.size() == 3U);  // win, rest, what is possibly rest
}

BOOST_AUTO_TEST_CASE(what_is_possible_has_no_levels) {
  rules("levels high > low. claim c \"c\" level low { win(X) :- move(X, Y), not win(Y). } move(a, b).");
  BOOST_TEST(program.rules.at(0).level == 1);
  BOOST_TEST(program.rules.at(1).level == 0);
}

BOOST_AUTO_TEST_CASE(an_aggregate_must_be_over_what_is_decided) {
  rules(kWin + "rest(X) :- place(X). rest(X) :- win(X). n(N) :- N = #count{X : rest(X)}.");
  BOOST_TEST(decided(program.strata) == (Lines{"rest/1"}));
}

BOOST_AUTO_TEST_CASE(under_not_too) {
  rules(kWin + "n(N) :- N = #count{X : place(X), not win(X)}.");
  BOOST_TEST(decided(program.strata) == (Lines{"win/1"}));
}

BOOST_AUTO_TEST_CASE(a_best_value_must_rest_on_what_is_decided) {
  rules("predicate best(x: min int). rank(a, 1).\n" + kWin + "best(N) :- rank(X, N), win(X). next(N) :- best(N).");
  BOOST_TEST(doubled() == (Lines{"win/1"}));
  BOOST_TEST(decided(program.strata) == (Lines{"win/1"}));
}

BOOST_AUTO_TEST_CASE(an_aggregate_over_what_is_decided_needs_nothing) {
  rules(kWin + "n(N) :- N = #count{X : place(X)}. many(X) :- win(X), n(N), N > 1.");
  BOOST_TEST(decided(program.strata) == Lines{});
}

BOOST_AUTO_TEST_CASE(questions) {
  rules(kWin);
  Diagnostics found;
  BOOST_TEST(ask("win(X)?", found)->possible.has_value());
  BOOST_TEST(ask("move(X, Y), not win(X)?", found)->possible.has_value());
  BOOST_TEST(!ask("move(X, Y)?", found)->possible.has_value());
  const auto counted = ask("find N where N = #count{X : place(X), not win(X)}?", found);
  BOOST_TEST(!counted->possible.has_value());
  BOOST_TEST(decided(counted->strata) == (Lines{"win/1"}));
  BOOST_TEST(decided(ask("find N where N = #count{X : place(X)}, win(a)?", found)->strata) == Lines{});
}

BOOST_AUTO_TEST_SUITE_END()
