// `overrides` and `incompatible` as they are stated.
#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {
const std::string kClaims = "claim a1 \"a\" { p. } claim b2 \"b\" { p. } claim c3 \"c\" { p. }\n";
}

BOOST_FIXTURE_TEST_SUITE(precedence, AnalysisFixture)

BOOST_AUTO_TEST_CASE(one_way_is_no_circle) {
  BOOST_TEST(check(kClaims + "overrides a1 b2. overrides b2 c3. overrides a1 c3. overrides a1 b2.") == Lines{});
}

BOOST_AUTO_TEST_CASE(a_circle) {
  BOOST_TEST(
      check(kClaims + "overrides a1 b2.\noverrides b2 c3. overrides c3 a1.", true) ==
      (Lines{"E220 3:18 a cycle of `overrides`: `a1` overrides `b2` overrides `c3` overrides `a1` | of two claims "
             "one can be the stronger: take one of these statements out"}));
  BOOST_TEST(notes() == (Lines{"2:1 `a1` overrides `b2` here", "3:1 `b2` overrides `c3` here"}));
}

BOOST_AUTO_TEST_CASE(a_claim_over_itself) {
  BOOST_TEST(check(kClaims + "overrides a1 a1.") == (Lines{"E220 2:1 a cycle of `overrides`: `a1` overrides `a1`"}));
}

BOOST_AUTO_TEST_CASE(two_circles_of_one_claim) {
  BOOST_TEST(check(kClaims + "overrides a1 b2. overrides b2 a1. overrides a1 c3. overrides c3 a1.").size() == 2U);
}

BOOST_AUTO_TEST_CASE(unknown_claims_are_told_once) {
  BOOST_TEST(check(kClaims + "overrides a1 bb2.\noverrides bb2 a1. overrides zebra a1.", true) ==
             (Lines{"E214 2:14 unknown claim `bb2`; did you mean `b2`? | `overrides` names two claims, the stronger "
                    "first",
                    "E214 3:29 unknown claim `zebra` | `overrides` names two claims, the stronger first"}));
}

BOOST_AUTO_TEST_CASE(what_no_clause_states_is_incompatible_with_nothing) {
  BOOST_TEST(
      check("sort place. entity rome : place \"Rome\". p(a). p(X) :- claimed(X, _, _, _).\n"
            "incompatible p(X), place(X).\nincompatible p(X), claimed(X, _, _, _).",
            true) ==
      (Lines{"E223 2:20 `place/1` can't be incompatible with anything: no clause states it | name two predicates "
             "that facts or rules are about",
             "E223 3:20 `claimed/4` can't be incompatible with anything: no clause states it | name two "
             "predicates that facts or rules are about"}));
}

BOOST_AUTO_TEST_CASE(terms_and_sums_are_no_arguments_of_incompatible) {
  BOOST_TEST(check("p(a). q(a).\nincompatible p(f(X)), q(X).\nincompatible p(X), q(X + 1).", true) ==
             (Lines{"E223 2:16 an argument of `incompatible` is a variable or a plain value | write for instance "
                    "`incompatible refrains_from(A, X), undertakes(A, X).`",
                    "E223 3:22 an argument of `incompatible` is a variable or a plain value | write for instance "
                    "`incompatible refrains_from(A, X), undertakes(A, X).`"}));
}

BOOST_AUTO_TEST_CASE(named_arguments_and_plain_terms) {
  BOOST_TEST(check("predicate p(who, what). p(a, f(b)). q(a).\nincompatible p(what: f(b)), q(_), -q(a). -q(b).") ==
             Lines{});
  BOOST_TEST(program.contraries.size() == 4U);  // three of the statement, q and -q
  BOOST_TEST(program.contraries[0].variables == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
