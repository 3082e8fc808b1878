#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

BOOST_FIXTURE_TEST_SUITE(names, AnalysisFixture)

BOOST_AUTO_TEST_CASE(a_known_program_is_silent) {
  BOOST_TEST(check("p(a). q(X) :- p(X). -r(X) :- q(X), not s(X). s(X) :- r(X), p(X), not t(X). t(b).") == Lines{});
}

BOOST_AUTO_TEST_CASE(nothing_defines_a_predicate) {
  BOOST_TEST(check("p(X) :- q(X).", true) ==
             (Lines{"W101 1:9 nothing defines `q/1` | as it stands, it holds of nothing"}));
}

BOOST_AUTO_TEST_CASE(nothing_defines_a_predicate_but_a_near_one) {
  BOOST_TEST(check("depends_on(a, b, c). p(X) :- depend_on(X, _).") ==
             (Lines{"W101 1:30 nothing defines `depend_on/2`; did you mean `depends_on/3`?"}));
}

BOOST_AUTO_TEST_CASE(once_a_predicate) { BOOST_TEST(check("p(X) :- q(X). r(X) :- q(X), not q(X).").size() == 1U); }

BOOST_AUTO_TEST_CASE(a_slip_of_a_declared_name) {
  BOOST_TEST(check("predicate depends_on(who, on, what). p(X) :- depends_onn(X, _, _).") ==
             (Lines{"E101 1:46 unknown predicate `depends_onn/3`; did you mean `depends_on/3`?"}));
}

BOOST_AUTO_TEST_CASE(numbered_names_are_no_slips_of_one_another) {
  BOOST_TEST(check("predicate step1(x). q(X) :- -step10(X).") ==
             (Lines{"W101 1:30 nothing defines `-step10/1`; did you mean `-step1/1`?"}));
}

BOOST_AUTO_TEST_CASE(a_declared_name_with_other_arguments) {
  BOOST_TEST(check("predicate depends_on(who, on, what). p(X) :- depends_on(X, _).", true) ==
             (Lines{"E102 1:46 `depends_on` has 2 arguments here, and takes 3 | write `depends_on(who, on, what)`"}));
  BOOST_TEST(notes() == (Lines{"1:11 it is declared here"}));
}

BOOST_AUTO_TEST_CASE(a_fact_of_a_declared_name_with_other_arguments) {
  BOOST_TEST(check("predicate edge(from, to). edge(a). edge(a, b).") ==
             (Lines{"E102 1:27 `edge` has one argument here, and takes 2"}));
}

BOOST_AUTO_TEST_CASE(named_arguments) {
  BOOST_TEST(rules("predicate share(of, with, over). share(a, b, 1). p(X, S) :- share(over: S, of: X).") ==
             (Lines{"p(X, S) :- share(X, _, S)."}));
  BOOST_TEST(facts("share", 3) == Lines{});
}

BOOST_AUTO_TEST_CASE(a_fact_with_named_arguments) {
  BOOST_TEST(check("predicate share(of, with, over). share(over: 3, of: a, with: b).") == Lines{});
  BOOST_TEST(facts("share", 3) == (Lines{"a b 3"}));
}

BOOST_AUTO_TEST_CASE(unknown_named_argument) {
  BOOST_TEST(check("predicate share(of, with, over). p(X) :- share(off: X).", true) ==
             (Lines{"E106 1:48 `share/3` has no argument named `off`; did you mean `of`? | its arguments are "
                    "`share(of, with, over)`"}));
}

BOOST_AUTO_TEST_CASE(named_arguments_given_twice_or_left_out) {
  BOOST_TEST(check("predicate share(of, with). p(X) :- share(of: X, of: X). share(of: a).") ==
             (Lines{"E107 1:49 the argument `of` is given twice",
                    "E107 1:57 what is stated must give every argument, and `with` is missing"}));
}

BOOST_AUTO_TEST_CASE(named_arguments_of_an_undeclared_predicate) {
  BOOST_TEST(check("share(a, b). p(X) :- share(of: X).") ==
             (Lines{"E105 1:22 `share` is not declared, so its arguments have no names"}));
}

