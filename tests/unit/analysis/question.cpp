#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kBase =
    "sort state. entity china : state. entity russia : state. predicate depends_on(who: state, on: state, what).\n"
    "depends_on(russia, china, trade). -likes(russia, china). ally(X, Y) :- depends_on(X, Y, _).\n";
}

BOOST_FIXTURE_TEST_SUITE(question, AnalysisFixture)

BOOST_AUTO_TEST_CASE(columns_in_order_of_appearance) {
  analyse(kBase);
  Diagnostics found;
  const auto query = ask("depends_on(X, china, R), not ally(_, X), _H = R, N = #count { A : ally(A, X) }?", found);
  BOOST_REQUIRE(query);
  BOOST_TEST(Lines(query->columns.begin(), query->columns.end()) == (Lines{"X", "R", "N"}));
  BOOST_TEST(query->rules.back().head == query->answer);
  BOOST_TEST(query->aggregations.size() == 1U);
  BOOST_TEST(query->predicates.size() == 2U);
  BOOST_TEST(query->answer >= program.predicates.size());
  BOOST_TEST(query->strata.size() == 2U);
  BOOST_TEST(!query->holds);
}

BOOST_AUTO_TEST_CASE(find) {
  analyse(kBase);
  Diagnostics found;
  const auto query = ask("find R, X where depends_on(X, _, R) order by X desc, R limit 3?", found);
  BOOST_REQUIRE(query);
  BOOST_TEST(Lines(query->columns.begin(), query->columns.end()) == (Lines{"R", "X"}));
  BOOST_REQUIRE(query->order.size() == 2U);
  BOOST_TEST(query->order[0].column == 1U);
  BOOST_TEST(query->order[0].descending);
  BOOST_TEST(*query->limit == 3U);
}

BOOST_AUTO_TEST_CASE(find_slips) {
  analyse(kBase);
  BOOST_TEST(ask_errors("find Actr where ally(Actor, _)?") ==
             (Lines{"E218 1:6 `Actr` does not occur after `where`; did you mean `Actor`?"}));
  BOOST_TEST(ask_errors("find X where ally(X, Y) order by Y?", true) ==
             (Lines{"E218 1:34 `Y` is not among what is to be found | add it: `find ..., Y where ...`"}));
}

BOOST_AUTO_TEST_CASE(two_sides_of_a_ground_atom) {
  analyse(kBase);
  Diagnostics found;
  const auto query = ask("likes(russia, china)?", found);
  BOOST_REQUIRE(query);
  BOOST_REQUIRE(query->holds);
  BOOST_TEST(query->holds->predicate == *signatures.find({"likes", 2, false}));
  BOOST_TEST(query->contrary->predicate == *signatures.find({"likes", 2, true}));
  BOOST_TEST(query->columns.empty());
  const auto denied = ask("-likes(russia, china)?", found);
  BOOST_REQUIRE(denied->holds);
  BOOST_TEST(denied->holds->predicate == *signatures.find({"likes", 2, true}));
  BOOST_TEST(!ask("likes(russia, _)?", found)->holds);
  BOOST_TEST(!ask("not likes(russia, china)?", found)->holds);
}

BOOST_AUTO_TEST_CASE(slips) {
  analyse(kBase);
  BOOST_TEST(ask_errors("depend_on(X, china)?") ==
             (Lines{"E101 1:1 unknown predicate `depend_on/2`; did you mean `depends_on/3`?"}));
  BOOST_TEST(ask_errors("depends_on(X, china)?", true) ==
             (Lines{"E102 1:1 `depends_on` has 2 arguments here, and takes 3 | write `depends_on(who, on, what)`"}));
  BOOST_TEST(ask_errors("depends_on(X, chna, R)?") == (Lines{"E120 1:15 unknown state `chna`; did you mean `china`?"}));
  BOOST_TEST(ask_errors("zzz(X)?", true) ==
             (Lines{"E101 1:1 unknown predicate `zzz/1` | no fact, rule or declaration is about it"}));
  BOOST_TEST(ask_errors("ally(X, Y), X < Z?") ==
             (Lines{"E201 1:17 the variable `Z` has no value here: nothing binds it"}));
}

BOOST_AUTO_TEST_CASE(a_failed_question_leaves_no_predicate_behind) {
  analyse(kBase);
  const std::size_t before = signatures.size();
  ask_errors("depend_on(X, china)?");
  ask_errors("ally(X, Y), not ally(X, f(_))?");
  BOOST_TEST(signatures.size() == before);
}

BOOST_AUTO_TEST_CASE(what_was_taken_back_is_unknown_again) {
  analyse("p(a). q(b).");
  const Value row[] = {pool.name("b")};
  module.retract_fact({"q", 1, false}, row);
  program = analysis::analyse(module, signatures, pool, diagnostics);
  BOOST_TEST(ask_errors("q(X)?").size() == 1U);
  BOOST_TEST(ask_errors("p(X)?").empty());
}

BOOST_AUTO_TEST_CASE(never) {
  analyse(kBase);
  Diagnostics found;
  const auto query = ask("ally(X, Y), a = b?", found);
  BOOST_REQUIRE(query);
  BOOST_TEST(query->rules.back().head_args.size() == 2U);
  BOOST_TEST(query->rules.back().body.size() == 1U);
}

// Its rules alone can be searched.
BOOST_AUTO_TEST_CASE(requires_takes_no_aggregate) {
  analyse(kBase);
  BOOST_TEST(ask_errors("requires ally(china, X), N = #count{Y : ally(X, Y)}?").at(0).substr(0, 9) == "E258 1:30");
  Diagnostics found;
  BOOST_TEST(ask("requires ally(china, X), X != russia?", found).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
