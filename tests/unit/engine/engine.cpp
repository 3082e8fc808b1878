#include "engine/engine.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/unit/engine/world.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using engine::Failure;
using engine::Stopped;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, N{"N"}, D{"D"}, W{"W"};

struct Fixture : World {
  std::mt19937 random{31};
  int below(unsigned n) { return static_cast<int>(random() % n); }

  void transitive_closure() {
    builder.rule(atom("path", X, Y), {atom("edge", X, Y)});
    builder.rule(atom("path", X, Z), {atom("edge", X, Y), atom("path", Y, Z)});
  }
  void chain(int from, int to) {
    for (int i = from; i < to; ++i) fact("edge", i, i + 1);
  }
  // Updates, and compares with another engine's evaluation from nothing.
  void check() {
    update();
    BOOST_TEST((snapshot() == from_scratch()));
  }
  template <class E, class Holds>
  void fails_and_leaves_all(Holds holds) {
    const auto before = snapshot();
    const std::uint64_t tuples = engine.tuples();
    BOOST_CHECK_EXCEPTION(update(), E, holds);
    const auto after = snapshot();
    BOOST_REQUIRE(after.size() >= before.size());
    for (std::size_t p = 0; p < after.size(); ++p) BOOST_TEST((after[p] == (p < before.size() ? before[p] : Rows{})));
    BOOST_TEST(engine.tuples() == tuples);
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_, Fixture)

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
  builder.program.rules[1] = builder.resolve(atom("path", X, X), {atom("edge", X, Y)});
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
  builder.program.rules.erase(builder.program.rules.begin());
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

// ---- failures

BOOST_AUTO_TEST_CASE(a_failing_builtin_leaves_everything_as_it_was) {
  fact("p", 6, 2);
  builder.rule(atom("q", Z), {atom("p", X, Y), let(Z, call("/", X, Y))});
  update();
  BOOST_TEST(show("q", 1) == "3");
  fact("p", 7, 0);
  fact("p", 8, 2);
  fails_and_leaves_all<Failure>([](const Failure& f) {
    return f.code == engine::kDivisionByZero && has(f.message, "7 / 0") && f.rule != nullptr && !f.hint.empty();
  });
  forget_added();
  fact("p", 8, 2);
  check();  // goes on as if nothing had happened
  BOOST_TEST(show("q", 1) == "3, 4");
}

BOOST_AUTO_TEST_CASE(a_builtin_fails_only_where_the_rest_of_the_body_holds) {
  for (int i = 0; i < 3000; ++i) fact("p", i, i % 10);
  for (int i = 1; i < 10; ++i) fact("good", i);
  builder.rule(atom("q", X, Z), {atom("p", X, Y), let(Z, call("/", X, Y)), atom("good", Y)});
  builder.rule(atom("r", X, Z), {let(Z, call("mod", X, Y)), compare(Y, Comparison::greater, 0), atom("p", X, Y)});
  builder.aggregation("n", analysis::AggregateFunction::count, 0, atom("", X, Z),
                      {atom("p", X, Y), let(Z, call("/", X, Y)), atom("good", Y)}, true);
  builder.rule(atom("all", N), {aggregate("n", N)});
  update();
  BOOST_TEST(relation("q", 2).live_rows() == 2700U);
  BOOST_TEST(relation("r", 2).live_rows() == 2700U);
  BOOST_TEST(show("all", 1) == "2700");  // nothing is counted twice
  for (int i = 3000; i < 3010; ++i) fact("p", i, i % 10);
  check();
}

BOOST_AUTO_TEST_CASE(overflow_in_recursion) {
  chain(0, 3);
  transitive_closure();
  fact("start", 1);
  update();
  builder.rule(atom("grow", X), {atom("start", X)});
  builder.rule(atom("grow", Y), {atom("grow", X), let(Y, call("*", X, 10))});
  fact("edge", 3, 4);
  fails_and_leaves_all<Failure>(
      [](const Failure& f) { return f.code == engine::kOverflow && has(f.message, "1000000000000000000 * 10"); });
  builder.program.rules.resize(2);
  check();
  BOOST_TEST(relation("path", 2).live_rows() == 10U);
}

BOOST_AUTO_TEST_CASE(terms_that_grow_for_ever) {
  fact("p", "a");
  builder.rule(atom("p", Y), {atom("p", X), term(Y, "f", X)});
  fails_and_leaves_all<Failure>(
      [](const Failure& f) { return f.code == engine::kTooDeep && f.rule != nullptr && has(f.message, "10000"); });
}

BOOST_AUTO_TEST_CASE(a_sum_that_is_out_of_range) {
  fact("p", 1, std::int64_t{9223372036854775807});
  fact("p", 2, -5);
  builder.aggregation("total", analysis::AggregateFunction::sum, 0, atom("", X, N), {atom("p", X, N)});
  builder.rule(atom("answer", N), {aggregate("total", N)});
  update();
  BOOST_TEST(show("answer", 1) == "9223372036854775802");
  fact("p", 3, 6);
  fails_and_leaves_all<Failure>([](const Failure& f) { return f.code == engine::kOverflow && has(f.message, "#sum"); });
}

BOOST_AUTO_TEST_CASE(an_ill_typed_tuple) {
  fact("p", 1);
  const PredicateId q = builder.predicate("q", 1);
  builder.program.predicates[q].arguments[0].name = "size";
  const std::uint32_t rule = builder.rule(atom("q", X), {atom("p", X)});
  builder.program.rules[rule].checks.push_back({0, {analysis::Type::Kind::integer, 0}});
  update();
  fact("p", "china");
  fails_and_leaves_all<Failure>([](const Failure& f) {
    return f.code == engine::kIllSorted && has(f.message, "china") && has(f.message, "`size`") &&
           has(f.message, "an integer");
  });
}

BOOST_AUTO_TEST_CASE(a_tuple_outside_its_sort) {
  fact("state", "china");
  fact("p", "china");
  const PredicateId state = builder.predicate("state", 1);
  const std::uint32_t rule = builder.rule(atom("q", X), {atom("p", X)});
  builder.program.rules[rule].checks.push_back({0, {analysis::Type::Kind::sort, state}});
  update();
  BOOST_TEST(show("q", 1) == "china");
  fact("p", "lankov");
  fails_and_leaves_all<Failure>([](const Failure& f) { return has(f.message, "of the sort `state`"); });
}

BOOST_AUTO_TEST_CASE(the_limit_of_tuples) {
  chain(0, 20);
  transitive_closure();
  update();
  chain(20, 200);
  budget.tuples = 1000;
  fails_and_leaves_all<Stopped>(
      [](const Stopped& s) { return s.reason == Stopped::Reason::tuples && s.rule != nullptr; });
  budget.tuples = 0;
  check();
  BOOST_TEST(relation("path", 2).live_rows() == 200U * 201 / 2);
}

BOOST_AUTO_TEST_CASE(an_interruption) {
  builder.predicate("dist", 2, Extremum::min, 1);
  for (int i = 0; i < 30; ++i) fact("edge", i, i + 1, 5);
  fact("dist", 0, 0);
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("edge", X, Y, W), let(D, call("+", N, W))});
  update();
  std::atomic<bool> interrupt = false;
  budget.interrupt = &interrupt;
  int looks = 0;
  budget.bytes = 1;
  budget.memory = [&] {  // in the middle of the evaluation
    interrupt = interrupt || ++looks == 2;
    return std::uint64_t{0};
  };
  for (int i = 0; i < 30; ++i) fact("edge", i, i + 1, 1);
  fails_and_leaves_all<Stopped>([](const Stopped& s) { return s.reason == Stopped::Reason::interrupted; });
  budget.interrupt = nullptr;
  check();
  BOOST_TEST(rows_of(relation("dist", 2)).contains({Value::small(30).bits(), Value::small(30).bits()}));
}

