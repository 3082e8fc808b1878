// Programs of modules that differ in facts: taken over where they can be, and then as an analysis makes them.
#include "analysis/reuse.hpp"

#include "tests/unit/analysis/fixture.hpp"

using namespace linchpin;

namespace {

constexpr const char* kBase =
    "levels certain > likely. trust ann likely.\n"
    "sort actor. entity a : actor. entity b : actor.\n"
    "predicate near(x: actor, y: actor).\n"
    "claim c1 \"one\" by ann { near(a, b). }\n"
    "claim c2 \"two\" level likely { near(b, a). odd(1). }\n"
    "claim c3 \"three\" { flies(X) :- bird(X). }\n"
    "claim c4 \"four\" { normally good(a). normally good(b). }\n"
    "claim c5 \"five\" { -good(a). alone(1). }\n"
    "claim c6 \"six\" { bird(tweety). }\n"
    "claim c7 \"again\" repeats c6 { bird(tweety). }\n"
    "claim c8 \"eight\" by nobody { seen(a). }\n"
    "overrides c5 c4.\n"
    "near(a, a). bird(woody). odd(3).\n"
    "far(X, Y) :- near(X, Y), not odd(2).\n"
    "scenario s { assume only(s). }\n";

struct ReuseFixture : AnalysisFixture {
  knowledge::Module after;

  ReuseFixture() {
    analyse(kBase);
    BOOST_REQUIRE(diagnostics.ok());
    after = module;
  }

  void assume(const std::string& fact) {
    Diagnostics errors;
    for (syntax::Statement& s : syntax::parse(sources, sources.add("edit.kb", fact), errors)) {
      after.assumed.push_back({std::get<syntax::Clause>(s.body), {s.span, knowledge::kNoClaim}});
    }
    BOOST_REQUIRE(errors.ok());
  }
  void retract(const std::string& name, const std::vector<std::string>& args) {
    std::vector<Value> row;
    for (const std::string& arg : args) row.push_back(pool.name(arg));
    BOOST_REQUIRE(after.retract_fact({name, static_cast<std::uint32_t>(row.size()), false}, row) == 1U);
  }

  bool is_taken_over() {
    const auto out = analysis::with_other_facts({program, module, after}, signatures, pool);
    if (!out) return false;
    BOOST_TEST(out->rules.same(program.rules));
    BOOST_TEST(out->strata.same(program.strata));
    Diagnostics found;
    const analysis::Program made =
        analysis::analyse(after, signatures, pool, found, {.edit_of = &program, .edited = &module});
    BOOST_TEST(found.ok());
    BOOST_TEST(analysis::print(*out, pool) == analysis::print(made, pool));
    BOOST_TEST(out->facts.size() == made.facts.size());
    return true;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(reuse, ReuseFixture)

BOOST_AUTO_TEST_CASE(nothing_edited) { BOOST_TEST(is_taken_over()); }

BOOST_AUTO_TEST_CASE(a_fact_is_assumed) {
  assume("near(b, b). odd(5).");
  BOOST_TEST(is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_fact_is_taken_back) {
  retract("near", {"a", "a"});
  BOOST_TEST(is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_claim_of_facts_is_taken_out) {
  after.retract_claim("c2");
  BOOST_TEST(is_taken_over());
  after.retract_claim("c1");  // now nothing is near in any claim, but outside
  BOOST_TEST(is_taken_over());
}

// What takes an analysis to tell.

BOOST_AUTO_TEST_CASE(of_what_nothing_is_stated) {
  assume("flown(a).");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(of_what_scenarios_alone_know) {
  assume("only(a).");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_value_of_another_sort) {
  assume("near(a, c).");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(what_is_weighed) {
  assume("good(c).");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(the_last_facts_of_a_predicate) {
  retract("bird", {"woody"});
  BOOST_TEST(is_taken_over());
  after.retract_claim("c5");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(the_last_that_is_said_of_a_predicate) {
  after.retract_claim("c8");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_claim_that_has_a_rule) {
  after.retract_claim("c3");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_claim_that_is_repeated) {
  after.retract_claim("c6");
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(a_fact_that_a_claim_no_longer_says) {
  retract("near", {"a", "b"});
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(other_trust) {
  after.trusts.edit().front().what.level.text = "certain";
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_CASE(other_speakers) {
  after.claims.edit()[0].what.by.clear();
  BOOST_TEST(!is_taken_over());
}

BOOST_AUTO_TEST_SUITE_END()
