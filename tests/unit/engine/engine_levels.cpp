// Rows at several levels, through updates, questions and failures.
#include "engine/engine.hpp"
#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using engine::Failure;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, N{"N"}, D{"D"}, W{"W"};

struct Fixture : EngineFixture {
  void at(engine::Level level, std::uint32_t rule) { builder.program.rules.edit()[rule].level = level; }
  // A question of one rule; its predicate is numbered from the program's on.
  analysis::Query asked(const Lit& head, const std::vector<Lit>& body) {
    ProgramBuilder question = builder;
    analysis::Query query;
    query.answer = static_cast<PredicateId>(builder.program.predicates.size());
    query.rules.push_back(question.resolve(head, body));
    BOOST_REQUIRE(query.rules[0].head == query.answer);
    query.predicates.push_back(question.program.predicates[query.answer]);
    query.strata.push_back({{query.answer}, {0}, {}, false});
    return query;
  }
  // "1, 2 [1], 3 [undecided]"; of one column.
  std::string answer(const analysis::Query& query) {
    const engine::Answers answers = engine.answer(query, budget);
    std::string out;
    for (std::size_t i = 0; i < answers.count; ++i) {
      out += (i == 0 ? "" : ", ") + pool.print(answers.values[i]);
      const engine::Level level = answers.levels.empty() ? engine::Level{0} : answers.levels[i];
      if (level == analysis::kOutside) {
        out += " [undecided]";
      } else if (level != 0) {
        out += " [" + std::to_string(level) + "]";
      }
    }
    return out;
  }
  // What fails once path(X, 99) is there.
  void fault() { builder.rule(atom("oops", Z), {atom("path", X, 99), let(Z, call("/", 1, 0))}); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_levels, Fixture)

// ---- passes

BOOST_AUTO_TEST_CASE(a_row_has_the_best_of_its_derivations) {
  fact_at(0, "edge", 1, 2);
  fact_at(2, "edge", 2, 3);
  fact_at(1, "edge", 1, 4);
  fact_at(1, "edge", 4, 3);
  transitive_closure();
  check();
  BOOST_TEST(show_levels("path", 2) == "1 2, 1 4 [1], 4 3 [1], 1 3 [1], 2 3 [2]");
}

BOOST_AUTO_TEST_CASE(a_fact_stated_at_two_levels) {
  fact_at(2, "p", 1);
  fact_at(1, "p", 1);
  fact_at(1, "p", 2);
  builder.rule(atom("q", X), {atom("p", X)});
  check();
  BOOST_TEST(show_levels("p", 1) == "1 [1], 2 [1]");
  BOOST_TEST(show_levels("q", 1) == "1 [1], 2 [1]");
}

BOOST_AUTO_TEST_CASE(rules_have_levels) {
  fact_at(0, "p", 1);
  fact_at(2, "p", 2);
  at(1, builder.rule(atom("q", X), {atom("p", X)}));
  at(2, builder.rule(atom("r", X), {atom("p", X)}));
  at(0, builder.rule(atom("r", X), {atom("p", X), compare(X, Comparison::greater, 0)}));
  check();
  BOOST_TEST(show_levels("q", 1) == "1 [1], 2 [2]");
  BOOST_TEST(show_levels("r", 1) == "1, 2 [2]");
}

// Its inputs have all been read when the rule comes; in a recursion it goes on from what the others gave.
BOOST_AUTO_TEST_CASE(a_rule_that_comes_later_than_its_inputs) {
  chain(0, 3);
  fact_at(3, "edge", 3, 4);
  builder.rule(atom("path", X, Y), {atom("edge", X, Y)});
  at(2, builder.rule(atom("path", X, Z), {atom("edge", X, Y), atom("path", Y, Z)}));
  check();
  BOOST_TEST(show_levels("path", 2) == "0 1, 1 2, 2 3, 0 2 [2], 1 3 [2], 0 3 [2], 3 4 [3], 2 4 [3], 1 4 [3], 0 4 [3]");
}

BOOST_AUTO_TEST_CASE(an_aggregate_is_as_sure_as_the_least_sure_of_its_rows) {
  fact_at(0, "p", 1, 10);
  fact_at(1, "p", 1, 20);
  fact_at(0, "p", 2, 30);
  fact_at(2, "key", 2);
  fact_at(0, "key", 1);
  fact_at(0, "key", 3);
  builder.aggregation("n", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("p", X, Y)}, true);
  builder.rule(atom("count", X, N), {atom("key", X), aggregate_or(0, "n", X, N)});
  check();
  BOOST_TEST(show_levels("n", 2) == "2 1, 1 2 [1]");
  BOOST_TEST(show_levels("count", 2) == "3 0, 1 2 [1], 2 1 [2]");  // 1 is not counted as nothing before
  fact_at(2, "p", 2, 40);
  check();
  BOOST_TEST(show_levels("count", 2) == "3 0, 1 2 [1], 2 2 [2]");
}