BOOST_AUTO_TEST_CASE(the_limits_of_time_and_memory) {
  chain(0, 200);
  transitive_closure();
  budget.seconds = 1e-9;
  fails_and_leaves_all<Stopped>([](const Stopped& s) { return s.reason == Stopped::Reason::time; });
  budget.seconds = 0;
  budget.bytes = 1000;
  budget.memory = [this] { return engine.bytes(); };
  fails_and_leaves_all<Stopped>([](const Stopped& s) { return s.reason == Stopped::Reason::memory; });
  budget.bytes = 0;
  check();
}

// Whenever an update is stopped, it leaves what was there, and a later one comes to the same end.
BOOST_AUTO_TEST_CASE(stopping_anywhere) {
  builder.predicate("dist", 2, Extremum::min, 1);
  fact("dist", 0, 0);
  transitive_closure();
  builder.rule(atom("dist", Y, D), {atom("dist", X, N), atom("path", X, Y), let(D, call("+", N, 1))});
  builder.rule(atom("apart", X, Y), {atom("node", X), atom("node", Y), absent("path", X, Y)});
  for (int i = 0; i < 10; ++i) fact("node", i);
  for (int i = 0; i < 12; ++i) fact("edge", below(10), below(10));
  update();
  for (std::uint64_t limit = 1; limit < 120; limit += 1 + limit / 10) {
    for (int i = 0; i < 2; ++i) fact("edge", below(10), below(10));
    if (limit % 3 == 0) retract("node", below(2) == 0 ? 9 : 8), fact("node", 8), fact("node", 9);
    const auto before = snapshot();
    budget.tuples = limit;
    try {
      update();
    } catch (const Stopped&) {
      BOOST_TEST((snapshot() == before));
      budget.tuples = 0;
      update();
    }
    BOOST_TEST((snapshot() == from_scratch()));
  }
}

