#include "engine/evaluator.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/unit/engine/reference.hpp"
#include "tests/unit/engine/world.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, U{"U"}, V{"V"}, N{"N"}, D{"D"}, W{"W"};

struct Fixture : World {
  std::mt19937 random{23};

  // A random graph on the nodes 0..n-1.
  void edges(const char* name, int nodes, int count) {
    for (int i = 0; i < count; ++i) {
      const int from = static_cast<int>(random() % static_cast<unsigned>(nodes));
      fact(name, from, static_cast<int>(random() % static_cast<unsigned>(nodes)));
    }
  }
  void chain(const char* name, int n) {
    for (int i = 0; i < n; ++i) fact(name, i, i + 1);
  }
  std::size_t count(const char* name, std::size_t arity) { return relation(name, arity).live_rows(); }

  // Updates, and compares every relation with what the program means.
  void check() {
    update();
    const auto program = builder.build();
    std::vector<Reference::Set> facts(program->predicates.size());
    for (PredicateId p = 0; p < facts.size(); ++p) {
      for (const Row& row : facts_of(p)) facts[p].insert(row);
    }
    Reference reference(*program, pool, std::move(facts));
    const auto& expected = reference.evaluate();
    const auto found = snapshot();
    for (PredicateId p = 0; p < found.size(); ++p) {
      Rows rows;
      for (const Row& row : expected[p]) {
        std::vector<std::uint32_t> r;
        for (Value v : row) r.push_back(v.bits());
        rows.insert(r);
      }
      BOOST_TEST((found[p] == rows), program->predicates[p].signature.name);
    }
  }

