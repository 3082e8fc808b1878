// What exceptions are compiled to.
#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {

struct Fixture : AnalysisFixture {
  // The predicates that are weighed.
  Lines weighed(const std::string& text) {
    rules(text);
    Lines out;
    for (const analysis::Predicate& p : program.predicates) {
      if (p.weighed) out.push_back(knowledge::print(p.signature));
    }
    return out;
  }
  // "#supported p/1 by c1: a, b": the facts of what predicates were made of.
  Lines made_facts(const std::string& text) {
    rules(text);
    std::map<std::string, std::string> found;
    for (const analysis::GroundFact& fact : program.facts) {
      if (!program.predicates[fact.predicate].part_of) continue;
      std::string& to = found[signatures[fact.predicate].name];
      for (Value v : fact.args) to += (to.empty() ? "" : ", ") + pool.print(v);
      if (fact.level != 0) to += " " + program.levels[fact.level];
    }
    Lines out;
    for (const auto& [name, rows] : found) out.push_back(name + ": " + rows);
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(defeat, Fixture)

// ---- what is weighed

BOOST_AUTO_TEST_CASE(without_normally_nothing_changes) {
  const std::string text = "p(a). q(b). p(X) :- q(X). -p(X) :- q(X). incompatible p(X), q(X).";
  BOOST_TEST(weighed(text) == Lines{});
  BOOST_TEST(program.weighings.empty());
  BOOST_TEST(program.rules.size() == 2U);
  BOOST_TEST(program.contraries.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_normal_clause_without_contrary_is_a_plain_one) {
  BOOST_TEST(weighed("q(a). normally p(X) :- q(X). r(X) :- p(X).") == Lines{});
  BOOST_TEST(program.rules.size() == 2U);
}

BOOST_AUTO_TEST_CASE(both_sides_of_a_contrary_are_weighed) {
  BOOST_TEST(weighed("q(a). normally p(X) :- q(X). -p(a). other(X) :- q(X). -other(b).") == (Lines{"p/1", "-p/1"}));
}

BOOST_AUTO_TEST_CASE(what_depends_on_exceptions_is_weighed_against_its_contraries) {
  BOOST_TEST(weighed("q(a). normally p(X) :- q(X). r(X) :- p(X). -r(b). s(X) :- r(X).") == (Lines{"r/1", "-r/1"}));
}

BOOST_AUTO_TEST_CASE(a_contrary_without_clause_does_not_count) {
  BOOST_TEST(weighed("q(a). normally p(X) :- q(X). r(X) :- q(X), not -p(X). incompatible p(X), t(X).") == Lines{});
}

BOOST_AUTO_TEST_CASE(a_contrary_outside_the_world_does_not_count) {
  BOOST_TEST(weighed("q(a). normally p(X) :- q(X). claim c \"c\" by stranger { -p(a). -p(X) :- q(X). }") == Lines{});
}

BOOST_AUTO_TEST_CASE(incompatible_predicates_are_contraries) {
  BOOST_TEST(weighed("a(x). normally p(X) :- a(X). q(x). r(x). incompatible p(X), q(X), r(_).") ==
             (Lines{"q/1", "r/1", "p/1"}));
  BOOST_TEST(program.contraries.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_best_value_can_not_be_weighed) {
  BOOST_TEST(check("predicate p(x: any, n: min int). q(a, 1).\nnormally p(X, N) :- q(X, N). -p(a, 1).", true) ==
             (Lines{"E224 1:11 `p/2` keeps the best `n` only, so its clauses can't be weighed against their contraries "
                    "| state what may have exceptions in a predicate without `min` or `max`, and let a rule of this "
                    "one read it"}));
}

// ---- groups

BOOST_AUTO_TEST_CASE(claims_that_overrides_names_are_groups_of_their_own) {
  BOOST_TEST(made_facts("claim c1 \"1\" { normally p(a). } claim c2 \"2\" { -p(a). p(b). } claim c3 \"3\" { p(c). }\n"
                        "overrides c1 c2. p(d).") ==
             (Lines{"#definite -p/1: a", "#definite p/1: b, c, d", "#supported -p/1 by c2: a", "#supported p/1: c, d",
                    "#supported p/1 by c1: a", "#supported p/1 by c2: b"}));
}

BOOST_AUTO_TEST_CASE(one_group_needs_no_sum) {
  rules("normally p(a). -p(a). p(b).");
  BOOST_TEST(program.weighings.size() == 2U);
  for (const analysis::Weighing& w : program.weighings) {
    BOOST_TEST(w.clauses == std::vector<analysis::PredicateId>{w.supported}, boost::test_tools::per_element());
  }
}

// ---- what is definite

BOOST_AUTO_TEST_CASE(only_certain_clauses_of_no_speaker_are_definite_against_normal_ones) {
  BOOST_TEST(
      made_facts("levels certain > likely. trust ann certain. normally p(a). -p(z).\n"
                 "claim c1 \"1\" { p(b). } claim c2 \"2\" level likely { p(c). } claim c3 \"3\" by ann { p(d). }") ==
      (Lines{"#definite -p/1: z", "#definite p/1: b", "#supported -p/1: z", "#supported p/1: a, b, c likely, d"}));
}

BOOST_AUTO_TEST_CASE(where_nothing_is_normal_any_strict_clause_is_definite) {
  BOOST_TEST(
      made_facts("levels certain > likely. trust ann certain. q(a). normally n(X) :- q(X). p(X) :- n(X). -p(z).\n"
                 "claim c1 \"1\" level likely { p(c). } claim c2 \"2\" by ann { p(d). }") ==
      (Lines{"#definite -p/1: z", "#definite p/1: c likely, d", "#supported -p/1: z", "#supported p/1: c likely, d"}));
}

BOOST_AUTO_TEST_CASE(definite_rules_read_definite_premises) {
  const Lines found = rules("q(a). n(b). normally n(X) :- q(X). p(X) :- n(X), q(X). p(X) :- q(X), not n(X). -p(z).");
  const auto has = [&](const std::string& rule) { return std::count(found.begin(), found.end(), rule) == 1; };
  BOOST_TEST(has("'#definite p/1'(X) :- '#definite n/1'(X), q(X)."));
  BOOST_TEST(!has("'#definite p/1'(X) :- q(X), not n(X)."));  // `not` over what has exceptions
  BOOST_TEST(has("'#supported p/1'(X) :- n(X), q(X)."));
  BOOST_TEST(has("'#supported p/1'(X) :- q(X), not n(X)."));
}

// Nothing of n is stated but normally: no rule over its definite part is kept.
BOOST_AUTO_TEST_CASE(what_can_not_be_definite_has_no_definite_part) {
  const Lines found = rules("q(a). normally n(X) :- q(X). p(X) :- n(X). -p(z).");
  for (const std::string& rule : found) BOOST_TEST(rule.find("#definite p") == std::string::npos, rule);
}

// ---- contraries

BOOST_AUTO_TEST_CASE(tuples_that_fit_are_asked_for_at_once_where_they_can_be) {
  const Lines found = rules("normally p(a, b). q(a, k, b). incompatible p(X, _), q(X, k, _).");
  const auto has = [&](const std::string& part) {
    return std::any_of(found.begin(), found.end(), [&](const auto& r) { return r.find(part) != std::string::npos; });
  };
  BOOST_TEST(has("not '#supported q/3'("));
  BOOST_TEST(has("#opposed q/3"));  // its second argument is a constant
  BOOST_TEST(!has("#opposed p/2"));
}

BOOST_AUTO_TEST_CASE(repeated_variables_are_joined) {
  const Lines found = rules("normally p(a, b). q(a). incompatible p(X, X), q(X).");
  const auto has = [&](const std::string& part) {
    return std::any_of(found.begin(), found.end(), [&](const auto& r) { return r.find(part) != std::string::npos; });
  };
  BOOST_TEST(has("#opposed p/2"));
  BOOST_TEST(!has("#opposed q/1"));
}

BOOST_AUTO_TEST_CASE(another_tuple_of_the_same_predicate_differs_somewhere) {
  const Lines found = rules("normally p(a, b, c). incompatible p(X, Y, Z), p(X, V, W).");
  const auto opposed = std::count_if(found.begin(), found.end(), [](const auto& r) {
    return r.starts_with("'#opposed p/3 0'(") && r.find("!=") != std::string::npos;
  });
  BOOST_TEST(opposed == 2);  // by the second argument, by the third
}

BOOST_AUTO_TEST_CASE(variables_of_a_third_atom_are_not_counted) {
  rules("p(a). q(a). r(a, b). incompatible p(X), q(X), r(X, Y).");
  Lines counts;
  for (const analysis::Contraries& c : program.contraries) counts.push_back(std::to_string(c.variables));
  BOOST_TEST(counts == (Lines{"1", "2", "2"}));
}

// ---- the parts carry on

BOOST_AUTO_TEST_CASE(what_is_clear_has_no_level) {
  rules("claim c1 \"1\" { normally p(a). } claim c2 \"2\" { normally -p(a). } overrides c1 c2.");
  Lines levelless;
  for (const analysis::Stratum& stratum : program.strata) {
    for (analysis::PredicateId p : stratum.levelless) levelless.push_back(signatures[p].name);
  }
  BOOST_TEST(levelless == Lines{"#clear p/1 0"});
}

BOOST_AUTO_TEST_CASE(a_predicate_is_plain_again_when_its_contrary_is_gone) {
  BOOST_TEST(weighed("normally p(a). p(b). -p(c).") == (Lines{"p/1", "-p/1"}));
  module = {};
  BOOST_TEST(weighed("normally p(a). p(b).") == Lines{});
  BOOST_TEST(facts("p", 1) == Lines{"a"});  // p(b) stands in its table
}

BOOST_AUTO_TEST_SUITE_END()