BOOST_AUTO_TEST_CASE(what_is_negated_counts_at_any_level) {
  fact("p", 1);
  fact("p", 2);
  fact_at(3, "not_so", 1);
  builder.rule(atom("q", X), {atom("p", X), absent("not_so", X)});
  check();
  BOOST_TEST(show_levels("q", 1) == "2");
}

BOOST_AUTO_TEST_CASE(best_values_of_different_levels_stand_side_by_side) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  fact("edge", 0, 1, 10);
  fact_at(1, "edge", 0, 1, 7);
  fact_at(2, "edge", 0, 1, 8);  // worse than what is surer
  fact("edge", 1, 2, 1);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y, W), let(D, call("+", N, W))});
  check();
  BOOST_TEST(show_levels("dist", 2) == "0 0, 1 10, 2 11, 1 7 [1], 2 8 [1]");
  BOOST_TEST(!relation("dist", 2).any_dead());
}

// ---- updates

BOOST_AUTO_TEST_CASE(a_fact_at_the_lowest_level_goes_on_from_there) {
  fact("edge", 1, 2);
  fact_at(1, "edge", 2, 3);
  transitive_closure();
  update();
  const engine::Relation* path = engine.relation(builder.predicate("path", 2));
  fact_at(1, "edge", 3, 4);
  fact_at(2, "edge", 4, 5);
  check();
  BOOST_TEST(engine.relation(builder.predicate("path", 2)) == path);  // extended, not made anew
  BOOST_TEST(show_levels("path", 2).starts_with("1 2, 2 3 [1], 1 3 [1], 3 4 [1], "));
}

BOOST_AUTO_TEST_CASE(a_surer_fact_keeps_what_is_above_and_makes_anew_what_is_below) {
  fact("edge", 1, 2);
  fact("edge", 2, 3);
  fact_at(2, "edge", 3, 4);
  transitive_closure();
  update();
  BOOST_TEST(show_levels("path", 2) == "1 2, 2 3, 1 3, 3 4 [2], 2 4 [2], 1 4 [2]");
  const std::vector<engine::Growth> growth = relation("path", 2).growth();
  fact_at(1, "edge", 3, 4);
  check();
  BOOST_TEST(show_levels("path", 2) == "1 2, 2 3, 1 3, 3 4 [1], 2 4 [1], 1 4 [1]");
  // The rows above came when they came.
  for (std::size_t i = 0; i < 2; ++i) BOOST_TEST(relation("path", 2).growth()[i].step == growth[i].step);
  BOOST_TEST(relation("path", 2).growth()[2].step > growth.back().step);
}

BOOST_AUTO_TEST_CASE(a_surer_fact_where_all_is_below) {
  fact_at(1, "edge", 1, 2);
  transitive_closure();
  update();
  fact("edge", 2, 3);
  check();
  BOOST_TEST(show_levels("path", 2) == "2 3, 1 2 [1], 1 3 [1]");
  BOOST_TEST(relation("path", 2).growth().front().rows == 1U);
}