  void transitive_closure() {
    builder.rule(atom("path", X, Y), {atom("edge", X, Y)});
    builder.rule(atom("path", X, Z), {atom("path", X, Y), atom("edge", Y, Z)});
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(evaluator, Fixture)

BOOST_AUTO_TEST_CASE(a_chain_of_joins) {
  fact("parent", "a", "b");
  fact("parent", "b", "c");
  fact("parent", "b", "d");
  builder.rule(atom("grand", X, Z), {atom("parent", X, Y), atom("parent", Y, Z)});
  update();
  BOOST_TEST(show("grand", 2) == "a c, a d");
}

BOOST_AUTO_TEST_CASE(transitive_closure_of_a_line) {
  chain("edge", 60);
  transitive_closure();
  check();
  BOOST_TEST(count("path", 2) == 60U * 61 / 2);
}

BOOST_AUTO_TEST_CASE(transitive_closure_of_a_circle) {
  for (int i = 0; i < 40; ++i) fact("edge", i, (i + 1) % 40);
  transitive_closure();
  update();
  BOOST_TEST(count("path", 2) == 1600U);
}

BOOST_AUTO_TEST_CASE(closures_of_random_graphs_against_a_matrix) {
  for (int round = 0; round < 10; ++round) {
    World world;
    constexpr int kNodes = 30;
    std::vector<std::vector<bool>> reaches(kNodes, std::vector<bool>(kNodes));
    for (int i = 0; i < 20 + 5 * round; ++i) {
      const int from = static_cast<int>(random() % kNodes);
      const int to = static_cast<int>(random() % kNodes);
      world.fact("edge", from, to);
      reaches[from][to] = true;
    }
    for (int k = 0; k < kNodes; ++k) {
      for (int i = 0; i < kNodes; ++i) {
        for (int j = 0; j < kNodes; ++j) reaches[i][j] = reaches[i][j] || (reaches[i][k] && reaches[k][j]);
      }
    }
    world.builder.rule(atom("linear", X, Y), {atom("edge", X, Y)});
    world.builder.rule(atom("linear", X, Z), {atom("linear", X, Y), atom("edge", Y, Z)});
    world.builder.rule(atom("right", X, Y), {atom("edge", X, Y)});
    world.builder.rule(atom("right", X, Z), {atom("edge", X, Y), atom("right", Y, Z)});
    world.builder.rule(atom("double", X, Y), {atom("edge", X, Y)});
    world.builder.rule(atom("double", X, Z), {atom("double", X, Y), atom("double", Y, Z)});
    world.update();
    Rows expected;
    for (int i = 0; i < kNodes; ++i) {
      for (int j = 0; j < kNodes; ++j) {
        if (reaches[i][j]) expected.insert({Value::small(i).bits(), Value::small(j).bits()});
      }
    }
    for (const char* name : {"linear", "right", "double"}) BOOST_TEST((rows_of(world.relation(name, 2)) == expected));
  }
}

BOOST_AUTO_TEST_CASE(a_closure_of_more_rows_than_a_block) {
  chain("edge", 300);
  builder.rule(atom("path", X, Y), {atom("edge", X, Y)});
  builder.rule(atom("path", X, Z), {atom("path", X, Y), atom("path", Y, Z)});
  update();
  BOOST_TEST(count("path", 2) == 300U * 301 / 2);
}

BOOST_AUTO_TEST_CASE(mutual_recursion) {
  chain("next", 1500);
  builder.rule(atom("even", 0), {});
  builder.rule(atom("odd", Y), {atom("even", X), atom("next", X, Y)});
  builder.rule(atom("even", Y), {atom("odd", X), atom("next", X, Y)});
  update();
  BOOST_TEST(count("even", 1) == 751U);
  BOOST_TEST(count("odd", 1) == 750U);
}

BOOST_AUTO_TEST_CASE(three_predicates_in_a_circle) {
  edges("a", 15, 20);
  edges("b", 15, 20);
  builder.rule(atom("p", X, Y), {atom("a", X, Y)});
  builder.rule(atom("q", X, Z), {atom("p", X, Y), atom("b", Y, Z)});
  builder.rule(atom("r", X, Z), {atom("q", X, Y), atom("p", Y, Z), atom("q", any, Y)});
  builder.rule(atom("p", X, Y), {atom("r", X, Y)});
  builder.rule(atom("q", Y, X), {atom("r", X, Y), atom("p", Y, any)});
  check();
}

BOOST_AUTO_TEST_CASE(same_generation) {
  for (int i = 1; i < 63; ++i) fact("parent", i, (i - 1) / 2);
  builder.rule(atom("same", X, Y), {atom("parent", X, Z), atom("parent", Y, Z)});
  builder.rule(atom("same", X, Y), {atom("parent", X, U), atom("same", U, V), atom("parent", Y, V)});
  update();
  std::size_t expected = 0;
  for (std::size_t width = 2; width <= 32; width *= 2) expected += width * width;
  BOOST_TEST(count("same", 2) == expected);
}

BOOST_AUTO_TEST_CASE(facts_of_a_recursive_predicate) {
  fact("path", 9, 0);
  chain("edge", 3);
  transitive_closure();
  update();
  BOOST_TEST(show("path", 2) == "0 1, 0 2, 0 3, 1 2, 1 3, 2 3, 9 0, 9 1, 9 2, 9 3");
}

BOOST_AUTO_TEST_CASE(constants_in_heads_and_bodies) {
  chain("edge", 5);
  builder.rule(atom("reached", 2), {});
  builder.rule(atom("reached", Y), {atom("reached", X), atom("edge", X, Y)});
  builder.rule(atom("answer", "yes"), {atom("reached", 4)});
  builder.rule(atom("answer", "no"), {atom("reached", 1)});
  update();
  BOOST_TEST(show("reached", 1) == "2, 3, 4, 5");
  BOOST_TEST(show("answer", 1) == "yes");
}

BOOST_AUTO_TEST_CASE(negation) {
  edges("edge", 20, 25);
  for (int i = 0; i < 20; ++i) fact("node", i);
  transitive_closure();
  builder.rule(atom("apart", X, Y), {atom("node", X), atom("node", Y), absent("path", X, Y)});
  builder.rule(atom("sink", X), {atom("node", X), absent("path", X, any)});
  builder.rule(atom("lonely"), {absent("node", any)});
  builder.rule(atom("crowded"), {absent("lonely")});
  check();
  BOOST_TEST(count("crowded", 0) == 1U);
}

BOOST_AUTO_TEST_CASE(aggregates_above_recursion) {
  edges("edge", 20, 25);
  for (int i = 0; i < 20; ++i) fact("node", i);
  transitive_closure();
  builder.aggregation("reach", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("path", X, Y)});
  builder.aggregation("farthest", analysis::AggregateFunction::max, 1, atom("", X, Y), {atom("path", X, Y)});
  builder.rule(atom("reaches", X, N), {atom("node", X), aggregate_or(0, "reach", X, N)});
  builder.rule(atom("most", X, N), {atom("node", X), aggregate("farthest", X, N)});
  builder.aggregation("all", analysis::AggregateFunction::sum, 0, atom("", X, N), {atom("reaches", X, N)});
  check();
  BOOST_TEST(count("all", 1) == 1U);
}

BOOST_AUTO_TEST_CASE(arithmetic_in_recursion) {
  builder.rule(atom("collatz", 27), {});
  builder.rule(atom("collatz", Y), {atom("collatz", X), let(Z, call("mod", X, 2)), compare(Z, Comparison::equal, 0),
                                    let(Y, call("/", X, 2))});
  builder.rule(atom("collatz", Y), {atom("collatz", X), compare(X, Comparison::greater, 1), let(Z, call("mod", X, 2)),
                                    compare(Z, Comparison::equal, 1), let(Y, call("+", call("*", X, 3), 1))});
  update();
  BOOST_TEST(count("collatz", 1) == 112U);
}

BOOST_AUTO_TEST_CASE(shortest_paths) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  for (int i = 0; i < 150; ++i) {
    fact("edge", static_cast<int>(random() % 40), static_cast<int>(random() % 40), static_cast<int>(random() % 30) + 1);
  }
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y, W), let(D, call("+", N, W))});
  check();
  BOOST_TEST(count("dist", 2) > 20U);
}

