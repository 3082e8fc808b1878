// Rules run by several threads: the same rows in the same order as one thread finds them.
#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <string>

#include "engine/collect_sink.hpp"
#include "engine/engine.hpp"
#include "tests/unit/engine/columns.hpp"
#include "tests/unit/engine/engine_fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, A{"A"}, B{"B"};

// Every relation's rows in order, with the steps at which they came, and the number of derivations.
struct Result {
  std::map<std::string, std::vector<std::uint32_t>> relations;
  std::uint64_t derivations = 0;
  friend bool operator==(const Result&, const Result&) = default;
};

Result result_of(const engine::Engine& one, const analysis::Program& program) {
  Result out;
  out.derivations = one.derivations();
  for (PredicateId p = 0; p < program.predicates.size(); ++p) {
    std::vector<std::uint32_t>& values = out.relations[program.predicates[p].signature.name];
    const engine::Relation* r = one.relation(p);
    if (r == nullptr) continue;
    for (std::uint32_t i = 0; i < r->rows(); ++i) {
      for (std::uint32_t c = 0; c < r->arity(); ++c) values.push_back(r->at(i, c).bits());
    }
    for (const engine::Growth& growth : r->growth()) values.push_back(growth.rows);
  }
  return out;
}

struct PartsFixture : EngineFixture {
  // Closures, cycles and joins over random graphs, some of them far larger than a unit.
  PartsFixture() {
    for (int i = 0; i < 900; ++i) fact("edge", below(300), below(300));
    for (int i = 0; i < 3000; ++i) fact("big", below(500), below(500));
    transitive_closure();
    // Too scattered for bitmaps.
    const auto far_apart = [this] { return below(1000) * 1000003; };
    for (int i = 0; i < 1200; ++i) fact("link", far_apart(), far_apart());
    builder.rule(atom("linked", X, Y), {atom("link", X, Y)});
    builder.rule(atom("linked", X, Z), {atom("linked", X, Y), atom("link", Y, Z)});
    builder.rule(atom("met", X), {atom("linked", X, Y), atom("linked", Y, X)});
    builder.rule(atom("pair", X, Y), {atom("edge", X, A), atom("edge", Y, A)});
    builder.rule(atom("pair", X, Y), {atom("edge", X, A), atom("pair", A, B), atom("edge", Y, B)});
    builder.rule(atom("triangle", X, Y, Z), {atom("big", X, Y), atom("big", Y, Z), atom("big", Z, X)});
    builder.rule(atom("far", X, Z), {atom("big", X, Y), atom("big", Y, Z), absent("path", X, Z)});
  }
  Result run(unsigned threads, engine::Use parts, engine::Use dense) {
    engine::Tuning tuning;
    tuning.parts = parts;
    tuning.dense_set = dense;
    engine::Engine one(pool, tuning);
    budget.threads = threads;
    update(one);
    BOOST_TEST((one.shared_runs() != 0) == (parts == engine::Use::always));
    return result_of(one, builder.program);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(parts, PartsFixture)

BOOST_AUTO_TEST_CASE(rows_come_in_the_order_of_one_thread) {
  for (const engine::Use dense : {engine::Use::always, engine::Use::never}) {
    const Result expected = run(1, engine::Use::never, dense);
    BOOST_TEST(expected.derivations > 100000U);
    for (const unsigned threads : {2U, 3U, 5U}) {
      const Result found = run(threads, engine::Use::always, dense);
      BOOST_TEST((found == expected), threads << " threads");
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_scattered_comes_in_the_order_of_one_thread) {
  const Result expected = run(1, engine::Use::never, engine::Use::choose);
  BOOST_TEST(expected.relations.at("linked").size() > 20000U);
  for (const unsigned threads : {2U, 3U, 5U}) {
    const Result found = run(threads, engine::Use::always, engine::Use::choose);
    for (const char* name : {"linked", "met"}) {
      BOOST_TEST((found.relations.at(name) == expected.relations.at(name)), name << ", " << threads << " threads");
    }
  }
}

// Of what joins with few rows, on the average, some joins with very many. And what a relation is like shows only once
// it has some rows.
BOOST_FIXTURE_TEST_CASE(what_turns_out_to_be_long_is_shared, EngineFixture) {
  for (int i = 0; i < 12000; ++i) fact("from", i * 10007, i < 400 ? i + 300 : i % 300);
  for (int i = 0; i < 30000; ++i) fact("to", i % 300, i * 10037);
  for (int i = 300; i < 20000; ++i) fact("to", i, i * 10037);
  builder.rule(atom("far", X, Z), {atom("from", X, Y), atom("to", Y, Z)});
  for (int i = 0; i < 12000; ++i) fact("a", i % 1511, i % 300);
  for (int i = 0; i < 30000; ++i) fact("b", i % 300, i % 1999);
  builder.rule(atom("near", X, Z), {atom("a", X, Y), atom("b", Y, Z)});
  Result expected;
  for (const unsigned threads : {1U, 2U, 3U}) {
    engine::Engine one(pool);
    budget.threads = threads;
    update(one);
    BOOST_TEST(one.shared_runs() == (threads == 1 ? 0U : 2U));
    const Result found = result_of(one, builder.program);
    if (threads == 1) expected = found;
    BOOST_TEST((found == expected), threads << " threads");
  }
  BOOST_TEST(expected.derivations > 2000000U);
}

// Each thread looks at the values of some of the rows.
BOOST_FIXTURE_TEST_CASE(the_values_of_a_long_delta_are_all_there, EngineFixture) {
  constexpr int kRows = 70'000;
  for (int i = 0; i < kRows; ++i) fact("first", i / 2, i % 2);
  for (int i = 0; i < kRows / 2; ++i) fact("next", i, kRows + i);
  builder.rule(atom("t", X, Y), {atom("first", X, Y)});
  builder.rule(atom("t", Z, Y), {atom("t", X, Y), atom("next", X, Z)});
  Result expected;
  for (const unsigned threads : {1U, 2U, 3U}) {
    engine::Tuning tuning;
    tuning.projected_delta = engine::Use::always;
    engine::Engine one(pool, tuning);
    budget.threads = threads;
    update(one);
    const Result found = result_of(one, builder.program);
    if (threads == 1) expected = found;
    BOOST_TEST(found.relations.at("t").size() > 3U * kRows);
    BOOST_TEST((found == expected), threads << " threads");
  }
}

BOOST_AUTO_TEST_CASE(what_is_stopped_leaves_all_as_it_was) {
  engine::Tuning tuning;
  tuning.parts = engine::Use::always;
  engine::Engine one(pool, tuning);
  budget.threads = 3;
  budget.tuples = 20000;
  budget.start();
  BOOST_CHECK_THROW(update(one), engine::Stopped);
  BOOST_TEST(one.tuples() == 0U);
  budget.tuples = 0;
  budget.start();
  update(one);
  BOOST_TEST((levels(one) == levels_from_scratch()));
}

// Then the table for duplicates is made anew, of all rows.
BOOST_AUTO_TEST_CASE(values_of_a_later_part_do_not_fit_the_bitmap) {
  using Rows = std::vector<std::vector<Value>>;
  const auto pair = [](int a, int b) { return std::vector{Value::small(a), Value::small(b)}; };
  Rows before, first, second;
  for (int i = 0; i < 5000; ++i) before.push_back(pair(i / 100, i % 100));
  for (int i = 0; i < 2000; ++i) first.push_back(pair(50 + i / 100, i % 100));
  for (int i = 0; i < 2000; ++i) second.push_back(i % 2 == 0 ? pair(i * 50000, i * 400) : pair(50 + i / 100, i % 100));
  Rows expected = before;
  expected.insert(expected.end(), first.begin(), first.end());
  for (int i = 2; i < 2000; i += 2) expected.push_back(second[static_cast<std::size_t>(i)]);
  for (unsigned threads = 1; threads <= 2; ++threads) {
    std::unique_ptr<engine::Crew> crew;
    const engine::CrewLoan loan(&crew, threads);
    engine::Relation r(2, syntax::Extremum::none, 0, pool);
    insert(r, before);
    BOOST_REQUIRE(r.has_dense_set());
    r.begin_parts(2);
    insert(r.part(0), first);
    insert(r.part(1), second);
    r.add_parts(2);
    Rows found;
    for (std::uint32_t i = 0; i < r.rows(); ++i) found.push_back({r.at(i, 0), r.at(i, 1)});
    BOOST_TEST((found == expected));
    BOOST_TEST(insert(r, expected) == 0U);
  }
}

// Pairs far apart and triples, so that a hash table serves, which the threads that there are make larger.
BOOST_AUTO_TEST_CASE(a_hash_table_grows_by_several_threads) {
  engine::Tuning tuning;
  tuning.dense_set = tuning.ordinal_set = engine::Use::never;
  for (const unsigned threads : {1U, 2U, 3U, 5U}) {
    std::unique_ptr<engine::Crew> crew;
    const engine::CrewLoan loan(&crew, threads);
    for (const std::uint32_t arity : {2U, 3U}) {
      engine::Relation r(arity, syntax::Extremum::none, 0, pool, tuning);
      std::set<std::vector<std::uint32_t>> expected;
      for (int block = 0; block < 60; ++block) {
        std::vector<std::vector<Value>> rows;
        for (int i = 0; i < 1000; ++i) {
          std::vector<Value>& row = rows.emplace_back();
          std::vector<std::uint32_t> bits;
          for (std::uint32_t c = 0; c < arity; ++c) {
            row.push_back(Value::small(below(700) * 1000003));
            bits.push_back(row.back().bits());
          }
          expected.insert(bits);
        }
        insert(r, rows);
      }
      BOOST_REQUIRE(r.rows() == expected.size());
      std::set<std::vector<std::uint32_t>> found;
      for (std::uint32_t i = 0; i < r.rows(); ++i) {
        std::vector<std::uint32_t> bits;
        for (std::uint32_t c = 0; c < arity; ++c) bits.push_back(r.at(i, c).bits());
        found.insert(bits);
      }
      BOOST_TEST((found == expected));
    }
  }
}

// What is found again and again takes no more room than what there is to find.
BOOST_AUTO_TEST_CASE(repeated_tuples_are_not_collected_without_end) {
  engine::CollectSink sink(2);
  std::vector<Value> first, second;
  for (int i = 0; i < 1000; ++i) {
    first.push_back(Value::small(i));
    second.push_back(Value::small(i * 7));
  }
  const std::array<const Value*, 2> columns{first.data(), second.data()};
  for (int i = 0; i < 5000; ++i) sink.take(columns.data(), 1000);
  BOOST_TEST(sink.keys().size() < (1U << 20));
  for (std::size_t i = 0; i < 1000; ++i) BOOST_REQUIRE(sink.keys()[i] == engine::pack(first[i], second[i]));
  sink.forget();
  BOOST_TEST(sink.keys().size() == 0U);
}

BOOST_AUTO_TEST_CASE(the_failure_of_the_first_piece_is_told) {
  engine::Crew crew;
  std::atomic<int> done = 0;
  for (int i = 0; i < 100; ++i) {
    BOOST_CHECK_EXCEPTION(crew.run(4,
                                   [&](std::size_t piece) {
                                     ++done;
                                     if (piece != 0) throw piece;
                                   }),
                          std::size_t, [](std::size_t piece) { return piece == 1; });
  }
  BOOST_TEST(done == 400);
  crew.run(2, [&](std::size_t) { ++done; });
  BOOST_TEST(done == 402);
}

BOOST_AUTO_TEST_SUITE_END()