BOOST_AUTO_TEST_CASE(builtins) {
  BOOST_TEST(check("p(a). q(X) :- p(X), contains(X).", true) ==
             (Lines{"E103 1:21 `contains` takes other arguments | it is used as `contains(Text, Part)`"}));
}

BOOST_AUTO_TEST_CASE(builtins_in_wrong_places) {
  BOOST_TEST(check("lower(a). p(a).\nq(X) :- p(X), lower(X).\nr(X) :- p(X), Y = contains(X, \"a\"), p(Y).\n"
                   "s(X) :- p(X), -contains(X, \"a\").") ==
             (Lines{"E104 1:1 `lower` is a builtin, and can't be stated",
                    "E104 2:15 `lower` is a function, and holds of nothing",
                    "E104 3:19 `contains` is a test, and has no value",
                    "E104 4:16 `contains` is a builtin, and can't be denied"}));
}

BOOST_AUTO_TEST_CASE(keywords) {
  BOOST_TEST(check("p(a). retract(p(a)). sort(x).").size() == 2U);
  BOOST_TEST(diagnostics.all()[0].code == 100);
  BOOST_TEST(diagnostics.all()[0].message == "`retract` is a word of the language, written `retract p(a).`");
}

BOOST_AUTO_TEST_CASE(a_declared_keyword_is_a_predicate) {
  BOOST_TEST(check("predicate source(of, what). source(a, b). p(X) :- source(X, _).") == Lines{});
}

BOOST_AUTO_TEST_CASE(provided_relations) {
  BOOST_TEST(check("claimed(a, b, c, d). p(X) :- claimed(X, _, _, _).") ==
             (Lines{"E109 1:1 `claimed/4` is filled from the claims, and can't be stated"}));
}

BOOST_AUTO_TEST_CASE(provided_relations_have_named_arguments_and_a_fixed_number) {
  BOOST_TEST(rules("p(X) :- cites(source: article, id: X).") == (Lines{"p(X) :- cites(X, article, _, _, _)."}));
}

BOOST_AUTO_TEST_CASE(provided_relations_with_other_arguments) {
  BOOST_TEST(check("p(X) :- cites(X).", true) ==
             (Lines{"E102 1:9 `cites` has one argument here, and takes 5 | write `cites(id, source, section, "
                    "paragraph, sentence)`"}));
}

BOOST_AUTO_TEST_CASE(a_sort_is_extended_by_entities_only) {
  BOOST_TEST(check("sort state. state(china).", true) ==
             (Lines{"E108 1:13 `state` is a sort, and only `entity` extends it | write `entity china : state.`"}));
}

BOOST_AUTO_TEST_CASE(predicate_info_lists_what_is_known) {
  BOOST_TEST(check("sort s. predicate d(x, y). p(a). -n(a). q(X) :- p(X), not unknown(X).").size() == 1U);
  auto info = facts("predicate_info", 2);
  std::sort(info.begin(), info.end());
  BOOST_TEST(info == (Lines{"d 2", "n 1", "p 1", "q 1", "s 1"}));
}

BOOST_AUTO_TEST_CASE(strict) {
  options.strict = true;
  BOOST_TEST(check("predicate p(x). p(a). q(X) :- p(X). claim c \"empty\" { }") ==
             (Lines{"W133 1:23 `q/1` is not declared", "W134 1:43 the claim `c` holds no clause"}));
}

BOOST_AUTO_TEST_CASE(imports_define) {
  BOOST_TEST(check("import p(a, b) from \"p.csv\". q(X) :- p(X, _). export q to \"q.csv\".") == Lines{});
}

BOOST_AUTO_TEST_CASE(exports_of_what_is_not_there) {
  BOOST_TEST(check("constrained(a). export constraned to \"c.csv\".") ==
             (Lines{"E101 1:24 unknown predicate `constraned`; did you mean `constrained`?"}));
}

BOOST_AUTO_TEST_CASE(many_misses_are_quick) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += fmt::format("p{0}(X) :- q{0}(X).\n", i);
  BOOST_TEST(check(text).size() == 5000U);
}

BOOST_AUTO_TEST_SUITE_END()