BOOST_AUTO_TEST_CASE(shortest_paths_between_all_and_widest) {
  builder.predicate("dist", 3, Extremum::min, 2);
  builder.predicate("wide", 3, Extremum::max, 0);
  for (int i = 0; i < 60; ++i) {
    fact("edge", static_cast<int>(random() % 12), static_cast<int>(random() % 12), static_cast<int>(random() % 30) + 1);
  }
  builder.rule(atom("dist", X, Y, W), {atom("edge", X, Y, W)});
  builder.rule(atom("dist", X, Z, D), {atom("dist", X, Y, U), atom("dist", Y, Z, V), let(D, call("+", U, V))});
  builder.rule(atom("wide", W, X, Y), {atom("edge", X, Y, W)});
  builder.rule(atom("wide", D, X, Z), {atom("wide", U, X, Y), atom("edge", Y, Z, V), let(D, call("min", U, V))});
  builder.rule(atom("near", X), {atom("dist", 0, X, D), compare(D, Comparison::less, 20)});
  check();
}

// Every row of a derived relation has a derivation from rows of earlier steps.
BOOST_AUTO_TEST_CASE(rows_rest_on_rows_of_earlier_steps) {
  for (int round = 0; round < 3; ++round) {
    World world;
    for (int i = 0; i < 16; ++i) world.fact("edge", static_cast<int>(random() % 9), static_cast<int>(random() % 9));
    world.fact("path", 20, 0);
    world.builder.rule(atom("path", X, Y), {atom("edge", X, Y)});
    world.builder.rule(atom("path", X, Z), {atom("path", X, Y), atom("path", Y, Z)});
    world.builder.rule(atom("odd", X, Y), {atom("edge", X, Y)});
    world.builder.rule(atom("even", X, Z), {atom("odd", X, Y), atom("edge", Y, Z)});
    world.builder.rule(atom("odd", X, Z), {atom("even", X, Y), atom("edge", Y, Z)});
    world.builder.rule(atom("both", X, Y), {atom("odd", X, Y), atom("even", X, Y)});
    for (int more = 0; more < 3; ++more) {  // from scratch, then twice with added facts
      world.update();
      const auto program = world.builder.build();
      const auto step_of = [&](const engine::Relation& r, std::uint32_t row) {
        std::uint64_t step = 0;
        std::uint32_t before = 0;
        for (const engine::Growth& g : r.growth()) {
          BOOST_REQUIRE((g.step > step && g.rows > before));
          if (row < g.rows && row >= before) return g.step;
          step = g.step;
          before = g.rows;
        }
        BOOST_ERROR("a row beyond the last note");
        return step;
      };
      for (const analysis::Predicate& predicate : program->predicates) {
        if (predicate.signature.name == "edge") continue;
        const PredicateId p = world.builder.predicate(predicate.signature.name, 2);
        const engine::Relation& r = *world.engine.relation(p);
        for (std::uint32_t row = 0; row < r.rows(); ++row) {
          const std::uint64_t step = step_of(r, row);
          const Row tuple{r.at(row, 0), r.at(row, 1)};
          const auto facts = world.facts_of(p);
          if (std::find(facts.begin(), facts.end(), tuple) != facts.end()) continue;
          // The program's rules over the rows of earlier steps only.
          bool derived = false;
          std::vector<Reference::Set> earlier(program->predicates.size());
          for (PredicateId q = 0; q < earlier.size(); ++q) {
            const engine::Relation& s = *world.engine.relation(q);
            for (std::uint32_t i = 0; i < s.rows(); ++i) {
              if (step_of(s, i) < step) earlier[q].insert({s.at(i, 0), s.at(i, 1)});
            }
          }
          Reference reference(*program, world.pool, std::move(earlier));
          for (const analysis::Rule& rule : program->rules) {
            if (rule.head != p) continue;
            analysis::Rule bound = rule;  // with the head's variables set
            for (std::uint32_t c = 0; c < 2; ++c) {
              const analysis::VariableId v = rule.head_args[c].variable;
              for (analysis::Literal& l : bound.body) {
                for (analysis::Operand& o : l.args) {
                  if (o == analysis::Operand::var(v)) o = analysis::Operand::value(r.at(row, c));
                }
              }
              bound.head_args[c] = analysis::Operand::value(r.at(row, c));
            }
            reference.solve(bound, [&](const Row&) { derived = true; });
          }
          BOOST_REQUIRE(derived);
        }
      }
      for (int i = 0; i < 3; ++i) world.fact("edge", static_cast<int>(random() % 9), static_cast<int>(random() % 9));
    }
  }
}