BOOST_AUTO_TEST_CASE(surer_best_values) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  fact("edge", 0, 1, 10);
  fact_at(1, "edge", 0, 1, 7);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y, W), let(D, call("+", N, W))});
  builder.rule(atom("copy", X, D), {atom("dist", X, D)});
  check();
  fact("edge", 0, 1, 8);  // one of the highest level dies, while one of a lower level lives
  check();
  BOOST_TEST(show_levels("copy", 2) == "0 0, 1 8, 1 7 [1]");
  fact("edge", 0, 1, 5);
  check();
  BOOST_TEST(show_levels("copy", 2) == "0 0, 1 5");
  fact_at(1, "edge", 0, 1, 3);
  fact_at(1, "edge", 0, 1, 2);
  check();
  BOOST_TEST(show_levels("copy", 2) == "0 0, 1 5, 1 2 [1]");
}

BOOST_AUTO_TEST_CASE(random_additions_at_random_levels) {
  transitive_closure();
  at(2, builder.rule(atom("path", X, Z), {atom("path", X, Y), atom("jump", Y, Z)}));
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("road", X, Y, W), let(D, call("+", N, W))});
  builder.rule(atom("near", X), {atom("dist", X, D), compare(D, Comparison::less, 12)});
  builder.aggregation("n", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("path", X, Y)}, true);
  builder.rule(atom("size", X, N), {atom("near", X), aggregate_or(0, "n", X, N)});
  builder.rule(atom("apart", X), {atom("near", X), absent("path", X, X)});
  for (int i = 0; i < 150; ++i) {
    for (int n = below(3); n >= 0; --n) {
      const auto level = static_cast<engine::Level>(below(4));
      switch (below(3)) {
        case 0:
          fact_at(level, "edge", below(12), below(12));
          break;
        case 1:
          fact_at(level, "jump", below(12), below(12));
          break;
        default:
          fact_at(level, "road", below(12), below(12), below(20) + 1);
      }
    }
    if (i % 40 == 39) {
      const Row row = facts_of(builder.predicate("edge", 2)).front();
      retract("edge", row[0], row[1]);
    }
    check();
  }
}

// ---- failures

BOOST_AUTO_TEST_CASE(a_failure_below_a_surer_fact_leaves_everything_as_it_was) {
  fact("edge", 1, 2);
  fact_at(1, "edge", 2, 3);
  fact_at(2, "edge", 3, 4);
  transitive_closure();
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 1, 0);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y), let(D, call("+", N, 1))});
  fault();
  update();
  const std::string before = show_levels("path", 2), best = show_levels("dist", 2);
  for (engine::Level level = 0; level < 4; ++level) {
    fact_at(level, "edge", 2, 4);
    fact_at(2, "edge", 4, 99);
    fails_and_leaves_all<Failure>([](const Failure& f) { return f.code == engine::kDivisionByZero; });
    BOOST_TEST(show_levels("path", 2) == before);
    BOOST_TEST(show_levels("dist", 2) == best);
    forget_added();
  }
  fact_at(1, "edge", 3, 4);
  check();
  BOOST_TEST(show_levels("path", 2) == "1 2, 2 3 [1], 1 3 [1], 3 4 [1], 2 4 [1], 1 4 [1]");
}

// Whenever an update is stopped, rows and levels are as before, and a later one comes to the same end.
BOOST_AUTO_TEST_CASE(stopping_anywhere_between_levels) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  transitive_closure();
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("path", X, Y), let(D, call("+", N, 1))});
  for (int i = 0; i < 12; ++i) fact_at(static_cast<engine::Level>(below(3)), "edge", below(10), below(10));
  update();
  for (std::uint64_t limit = 1; limit < 100; limit += 1 + limit / 10) {
    for (int i = 0; i < 2; ++i) fact_at(static_cast<engine::Level>(below(3)), "edge", below(10), below(10));
    const auto before = levels();
    budget.tuples = limit;
    try {
      update();
    } catch (const engine::Stopped&) {
      BOOST_TEST((levels() == before));
      budget.tuples = 0;
      update();
    }
    BOOST_TEST((levels() == levels_from_scratch()));
  }
}

// ---- levelless predicates