// ---- questions

BOOST_AUTO_TEST_CASE(questions) {
  chain(0, 5);
  transitive_closure();
  update();
  const auto ask = [&](const Lit& head, const std::vector<Lit>& body) {
    // The question's own predicate is numbered from the program's on.
    ProgramBuilder question = builder;
    analysis::Query query;
    query.answer = static_cast<PredicateId>(builder.program.predicates.size());
    query.rules.push_back(question.resolve(head, body));
    BOOST_REQUIRE(query.rules[0].head == query.answer);
    query.predicates.push_back(question.program.predicates[query.answer]);
    query.strata.push_back({{query.answer}, {0}, {}, false});
    engine::Budget unlimited;
    const engine::Answers answers = engine.answer(query, unlimited);
    BOOST_TEST(answers.columns == head.args.size());
    std::vector<Row> rows;
    for (std::size_t i = 0; i < answers.count; ++i) {
      rows.emplace_back(answers.values.begin() + i * answers.columns,
                        answers.values.begin() + (i + 1) * answers.columns);
    }
    return show(rows);
  };
  const auto before = snapshot();
  BOOST_TEST(ask(atom("?", X), {atom("path", 2, X)}) == "3, 4, 5");
  BOOST_TEST(ask(atom("?", X, Y), {atom("edge", X, Y), absent("path", X, 4)}) == "4 5");
  BOOST_TEST(ask(atom("?", N), {atom("path", 0, X), let(N, call("*", X, 2)), compare(N, Comparison::greater, 6)}) ==
             "8, 10");
  BOOST_TEST(ask(atom("?", X), {atom("path", X, X)}) == "");
  BOOST_CHECK_THROW(ask(atom("?", N), {atom("path", X, Y), let(N, call("/", Y, X))}), Failure);
  BOOST_TEST(ask(atom("?", X), {atom("path", 3, X)}) == "4, 5");
  BOOST_TEST((snapshot() == before));
  fact("edge", 5, 6);
  check();
  BOOST_TEST(ask(atom("?", X), {atom("path", 4, X)}) == "5, 6");
}