// Random programs of two strata against what they mean, from scratch and with facts added.
BOOST_AUTO_TEST_CASE(random_programs) {
  const std::vector<Var> variables{X, Y, Z};
  std::size_t derived = 0;
  for (int round = 0; round < 300; ++round) {
    Fixture world;
    world.random.seed(static_cast<unsigned>(round));
    auto& r = world.random;
    const auto add_facts = [&](int n) {
      for (int i = 0; i < n; ++i) {
        world.fact(r() % 2 == 0 ? "a" : "b", static_cast<int>(r() % 7), static_cast<int>(r() % 7));
        if (r() % 4 == 0) world.fact("p", static_cast<int>(r() % 7), static_cast<int>(r() % 7));
        if (r() % 8 == 0) world.fact("c", static_cast<int>(r() % 7));
      }
    };
    const auto pick = [&](const std::vector<const char*>& names) {
      return atom(names[r() % names.size()], variables[r() % 3], variables[r() % 3]);
    };
    world.builder.predicate("c", 1);
    add_facts(8);
    const std::vector<const char*> lower{"a", "b", "p", "q"};
    for (const char* head : {"p", "q", "p", "q"}) {
      std::vector<Lit> body{atom("a", X, Y), pick(lower)};
      if (r() % 2 == 0) body.push_back(pick(lower));
      if (r() % 3 == 0) body.push_back(absent("c", X));
      if (r() % 4 == 0) body.push_back(compare(X, Comparison::unequal, Y));
      if (r() % 2 == 0) body[0] = atom(lower[r() % 4], X, Y);
      std::shuffle(body.begin(), body.end(), r);
      world.builder.rule(atom(head, r() % 2 == 0 ? X : Y, r() % 3 == 0 ? X : Y), body);
    }
    world.builder.aggregation("n", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("p", X, Y)});
    world.builder.rule(atom("s", X, Y), {atom("a", X, Z), atom("b", Z, Y), absent("q", X, Y)});
    world.builder.rule(atom("s", X, Z), {atom("s", X, Y), atom("b", Y, Z)});
    world.builder.rule(atom("t", X, N), {atom("s", X, any), aggregate_or(0, "n", X, N)});
    for (int step = 0; step < 4; ++step) {
      world.check();
      add_facts(2);
    }
    derived += world.count("q", 2) + world.count("s", 2);
  }
  BOOST_TEST(derived > 3000U);  // not empty ones only
}

BOOST_AUTO_TEST_SUITE_END()
