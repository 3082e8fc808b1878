#include "engine/engine.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, N{"N"}, D{"D"}, W{"W"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_, EngineFixture)

// ---- added facts

BOOST_AUTO_TEST_CASE(added_facts_go_on_from_the_fixpoint) {
  chain(0, 10);
  transitive_closure();
  update();
  const engine::Relation* path = engine.relation(builder.predicate("path", 2));
  const std::uint64_t derivations = engine.derivations();
  fact("edge", 10, 11);
  check();
  BOOST_TEST(engine.relation(builder.predicate("path", 2)) == path);  // extended, not made anew
  BOOST_TEST(engine.derivations() - derivations <= 2 * 11U);
  BOOST_TEST(path->rows() == 66U);
}

BOOST_AUTO_TEST_CASE(an_update_without_changes_does_nothing) {
  chain(0, 10);
  transitive_closure();
  update();
  const std::uint64_t derivations = engine.derivations();
  update();
  fact("edge", 3, 4);  // known already
  update();
  BOOST_TEST(engine.derivations() == derivations);
}

BOOST_AUTO_TEST_CASE(random_additions) {
  transitive_closure();
  builder.rule(atom("double", X, Y), {atom("edge", X, Y)});
  builder.rule(atom("double", X, Z), {atom("double", X, Y), atom("double", Y, Z)});
  builder.rule(atom("mark", X), {atom("path", X, X), atom("double", X, Y), atom("edge", Y, any)});
  builder.rule(atom("flag"), {atom("mark", any)});
  for (int i = 0; i < 40; ++i) {
    for (int n = below(4); n >= 0; --n) fact("edge", below(20), below(20));
    if (i % 5 == 0) fact("path", below(20), below(20));
    check();
  }
}

BOOST_AUTO_TEST_CASE(facts_added_to_a_predicate_with_rules) {
  chain(0, 5);
  transitive_closure();
  update();
  fact("path", 5, 100);
  check();
  BOOST_TEST(relation("path", 2).live_rows() == 15U + 6U);
}

BOOST_AUTO_TEST_CASE(facts_added_below_a_negation) {
  chain(0, 5);
  transitive_closure();
  for (int i = 0; i < 8; ++i) fact("node", i);
  builder.rule(atom("apart", X, Y), {atom("node", X), atom("node", Y), absent("path", X, Y)});
  check();
  fact("edge", 5, 6);
  check();
  fact("edge", 6, 0);
  fact("node", 8);
  check();
  BOOST_TEST(relation("apart", 2).live_rows() == 81U - 49U);
}

BOOST_AUTO_TEST_CASE(facts_added_below_an_aggregate) {
  chain(0, 5);
  transitive_closure();
  builder.aggregation("reach", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("path", X, Y)});
  builder.rule(atom("size", X, N), {atom("edge", X, any), aggregate("reach", X, N)});
  check();
  fact("edge", 5, 6);
  check();
  BOOST_TEST(show("size", 2) == "0 6, 1 5, 2 4, 3 3, 4 2, 5 1");
}

// A recursive stratum that is evaluated anew beside inputs that have only grown.
BOOST_AUTO_TEST_CASE(added_facts_beside_a_changed_negation) {
  chain(0, 6);
  fact("blocked", 100);
  builder.rule(atom("path", X, Y), {atom("edge", X, Y), absent("blocked", X)});
  builder.rule(atom("path", X, Z), {atom("edge", X, Y), atom("path", Y, Z)});
  builder.rule(atom("above", X), {atom("edge", X, Y), atom("path", X, Y)});
  check();
  fact("edge", 10, 0);  // read by the recursive rule before the atom that drives it
  fact("blocked", 5);
  check();
  BOOST_TEST(rows_of(relation("path", 2)).contains({Value::small(10).bits(), Value::small(1).bits()}));
}

BOOST_AUTO_TEST_CASE(added_facts_beside_a_new_rule) {
  chain(0, 4);
  transitive_closure();
  update();
  builder.rule(atom("path", Y, X), {atom("path", X, Y)});
  fact("edge", 4, 5);
  fact("edge", 10, 0);
  check();
  BOOST_TEST(relation("path", 2).live_rows() == 48U);  // all pairs of the seven, but for 5 5: no edge leaves 5
}

// ---- other edits

