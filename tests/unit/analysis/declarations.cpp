#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

BOOST_FIXTURE_TEST_SUITE(declarations, AnalysisFixture)

BOOST_AUTO_TEST_CASE(members_reach_the_sorts_above) {
  BOOST_TEST(check("sort actor. sort state < actor. sort power < state. entity china : power \"China\". entity kim : "
                   "actor.") == Lines{});
  BOOST_TEST(facts("power", 1) == (Lines{"china"}));
  BOOST_TEST(facts("state", 1) == (Lines{"china"}));
  BOOST_TEST(facts("actor", 1) == (Lines{"china", "kim"}));
  BOOST_TEST(program.display.at(pool.name("china")) == "China");
  BOOST_TEST(program.display.count(pool.name("kim")) == 0U);
}

BOOST_AUTO_TEST_CASE(several_sorts_and_several_statements) {
  BOOST_TEST(check("sort a. sort b. sort c. entity x : a, b. entity x : b, c.") == Lines{});
  BOOST_TEST(facts("b", 1) == (Lines{"x"}));
  BOOST_TEST(facts("c", 1) == (Lines{"x"}));
}

BOOST_AUTO_TEST_CASE(unknown_sorts) {
  BOOST_TEST(check("sort actor. sort state < acter. entity china : stat. entity x : country.", true) ==
             (Lines{"E112 1:26 unknown sort `acter`; did you mean `actor`?",
                    "E112 1:48 unknown sort `stat`; did you mean `state`?",
                    "E112 1:65 unknown sort `country` | declare it with `sort country.`"}));
}

BOOST_AUTO_TEST_CASE(a_cycle_of_sorts) {
  BOOST_TEST(check("sort a < b. sort b < c. sort c < a.") ==
             (Lines{"E113 1:6 a sort can't lie within itself: a < b < c < a"}));
}

BOOST_AUTO_TEST_CASE(two_display_names) {
  BOOST_TEST(check("sort s. entity x : s \"X\". entity x : s \"Y\".") ==
             (Lines{"E114 1:34 `x` has two display names"}));
  BOOST_TEST(notes() == (Lines{"1:16 here it is shown as \"X\""}));
}

BOOST_AUTO_TEST_CASE(predicates_declared_twice) {
  BOOST_TEST(check("predicate p(a: int). predicate p(a: int). predicate p(b: int). predicate p(a, b).") ==
             (Lines{"E110 1:53 `p/1` is declared a second time, and differently"}));
  BOOST_TEST(notes() == (Lines{"1:11 the first declaration is here"}));
}

BOOST_AUTO_TEST_CASE(names_that_are_taken) {
  BOOST_TEST(check("sort int. sort day. predicate lower(x). sort s. predicate s(x).") ==
             (Lines{"E111 1:6 `int` is a built-in name, and can't name a sort",
                    "E111 1:16 `day` is a built-in name, and can't name a sort",
                    "E111 1:31 `lower` is a builtin, and can't be declared",
                    "E111 1:59 `s/1` is a sort, and can't be declared as a predicate too"}));
}

BOOST_AUTO_TEST_CASE(arguments) {
  BOOST_TEST(check("predicate p(a, a). predicate q(x: min int, y: max int). predicate r(x: integr).") ==
             (Lines{"E116 1:16 `p` has two arguments named `a`", "E115 1:44 `q` has a second `min` or `max` argument",
                    "E112 1:72 unknown type `integr`"}));
}

BOOST_AUTO_TEST_CASE(the_contrary_is_declared_too) {
  BOOST_TEST(check("sort s. entity x : s. predicate p(a: s, n: min int) \"yes\" \"no\". -p(x, 1).") == Lines{});
  const analysis::Predicate& p = program.predicates.at(*signatures.find({"p", 2, false}));
  const analysis::Predicate& n = program.predicates.at(*signatures.find({"p", 2, true}));
  BOOST_TEST(p.declared);
  BOOST_TEST(n.declared);
  BOOST_TEST(n.arguments.at(0).name == "a");
  BOOST_TEST((p.extremum == syntax::Extremum::min));
  BOOST_TEST(p.extremum_argument == 1U);
  BOOST_TEST((n.extremum == syntax::Extremum::none));
}