BOOST_AUTO_TEST_CASE(rows_of_a_levelless_predicate_are_at_the_highest_level) {
  fact_at(2, "p", 1);
  fact("p", 2);
  builder.predicate("dist", 2, Extremum::min, 1);
  fact_at(1, "dist", 1, 0);
  fact("edge", 1, 2, 9);
  fact("edge", 1, 2, 4);
  builder.rule(atom("clear", X), {atom("p", X), atom("dist", X, any)});
  builder.rule(atom("clear", Y), {atom("dist", Y, any)});
  builder.rule(atom("dist", Y, D),
               {atom("dist", X, N), atom("clear", X), atom("edge", X, Y, W), let(D, call("+", N, W))});
  builder.rule(atom("open", X), {atom("clear", X)});
  builder.program.predicates.edit()[builder.predicate("clear", 1)].levelless = true;
  check();
  BOOST_TEST(show("clear", 1) == "1, 2");
  BOOST_TEST(show_levels("open", 1) == "1, 2");
  // A best value beside it stays the best, at the level of what it rests on.
  BOOST_TEST(show("dist", 2) == "1 0, 2 4");
  BOOST_TEST(relation("dist", 2).rows_to(0) == 0U);
  fact("dist", 3, 0);
  check();
  BOOST_TEST(show_levels("open", 1) == "3, 1, 2");
}

// ---- questions

BOOST_AUTO_TEST_CASE(a_question_cut_at_a_level) {
  fact("edge", 1, 2);
  fact_at(1, "edge", 2, 3);
  fact_at(2, "edge", 3, 4);
  fact_at(2, "stop", 2);
  transitive_closure();
  update();
  const auto ask = [&](engine::Level lowest, const Lit& head, const std::vector<Lit>& body) {
    analysis::Query query = asked(head, body);
    query.lowest = lowest;
    return answer(query);
  };
  BOOST_TEST(ask(0, atom("?", X), {atom("path", 1, X)}) == "2");
  BOOST_TEST(ask(1, atom("?", X), {atom("path", 1, X)}) == "2, 3 [1]");
  BOOST_TEST(ask(engine::kLowest, atom("?", X), {atom("path", 1, X)}) == "2, 3 [1], 4 [2]");
  BOOST_TEST(ask(1, atom("?", X), {atom("path", X, Y), atom("edge", Y, Z)}) == "1 [1]");
  BOOST_TEST(ask(1, atom("?", X), {atom("edge", 1, X), absent("stop", X)}) == "");  // what is negated is not cut
  BOOST_TEST((levels() == levels_from_scratch()));
}

BOOST_AUTO_TEST_CASE(what_is_possible_and_does_not_hold_is_undecided) {
  fact_at(1, "p", 1);
  fact("p", 2);
  fact("maybe", 1);
  fact("maybe", 2);
  fact("maybe", 3);
  update();
  analysis::Query query = asked(atom("?", X), {atom("p", X)});
  const analysis::Query possible = asked(atom("?", X), {atom("maybe", X)});
  query.possible = query.answer + 1;
  query.predicates.push_back(query.predicates.front());
  query.rules.push_back(possible.rules.front());
  query.rules.back().head = *query.possible;
  query.strata.push_back({{*query.possible}, {1}, {}, false});
  BOOST_TEST(answer(query) == "2, 1 [1], 3 [undecided]");
  query.lowest = 1;  // what is undecided is at no level
  BOOST_TEST(answer(query) == "2, 1 [1]");
}

// ---- what must be decided

BOOST_AUTO_TEST_CASE(an_aggregate_over_an_undecided_row) {
  fact("p", 1);
  const PredicateId holds = builder.predicate("holds", 1);
  builder.rule(atom("holds", X), {atom("p", X), compare(X, Comparison::less, 2)});
  builder.aggregation("n", analysis::AggregateFunction::count, 0, atom("", X), {atom("holds", X)}, true);
  builder.rule(atom("possible", X), {atom("p", X)});  // in a stratum behind
  const PredicateId possible = builder.predicate("possible", 1);
  builder.program.predicates.edit()[possible].part_of = holds;
  builder.decided = {{holds, possible, {}}};
  check();
  fact("p", 2);  // gives nothing new to count
  fails_and_leaves_all<Failure>([](const Failure& f) {
    return f.code == engine::kUndecided &&
           f.message == "`holds(2)` is undecided, and this needs to know whether it holds";
  });
  forget_added();
  fact("p", 0);
  check();
  BOOST_TEST(show("n", 1) == "2");
}

BOOST_AUTO_TEST_SUITE_END()