BOOST_AUTO_TEST_CASE(changed_facts) {
  chain(0, 10);
  transitive_closure();
  builder.rule(atom("end", X), {atom("path", any, X), absent("edge", X, any)});
  check();
  retract("edge", 4, 5);
  check();
  BOOST_TEST(show("end", 1) == "4, 10");
  BOOST_TEST(relation("path", 2).live_rows() == 10U + 15U);
}

BOOST_AUTO_TEST_CASE(strata_that_do_not_depend_on_an_edit_are_left) {
  chain(0, 10);
  transitive_closure();
  fact("other", 1);
  builder.rule(atom("copy", X), {atom("other", X)});
  update();
  const engine::Relation* path = engine.relation(builder.predicate("path", 2));
  const std::uint64_t derivations = engine.derivations();
  retract("other", 1);
  fact("other", 2);
  check();
  BOOST_TEST(engine.relation(builder.predicate("path", 2)) == path);
  BOOST_TEST(engine.derivations() == derivations + 1);
  BOOST_TEST(show("copy", 1) == "2");
}

BOOST_AUTO_TEST_CASE(a_redefined_rule) {
  chain(0, 4);
  transitive_closure();
  builder.rule(atom("twice", X, Z), {atom("path", X, Y), atom("path", Y, Z)});
  update();
  builder.program.rules.edit()[1] = builder.resolve(atom("path", X, X), {atom("edge", X, Y)});
  check();
  BOOST_TEST(show("path", 2) == "0 0, 0 1, 1 1, 1 2, 2 2, 2 3, 3 3, 3 4");
}

BOOST_AUTO_TEST_CASE(a_predicate_gets_and_loses_rules) {
  fact("p", 1);
  fact("q", 2);
  update();
  builder.rule(atom("p", X), {atom("q", X)});
  builder.rule(atom("r", X), {atom("p", X)});
  check();
  BOOST_TEST(show("r", 1) == "1, 2");
  std::vector<analysis::Rule>& rules = builder.program.rules.edit();
  rules.erase(rules.begin());
  check();
  BOOST_TEST(show("p", 1) == "1");
  BOOST_TEST(show("r", 1) == "1");
}

BOOST_AUTO_TEST_CASE(random_edits) {
  transitive_closure();
  builder.rule(atom("mark", X), {atom("path", X, X), absent("stop", X)});
  builder.rule(atom("walk", X, Y), {atom("edge", X, Y), absent("stop", Y)});
  builder.rule(atom("walk", X, Z), {atom("edge", X, Y), atom("walk", Y, Z), absent("mark", Z)});
  builder.aggregation("walks", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("walk", X, Y)});
  builder.rule(atom("busy", X),
               {atom("path", X, any), aggregate_or(0, "walks", X, N), compare(N, Comparison::greater, 2)});
  std::vector<std::pair<int, int>> edges;
  for (int i = 0; i < 120; ++i) {
    for (int n = below(3); n >= 0; --n) {
      edges.emplace_back(below(12), below(12));
      fact("edge", edges.back().first, edges.back().second);
    }
    if (i % 4 == 0) fact("stop", below(12));
    while (edges.size() > 15 || (random() % 3 == 0 && !edges.empty())) {
      retract("edge", edges.back().first, edges.back().second);
      std::erase(edges, std::pair(edges.back()));
    }
    check();
  }
}

// ---- extrema

BOOST_AUTO_TEST_CASE(shortest_paths_with_added_edges) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y, W), let(D, call("+", N, W))});
  builder.rule(atom("near", X), {atom("dist", X, D), compare(D, Comparison::less, 10)});
  builder.rule(atom("far", X), {atom("dist", X, D), compare(D, Comparison::greater_equal, 10)});
  for (int i = 0; i < 60; ++i) {
    for (int n = below(4); n >= 0; --n) fact("edge", below(15), below(15), below(20) + 1);
    check();
  }
  BOOST_TEST(relation("dist", 2).any_dead());
}

BOOST_AUTO_TEST_CASE(facts_with_an_extremum) {
  builder.predicate("best", 2, Extremum::max, 1);
  builder.rule(atom("copy", X, Y), {atom("best", X, Y)});
  fact("best", "a", 1);
  fact("best", "a", 5);
  fact("best", "b", 2);
  check();
  BOOST_TEST(show("copy", 2) == "a 5, b 2");
  fact("best", "b", 7);
  fact("best", "a", 3);
  check();
  BOOST_TEST(show("copy", 2) == "a 5, b 7");
}

BOOST_AUTO_TEST_SUITE_END()
