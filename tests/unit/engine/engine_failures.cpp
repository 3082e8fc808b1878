#include <boost/test/unit_test.hpp>

#include "engine/engine.hpp"
#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using engine::Failure;
using engine::Stopped;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, N{"N"}, D{"D"}, W{"W"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_failures, EngineFixture)

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

// The failure comes after whole blocks have been passed on.
BOOST_AUTO_TEST_CASE(nothing_is_counted_twice_when_a_plan_is_made_anew) {
  for (int i = 0; i < 3000; ++i) fact("p", i, 1 + i % 9);
  fact("p", 3000, 0);
  for (int i = 1; i <= 4000; ++i) fact("good", i);
  builder.aggregation("n", analysis::AggregateFunction::count, 0, atom("", X, Z),
                      {atom("p", X, Y), let(Z, call("/", X, Y)), atom("good", Y)}, true);
  builder.rule(atom("all", N), {aggregate("n", N)});
  update();
  BOOST_TEST(show("all", 1) == "3000");
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
  builder.program.rules.edit().resize(2);
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
  builder.program.predicates.edit()[q].arguments[0].name = "size";
  const std::uint32_t rule = builder.rule(atom("q", X), {atom("p", X)});
  builder.program.rules.edit()[rule].checks.push_back({0, {analysis::Type::Kind::integer, 0}});
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
  builder.program.rules.edit()[rule].checks.push_back({0, {analysis::Type::Kind::sort, state}});
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
  budget.progress = [&](const analysis::Rule*, std::uint64_t) {  // in the middle of the evaluation
    interrupt = interrupt || ++looks == 2;
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

BOOST_AUTO_TEST_SUITE_END()
