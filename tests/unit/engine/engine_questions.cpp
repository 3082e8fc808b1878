#include <boost/test/unit_test.hpp>

#include "engine/engine.hpp"
#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;
using engine::Failure;

namespace {

const Var X{"X"}, Y{"Y"}, N{"N"};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(engine_questions, EngineFixture)

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
      rows.emplace_back(answers.values.begin() + static_cast<std::ptrdiff_t>(i * answers.columns),
                        answers.values.begin() + static_cast<std::ptrdiff_t>((i + 1) * answers.columns));
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
      rows.emplace_back(answers.values.begin() + static_cast<std::ptrdiff_t>(2 * i),
                        answers.values.begin() + static_cast<std::ptrdiff_t>(2 * i + 2));
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
    return engine.level(f).has_value();
  };
  BOOST_TEST(asked("path", {0, 3}));
  BOOST_TEST(!asked("path", {3, 0}));
  BOOST_TEST(asked("best", {"a", 3}));
  BOOST_TEST(!asked("best", {"a", 5}));
  BOOST_TEST(asked("flag", {}));
  BOOST_TEST(!asked("nothing", {}));
  BOOST_TEST(!engine.level({999, {}, {}}));
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
