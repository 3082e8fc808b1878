#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kActors =
    "sort actor. sort state < actor. sort person < actor. sort good.\n"
    "entity china : state. entity russia : state. entity kim : person. entity oil : good.\n"
    "predicate supplies(who: state, whom: actor, what: good).\n"
    "predicate age(of: person, years: int). predicate note(of: any, text: string). predicate act(a: term).\n";
}  // namespace

BOOST_FIXTURE_TEST_SUITE(types, AnalysisFixture)

BOOST_AUTO_TEST_CASE(a_well_sorted_program_is_silent) {
  BOOST_TEST(check(kActors + "supplies(china, kim, oil). age(kim, 40). note(3, \"x\"). act(f(a)).\n"
                             "p(X, Y) :- supplies(X, Y, oil), state(Y), not supplies(Y, X, _).") == Lines{});
}

BOOST_AUTO_TEST_CASE(unknown_entities) {
  BOOST_TEST(check(kActors + "supplies(chna, kim, oil).\nsupplies(russia, chna, oil).\np(X) :- supplies(X, putin, _).",
                   true) == (Lines{"E120 5:1 unknown state `chna`; did you mean `china`?",
                                   "E120 6:1 unknown actor `chna`; did you mean `china`?",
                                   "E120 7:21 unknown actor `putin` | declare it with `entity putin : actor.`"}));
}

BOOST_AUTO_TEST_CASE(one_unknown_entity_is_one_error_with_its_places) {
  BOOST_TEST(
      check(kActors + "supplies(chna, kim, oil). supplies(chna, russia, oil). p(X) :- supplies(chna, X, _).").size() ==
      1U);
  BOOST_TEST(notes() == (Lines{"5:27 and here", "5:73 and here"}));
}

BOOST_AUTO_TEST_CASE(an_entity_of_another_sort) {
  BOOST_TEST(
      check(kActors + "supplies(kim, china, oil).", true) ==
      (Lines{"E121 5:1 `kim` is a person, and `who` of `supplies/3` is a state | if it is a state too, add `entity kim "
             ": state.`"}));
}

BOOST_AUTO_TEST_CASE(values_of_other_types) {
  BOOST_TEST(
      check(kActors +
            "age(kim, forty). age(kim, 1.5).\nnote(a, b). act(a). p(X) :- age(X, \"4\").\nsupplies(3, kim, oil).") ==
      (Lines{"E122 5:1 the name `forty` stands where `years` of `age/2` is an integer",
             "E122 5:18 the decimal `1.5` stands where `years` of `age/2` is an integer",
             "E122 6:1 the name `b` stands where `text` of `note/2` is a string",
             "E122 6:13 the name `a` stands where `a` of `act/1` is a term",
             "E122 6:36 the string `\"4\"` stands where `years` of `age/2` is an integer",
             "E122 7:1 the integer `3` stands where `who` of `supplies/3` is a state"}));
}

BOOST_AUTO_TEST_CASE(constants_that_come_by_an_equation) {
  BOOST_TEST(check(kActors + "supplies(china, kim, oil). p(X) :- supplies(X, Y, _), Y = putn.") ==
             (Lines{"E120 5:59 unknown actor `putn`"}));
}

BOOST_AUTO_TEST_CASE(terms_are_checked_like_the_predicate_of_their_functor) {
  BOOST_TEST(check(kActors + "wants(china, supplies(rusia, kim, oil)).\nq(X) :- wants(X, supplies(_, cina, _)).\n"
                             "wants(kim, -supplies(kin, china, oil)). wants(kim, f(supplies(oyl))).") ==
             (Lines{"E120 5:1 unknown state `rusia`; did you mean `russia`?",
                    "E120 6:30 unknown actor `cina`; did you mean `china`?", "E120 7:1 unknown state `kin`"}));
}

BOOST_AUTO_TEST_CASE(a_sort_may_be_asked_of_any_entity) {
  BOOST_TEST(check(kActors + "p(a) :- state(kim). q(a) :- state(kin).") == (Lines{"E120 5:35 unknown state `kin`"}));
}

BOOST_AUTO_TEST_CASE(an_empty_meet_of_sorts) {
  BOOST_TEST(check(kActors + "p(X) :- state(X), good(X).") ==
             (Lines{"E123 5:24 `X` is a good here, and a state elsewhere: nothing is both"}));
  BOOST_TEST(notes() == (Lines{"5:15 the other occurrence of `X`"}));
}

BOOST_AUTO_TEST_CASE(an_empty_meet_of_types) {
  BOOST_TEST(check(kActors + "supplies(china, kim, oil). age(kim, 1). p(X) :- supplies(_, X, _), age(_, X).") ==
             (Lines{"E123 5:75 `X` is an integer here, and an actor elsewhere: nothing is both"}));
}

BOOST_AUTO_TEST_CASE(an_empty_meet_with_the_head) {
  BOOST_TEST(check(kActors + "age(X, Y) :- note(X, Y), person(X).").size() == 1U);
  BOOST_TEST(diagnostics.all()[0].code == 123);
}

BOOST_AUTO_TEST_CASE(sorts_with_a_common_member_or_sub_sort_meet) {
  BOOST_TEST(
      check("sort state. sort veto. sort both < left, right. sort left. sort right. entity china : state, veto.\n"
            "p(X) :- state(X), veto(X). q(X) :- left(X), right(X).") == Lines{});
}

BOOST_AUTO_TEST_CASE(a_negated_occurrence_says_nothing) {
  BOOST_TEST(check(kActors + "supplies(china, kim, oil). p(X) :- good(X), not supplies(X, _, _).") == Lines{});
}

BOOST_AUTO_TEST_CASE(heads_are_checked_at_run_time_where_nothing_proves_them) {
  rules(kActors +
        "src(china, kim, oil). src(china, kim, oil, 4).\n"
        "supplies(X, Y, Z) :- src(X, Y, Z), state(X).\n"
        "age(X, N + 1) :- src(X, _, _, N), person(X).\n"
        "age(X, N) :- person(X), N = #count { Y : src(Y, X, _) }.");
  BOOST_REQUIRE(program.rules.size() == 3U);
  BOOST_REQUIRE(program.rules[0].checks.size() == 2U);
  BOOST_TEST(program.rules[0].checks[0].argument == 1U);
  BOOST_TEST(program.rules[0].checks[1].argument == 2U);
  BOOST_REQUIRE(program.rules[1].checks.size() == 1U);  // N may be a decimal
  BOOST_TEST(program.rules[1].checks[0].argument == 1U);
  BOOST_TEST(program.rules[2].checks.empty());
}

BOOST_AUTO_TEST_CASE(a_long_column_is_quick_and_its_errors_are_few) {
  analyse("sort s. entity e : s. predicate p(a: s, b: int).");
  knowledge::FactTable& table = module.table({"p", 2, false});
  for (int i = 0; i < 1'000'000; ++i) {
    table.values.push_back(pool.name("e"));
    table.values.push_back(i % 2 == 0 ? pool.integer(i) : pool.name("x" + std::to_string(i)));
    table.origins.push_back({});
  }
  diagnostics = {};
  analysis::analyse(module, signatures, pool, diagnostics);
  BOOST_TEST(diagnostics.errors() == 500U);
}

BOOST_AUTO_TEST_SUITE_END()