BOOST_AUTO_TEST_CASE(a_question_with_an_aggregate) {
  chain(0, 5);
  transitive_closure();
  update();
  ProgramBuilder question = builder;
  question.aggregation("count?", analysis::AggregateFunction::count, 1, atom("", X, Y), {atom("path", X, Y)}, true);
  const std::uint32_t rule = question.rule(atom("?", X, N), {atom("edge", X, any), aggregate("count?", X, N)});
  analysis::Query query;
  const auto base = static_cast<PredicateId>(builder.program.predicates.size());
  query.answer = question.program.rules[rule].head;
  query.rules = {question.program.rules[rule]};
  query.aggregations = question.program.aggregations;
  query.predicates.assign(question.program.predicates.begin() + base, question.program.predicates.end());
  query.strata.push_back({{query.aggregations[0].head}, {}, {0}, false});
  query.strata.push_back({{query.answer}, {0}, {}, false});
  engine::Budget unlimited;
  for (int times = 0; times < 2; ++times) {
    const engine::Answers answers = engine.answer(query, unlimited);
    BOOST_TEST(answers.count == 5U);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < 5; ++i)
      rows.emplace_back(answers.values.begin() + 2 * i, answers.values.begin() + 2 * i + 2);
    BOOST_TEST(show(rows) == "0 5, 1 4, 2 3, 3 2, 4 1");
  }
}

BOOST_AUTO_TEST_CASE(holds) {
  builder.predicate("best", 2, Extremum::min, 1);
  fact("best", "a", 5);
  fact("best", "a", 3);
  fact("flag");
  chain(0, 3);
  transitive_closure();
  builder.predicate("nothing", 0);
  update();
  const auto asked = [&](const char* name, const std::vector<Arg>& args) {
    analysis::GroundFact f;
    f.predicate = builder.predicate(name, args.size());
    for (const Arg& a : args) f.args.push_back(builder.value(a));
    return engine.holds(f);
  };
  BOOST_TEST(asked("path", {0, 3}));
  BOOST_TEST(!asked("path", {3, 0}));
  BOOST_TEST(asked("best", {"a", 3}));
  BOOST_TEST(!asked("best", {"a", 5}));
  BOOST_TEST(asked("flag", {}));
  BOOST_TEST(!asked("nothing", {}));
  BOOST_TEST(!engine.holds({999, {}, {}}));
}

BOOST_AUTO_TEST_CASE(plans_are_shown_with_what_they_did) {
  chain(0, 3);
  transitive_closure();
  update();
  const std::string text = engine.print_plans(1);
  BOOST_TEST(has(text, "over new rows of path(Y, Z)"));
  BOOST_TEST(has(text, "edge(X, Y)"));
  BOOST_TEST(has(text, "actual"));
  BOOST_TEST(engine.tuples() == 3U + 6U);
  BOOST_TEST(engine.bytes() > 0U);
}

BOOST_AUTO_TEST_CASE(facts_by_columns) {
  const PredicateId p = builder.predicate("p", 2);
  std::vector<Value> a, b;
  for (int i = 0; i < 40000; ++i) {  // more than are taken at once
    a.push_back(pool.integer(i));
    b.push_back(pool.integer(i % 3));
  }
  engine::Update update;
  update.program = builder.build();
  update.facts = [&](PredicateId) { return std::vector{engine::FactBlock{nullptr, {a.data(), b.data()}, a.size()}}; };
  update.added = [](PredicateId) { return std::vector<engine::FactBlock>{}; };
  update.changed = [](PredicateId) { return false; };
  engine.update(update, budget);
  BOOST_TEST(engine.relation(p)->rows() == 40000U);
  BOOST_TEST((engine.relation(p)->at(39999, 1) == Value::small(39999 % 3)));
}

BOOST_AUTO_TEST_SUITE_END()
