// Engines that begin at another one's fixpoint.
#include <boost/test/unit_test.hpp>

#include "engine/engine.hpp"
#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"};

struct SharedFixture : EngineFixture {
  // Every relation with its rows in order, their levels, and the steps at which they came.
  std::vector<std::string> told() {
    std::vector<std::string> out;
    for (PredicateId p = 0; p < builder.program.predicates.size(); ++p) {
      const engine::Relation* r = engine.relation(p);
      out.push_back(r == nullptr ? "" : show_levels(*r));
      for (std::size_t g = 0; r != nullptr && g < r->growth().size(); ++g)
        out.back() += " " + std::to_string(r->growth()[g].step) + ":" + std::to_string(r->growth()[g].rows);
    }
    return out;
  }
  // What the facts make now, in an engine that begins where this one is, and this one is as it was.
  void check_supposed() {
    const std::vector<std::string> before = told();
    {
      engine::Engine other(engine);
      update(other);
      BOOST_TEST((levels(other) == levels_from_scratch()));
    }
    BOOST_TEST(told() == before, boost::test_tools::per_element());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_shared, SharedFixture)

BOOST_AUTO_TEST_CASE(what_is_not_touched_is_shared) {
  chain(0, 10);
  transitive_closure();
  builder.rule(atom("other", X), {atom("thing", X)});
  fact("thing", 1);
  update();
  const PredicateId path = builder.predicate("path", 2);
  const PredicateId other = builder.predicate("other", 1);
  engine::Engine supposed(engine);
  BOOST_TEST(supposed.relation(path) == engine.relation(path));
  fact("edge", 10, 11);
  update(supposed);
  BOOST_TEST(supposed.relation(other) == engine.relation(other));
  BOOST_TEST(supposed.relation(path) != engine.relation(path));
  BOOST_TEST(supposed.relation(path)->rows() == 66U);
  BOOST_TEST(engine.relation(path)->rows() == 55U);
  BOOST_TEST(supposed.derivations() <= 2 * 11U);  // on from the fixpoint
  BOOST_TEST(supposed.bytes() - pool.bytes() < engine.bytes() - pool.bytes());
  BOOST_TEST(supposed.holds_tail());
  BOOST_TEST(!engine.holds_tail());
}

BOOST_AUTO_TEST_CASE(what_adds_nothing_holds_nothing) {
  chain(0, 10);
  transitive_closure();
  update();
  engine::Engine supposed(engine);
  fact("edge", 3, 4);
  update(supposed);
  BOOST_TEST(supposed.derivations() == 0U);
  BOOST_TEST(!supposed.holds_tail());
}

BOOST_AUTO_TEST_CASE(random_changes) {
  transitive_closure();
  builder.rule(atom("free", X), {atom("node", X), absent("path", X, X)});
  builder.rule(atom("pair", X, Y), {atom("free", X), atom("free", Y), atom("edge", X, Y)});
  builder.rule(atom("double", X, Z), {atom("edge", X, Y), atom("edge", Y, Z)});
  for (int n = 0; n < 12; ++n) fact("node", n);
  for (int i = 0; i < 40; ++i) {
    for (int n = below(4); n >= 0; --n) fact_at(static_cast<engine::Level>(below(3)), "edge", below(12), below(12));
    if (i % 4 == 0) {
      const Row row = facts_of(builder.predicate("edge", 2)).front();
      retract("edge", static_cast<int>(row[0].small()), static_cast<int>(row[1].small()));
    }
    check_supposed();
    if (i % 3 == 0) check();
  }
}

BOOST_AUTO_TEST_CASE(best_values_are_the_others_too) {
  builder.predicate("dist", 2, syntax::Extremum::min, 1);
  builder.rule(atom("dist", X, Y), {atom("start", X, Y)});
  builder.rule(atom("near", X), {atom("dist", X, 1)});
  fact("start", 1, 5);
  fact("start", 2, 1);
  fact("start", 1, 3);
  update();
  fact("start", 1, 1);
  fact("start", 2, 4);
  check_supposed();
}

BOOST_AUTO_TEST_CASE(stopped_on_the_way) {
  chain(0, 40);
  transitive_closure();
  update();
  const std::vector<std::string> before = told();
  for (std::uint64_t most : {1U, 5U, 20U, 60U}) {
    engine::Engine supposed(engine);
    fact("edge", 41, 0);
    fact("edge", 40, 41);
    budget.tuples = most;
    BOOST_CHECK_THROW(update(supposed), engine::Stopped);
    budget.tuples = 0;
    BOOST_TEST((levels(supposed) == levels()));
    forget_added();
    BOOST_TEST(told() == before, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()