BOOST_AUTO_TEST_CASE(claims) {
  BOOST_TEST(
      check("source article \"A\".\nlevels certain > likely.\nclaim c1 \"one\" at articl/s/1.1 level likly { p(a). "
            "}\nclaim c1 \"again\" repeats c9 { p(b). }\ntrust x likely. trust x certain. trust y none.") ==
      (Lines{"E211 3:19 unknown source `articl`; did you mean `article`?",
             "E212 3:38 unknown level `likly`; did you mean `likely`?", "E210 4:7 the claim `c1` is stated twice",
             "E214 4:26 unknown claim `c9`", "E215 5:25 the trust in `x` is certain here, and likely elsewhere"}));
}

BOOST_AUTO_TEST_CASE(levels_and_sources_twice) {
  BOOST_TEST(check("levels a > b. levels c. source s \"S\". source s \"T\".") ==
             (Lines{"E213 1:15 levels are declared a second time", "E216 1:46 the source `s` is declared twice"}));
}

BOOST_AUTO_TEST_CASE(claimed_and_cites) {
  BOOST_TEST(check("source article \"A\". source book \"B\". levels certain > likely.\n"
                   "claim c1 \"1\" at article/sec/1.2 at book/x/3.10 { p(a). }\n"
                   "claim c2 \"2\" at article/sec/1.3 by reports, media by officials level likely implicit { p(b). }\n"
                   "claim c3 \"3\" added { p(c). }\n"
                   "claim c4 \"4\" { p(d). }") == Lines{});
  BOOST_TEST(facts("claimed", 4) ==
             (Lines{"c1 certain article stated", "c2 likely reports implicit", "c2 likely media implicit",
                    "c3 certain encoder added", "c4 certain author stated"}));
  BOOST_TEST(facts("cites", 5) == (Lines{"c1 article sec 1 2", "c1 book x 3 10", "c2 article sec 1 3"}));
}

BOOST_AUTO_TEST_CASE(a_claim_taken_back_leaves_its_relations) {
  analyse(
      "source article \"A\". claim c1 \"1\" at article/sec/1.2 { p(a). } claim c2 \"2\" at article/sec/1.3 { p(b). }");
  module.retract_claim("c1");
  program = analysis::analyse(module, signatures, pool, diagnostics);
  BOOST_TEST(facts("claimed", 4) == (Lines{"c2 certain article stated"}));
}

BOOST_AUTO_TEST_CASE(what_scenarios_name) {
  BOOST_TEST(
      check("levels certain > likely. source text \"T\". p(a).\n"
            "scenario s \"S\" at text/a/1.1 { assume p(b). }\n"
            "scenario s at txt/a/1.2 { without below likly. }\n"
            "scenario t extends u { trust ann lkely. trust bob none. }\n"
            "scenario v extends w { claim c \"C\" at tex/a/1.1 level unlikely { p(c). } } scenario w extends v "
            "{ assume p(d). }\n") ==
      (Lines{"E241 3:10 the scenario `s` is stated twice", "E211 3:15 unknown source `txt`; did you mean `text`?",
             "E212 3:41 unknown level `likly`; did you mean `likely`?", "E240 4:20 unknown scenario `u`",
             "E212 4:34 unknown level `lkely`; did you mean `likely`?", "E242 5:20 `v` extends itself, by way of `w`",
             "E211 5:39 unknown source `tex`; did you mean `text`?",
             "E212 5:55 unknown level `unlikely`; did you mean `likely`?",
             "E242 5:95 `w` extends itself, by way of `v`"}));
}

BOOST_AUTO_TEST_SUITE_END()
