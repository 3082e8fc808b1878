#include "engine/pipeline.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/unit/engine/columns.hpp"
#include "tests/unit/engine/reference.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;

namespace {

using Row = std::vector<Value>;

class Collect final : public Sink {
 public:
  explicit Collect(std::size_t w) : width(w) {}
  void take(const Value* const* columns, std::uint32_t n) override {
    BOOST_REQUIRE(n <= kBlock);
    for (std::uint32_t i = 0; i < n; ++i) {
      Row& row = rows.emplace_back();
      for (std::size_t c = 0; c < width; ++c) row.push_back(columns[c][i]);
    }
  }
  std::size_t width;
  std::vector<Row> rows;
};

const Var X{"X"}, Y{"Y"}, Z{"Z"}, W{"W"}, N{"N"};

struct Fixture {
  Pool pool;
  ProgramBuilder builder{pool};
  Workspace workspace{pool};
  Database database;
  Budget budget;
  plan::Plan plan;                    // of the last run
  std::vector<std::uint64_t> actual;  // of the last run

  void load(const char* name, std::size_t arity, const std::vector<Row>& rows) {
    const PredicateId p = builder.predicate(name, arity);
    database.resize(builder.program.predicates.size());
    const analysis::Predicate& predicate = builder.program.predicates[p];
    if (!database[p].relation) {
      database[p].relation = std::make_unique<Relation>(static_cast<std::uint32_t>(arity), predicate.extremum,
                                                        predicate.extremum_argument, pool);
    }
    insert(database.relation(p), rows);
    database[p].extent = {database.relation(p).rows(), database.relation(p).rows()};
  }
  void load_numbers(const char* name, int n, const std::function<std::vector<int>(int)>& row) {
    std::vector<Row> rows;
    for (int i = 0; i < n; ++i) {
      Row& values = rows.emplace_back();
      for (int v : row(i)) values.push_back(pool.integer(v));
    }
    load(name, rows.front().size(), rows);
  }

  std::vector<Row> run(const analysis::Rule& rule, plan::Request request = {}) {
    const plan::Statistics statistics{
        [this](PredicateId p) { return static_cast<double>(database.relation(p).live_rows()); },
        [this](PredicateId p, std::uint32_t c) { return database.relation(p).distinct(c); },
        [this](PredicateId p) { return static_cast<double>(database[p].extent.all - database[p].extent.old); }};
    plan = plan::make(rule, request, statistics);
    return run_planned(rule);
  }
  std::vector<Row> run_planned(const analysis::Rule& rule) {
    Pipeline pipeline(rule, plan, workspace);
    Collect sink(rule.head_args.size());
    pipeline.run(database, sink, budget);
    actual = pipeline.actual();
    Collect again(rule.head_args.size());  // frames and indexes are used again
    pipeline.run(database, again, budget);
    BOOST_TEST((again.rows == sink.rows));
    return sink.rows;
  }
  std::vector<Row> reference(const analysis::Rule& rule) {
    std::vector<Reference::Set> sets(builder.program.predicates.size());
    for (PredicateId p = 0; p < database.size(); ++p) {
      if (!database[p].relation) continue;
      const Relation& r = database.relation(p);
      for (std::uint32_t i = 0; i < r.rows(); ++i) {
        if (r.dead(i)) continue;
        Row row;
        for (std::uint32_t c = 0; c < r.arity(); ++c) row.push_back(r.at(i, c));
        sets[p].insert(row);
      }
    }
    std::vector<Row> out;
    Reference(builder.program, pool, std::move(sets)).solve(rule, [&](const Row& row) { out.push_back(row); });
    return out;
  }
  bool uses(plan::Step::Kind kind) const {
    return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const plan::Step& s) { return s.kind == kind; });
  }

  // The rule's tuples are those of the reference, as sets; `kind` is among the steps, unless what can
  // fail comes last. Returns how many there were.
  std::size_t check(const Lit& head, const std::vector<Lit>& body, plan::Step::Kind kind) {
    const analysis::Rule rule = builder.resolve(head, body);
    std::size_t count = 0;
    for (const bool late : {false, true}) {
      const std::vector<Row> found = run(rule, {plan::Plan::kNoDelta, late});
      if (!late) BOOST_TEST(uses(kind));
      const std::vector<Row> expected = reference(rule);
      BOOST_TEST((Reference::Set(found.begin(), found.end()) == Reference::Set(expected.begin(), expected.end())));
      count = expected.size();
      if (!actual.empty()) BOOST_TEST(actual.back() == found.size());
    }
    return count;
  }
};

using StepKind = plan::Step::Kind;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(pipeline, Fixture)

BOOST_AUTO_TEST_CASE(an_empty_body_holds_once) {
  const analysis::Rule rule = builder.resolve(atom("p", 7, "a"), {});
  const std::vector<Row> found = run(rule);
  BOOST_TEST((found == std::vector<Row>{{pool.integer(7), pool.name("a")}}));
}

BOOST_AUTO_TEST_CASE(scans) {
  load_numbers("p", 2500, [](int i) { return std::vector{i, i % 7}; });
  BOOST_TEST(check(atom("q", Y, X, 5), {atom("p", X, Y)}, StepKind::scan) == 2500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, 3)}, StepKind::scan) == 357U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any)}, StepKind::scan) == 2500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, "nowhere")}, StepKind::scan) == 0U);
}

BOOST_AUTO_TEST_CASE(a_variable_twice_in_an_atom) {
  load_numbers("p", 3000, [](int i) { return std::vector{i % 60, i % 7, i % 60 + (i % 2)}; });
  BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y, X)}, StepKind::scan) > 0U);
  load_numbers("s", 4, [](int i) { return std::vector{i}; });
  load_numbers("t", 1500, [](int i) { return std::vector{i}; });
  // By its second column, with the first and third to be compared in the found rows.
  BOOST_TEST(check(atom("q", X, Y), {atom("s", Y), atom("p", X, Y, X)}, StepKind::probe) > 0U);
  BOOST_TEST(check(atom("q", Y), {atom("t", Y), atom("p", Y, any, Y)}, StepKind::scan) > 0U);
}

BOOST_AUTO_TEST_CASE(each_binding_comes_once_over_many_blocks) {
  const auto twice = [&](const Lit& head, const std::vector<Lit>& body) {
    const std::vector<Row> found = run(builder.resolve(head, body));
    return found.size() - Reference::Set(found.begin(), found.end()).size();
  };
  load_numbers("s", 2, [](int i) { return std::vector{i}; });
  load_numbers("p", 6000, [](int i) { return std::vector{i % 2, i, i + 1, i + 2}; });
  BOOST_TEST(twice(atom("q", X, Y, Z, W), {atom("s", X), atom("p", X, Y, Z, W)}) == 0U);
  BOOST_TEST(uses(StepKind::probe));
  std::vector<Value> args;
  for (int i = 0; i < 3000; ++i) args.push_back(pool.integer(i));
  load("t", 1, {{pool.term(pool.name("f"), args)}, {pool.term(pool.name("g"), args)}});
  BOOST_TEST(twice(atom("q", X, Y, Z), {atom("t", X), generate("arg", X, Y, Z)}) == 0U);
  BOOST_TEST(uses(StepKind::generate));
}

BOOST_AUTO_TEST_CASE(probe_by_one_column) {
  load_numbers("p", 3000, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("r", 250, [](int i) { return std::vector{i % 50, i}; });
  BOOST_TEST(check(atom("q", X, Z), {atom("p", X, Y), atom("r", Y, Z)}, StepKind::probe) == 15000U);
}

BOOST_AUTO_TEST_CASE(one_key_with_more_rows_than_a_block) {
  load_numbers("p", 3000, [](int i) { return std::vector{i % 2, i}; });
  load_numbers("s", 3, [](int i) { return std::vector{i}; });
  BOOST_TEST(check(atom("q", X, Y), {atom("s", X), atom("p", X, Y)}, StepKind::probe) == 3000U);
}

BOOST_AUTO_TEST_CASE(probe_by_two_and_three_columns) {
  load_numbers("p", 2000, [](int i) { return std::vector{i % 4, i % 5, i % 3, i}; });
  load_numbers("s", 210, [](int i) { return std::vector{i % 6, i % 5, i % 7, i}; });
  BOOST_TEST(check(atom("q", X, N, W), {atom("s", X, Y, any, N), atom("p", X, Y, any, W)}, StepKind::probe) == 14000U);
  BOOST_TEST(check(atom("q", N, W), {atom("s", X, Y, Z, N), atom("p", X, Y, Z, W)}, StepKind::probe) == 2000U);
}

BOOST_AUTO_TEST_CASE(an_index_of_many_runs) {
  load_numbers("s", 40, [](int i) { return std::vector{i}; });
  for (int batch = 1; batch < 12; ++batch) {
    load_numbers("p", 400 / batch, [&](int i) { return std::vector{i % 40, batch * 1000 + i}; });
    BOOST_TEST(check(atom("q", X, Y), {atom("s", X), atom("p", X, Y)}, StepKind::probe) > 0U);
  }
}

BOOST_AUTO_TEST_CASE(a_product) {
  load_numbers("p", 60, [](int i) { return std::vector{i}; });
  load_numbers("r", 70, [](int i) { return std::vector{i}; });
  const analysis::Rule rule = builder.resolve(atom("q", X, Y), {atom("p", X), atom("r", Y)});
  BOOST_TEST(run(rule).size() == 4200U);
  BOOST_TEST(check(atom("q", X, Y), {atom("p", X), atom("r", Y)}, StepKind::scan) == 4200U);
}

BOOST_AUTO_TEST_CASE(existing_rows) {
  load_numbers("p", 3000, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("r", 200, [](int i) { return std::vector{i % 25, i}; });
  BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y), atom("r", Y, any)}, StepKind::exists) > 0U);
  load_numbers("t", 1500, [](int i) { return std::vector{i + 25}; });
  BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y), atom("t", Y)}, StepKind::exists) > 0U);
}

BOOST_AUTO_TEST_CASE(exists_of_constants_and_of_wildcards) {
  load_numbers("p", 2000, [](int i) { return std::vector{i, 1}; });
  load("flag", 0, {});
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), atom("flag")}, StepKind::exists) == 0U);
  load("flag", 0, {{}});
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), atom("flag")}, StepKind::exists) == 2000U);
  load_numbers("r", 5, [](int i) { return std::vector{i, i}; });
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), atom("r", 3, 3)}, StepKind::exists) == 2000U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), atom("r", 3, 4)}, StepKind::exists) == 0U);
  BOOST_TEST(check(atom("q", 1), {atom("r", any, any)}, StepKind::exists) == 5U);
}

BOOST_AUTO_TEST_CASE(absent_rows) {
  load_numbers("p", 3000, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("r", 200, [](int i) { return std::vector{i % 25, i}; });
  load("none", 1, {});
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), absent("r", Y, X)}, StepKind::absent) == 2900U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), absent("r", Y, any)}, StepKind::absent) == 1500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), absent("r", any, any)}, StepKind::absent) == 0U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), absent("none", any)}, StepKind::absent) == 3000U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), absent("none", Y)}, StepKind::absent) == 3000U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), absent("p", Y, Y)}, StepKind::absent) == 0U);
}

BOOST_AUTO_TEST_CASE(every_comparison) {
  std::vector<Row> rows;
  for (int i = 0; i < 1200; ++i) {
    rows.push_back({pool.integer(i % 40), pool.decimal((i % 37) / 2.0)});
    rows.push_back({pool.integer(i % 10 * 1'000'000'000LL), pool.integer(i)});
    rows.push_back({pool.name(i % 2 == 0 ? "a" : "b"), pool.name(i % 3 == 0 ? "a" : "c")});
    rows.push_back({pool.integer(i), pool.integer(i)});
  }
  load("p", 2, rows);
  for (const Comparison c : {Comparison::equal, Comparison::unequal, Comparison::less, Comparison::less_equal,
                             Comparison::greater, Comparison::greater_equal}) {
    BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y), compare(X, c, Y)}, StepKind::compare) > 0U);
    BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y), compare(X, c, 10)}, StepKind::compare) > 0U);
    BOOST_TEST(check(atom("q", X, Y), {atom("p", X, Y), compare(10, c, Y)}, StepKind::compare) > 0U);
  }
}

BOOST_AUTO_TEST_CASE(computing_and_checking) {
  load_numbers("p", 2500, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("r", 100, [](int i) { return std::vector{i * 3}; });
  BOOST_TEST(check(atom("q", X, Z), {atom("p", X, Y), let(Z, call("+", call("*", X, 2), Y))}, StepKind::bind) == 2500U);
  // The result is bound by an atom: looked up with it early, checked against it late.
  BOOST_TEST(check(atom("q", X, Z), {atom("p", X, Y), let(Z, call("+", X, Y)), atom("r", Z)}, StepKind::exists) > 50U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), let(X, call("*", Y, Y))}, StepKind::check) > 0U);
  BOOST_TEST(check(atom("q", X, Z), {atom("p", X, Y), let(Z, make("pair", X, make("inner", Y)))}, StepKind::bind) ==
             2500U);
}

BOOST_AUTO_TEST_CASE(terms_are_built_and_taken_apart) {
  load_numbers("p", 2500, [](int i) { return std::vector{i, i % 50}; });
  BOOST_TEST(check(atom("q", Z), {atom("p", X, Y), term(Z, "f", Y, "a", X)}, StepKind::build) == 2500U);
  std::vector<Row> rows;
  for (int i = 0; i < 2500; ++i) {
    const Row args{pool.integer(i % 50), pool.integer(i % 3 == 0 ? i % 50 : i)};
    rows.push_back({pool.term(pool.name(i % 5 == 0 ? "g" : "f"), args), pool.integer(i)});
    rows.push_back({pool.term(pool.name("f"), std::vector{pool.integer(i)}), pool.integer(i)});
    rows.push_back({pool.integer(i), pool.integer(i)});  // no term at all
  }
  load("t", 2, rows);
  BOOST_TEST(check(atom("q", X, Y, N), {atom("t", Z, N), term(Z, "f", X, Y)}, StepKind::match) == 2000U);
  BOOST_TEST(check(atom("q", X), {atom("t", Z, any), term(Z, "f", X, X)}, StepKind::match) > 0U);
  BOOST_TEST(check(atom("q", N), {atom("t", Z, N), term(Z, "f", any, 7)}, StepKind::match) > 0U);
  BOOST_TEST(check(atom("q", N), {atom("t", Z, N), term(Z, "f", any, N)}, StepKind::match) > 0U);
  BOOST_TEST(check(atom("q", X, Y), {atom("t", Z, N), term(Z, "f", X, Y), atom("p", Y, any)}, StepKind::match) > 0U);
}

BOOST_AUTO_TEST_CASE(tests_and_their_negation) {
  std::vector<Row> rows;
  for (int i = 0; i < 2500; ++i)
    rows.push_back({pool.string("text" + std::to_string(i)), pool.name(std::to_string(i % 10))});
  load("p", 2, rows);
  const std::size_t with = check(atom("q", X), {atom("p", X, Y), test("contains", X, Y)}, StepKind::test);
  const std::size_t without = check(atom("q", X), {atom("p", X, Y), test_not("contains", X, Y)}, StepKind::test);
  BOOST_TEST(with == 2500U);  // the number's last digit is in it
  BOOST_TEST(without == 0U);
  const Value pattern = pool.string("[37]$");
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), test("matches", X, pattern)}, StepKind::test) == 500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), test_not("matches", X, pattern)}, StepKind::test) == 2000U);
}

BOOST_AUTO_TEST_CASE(generators) {
  std::vector<Row> rows;
  for (int i = 0; i < 800; ++i) {
    rows.push_back({pool.term(pool.name(i % 2 == 0 ? "f" : "g"),
                              std::vector{pool.integer(i), pool.name("a"), pool.integer(i % 3), pool.integer(3)}),
                    pool.integer(i % 3 + 1)});
    rows.push_back({pool.name("no_term"), pool.integer(i)});
  }
  load("t", 2, rows);
  BOOST_TEST(check(atom("q", Z, X, Y), {atom("t", Z, any), generate("arg", Z, X, Y)}, StepKind::generate) == 3200U);
  BOOST_TEST(check(atom("q", Z, Y), {atom("t", Z, any), generate("arg", Z, 2, Y)}, StepKind::generate) == 800U);
  BOOST_TEST(check(atom("q", Z, N), {atom("t", Z, N), generate("arg", Z, N, Y)}, StepKind::generate) == 800U);
  BOOST_TEST(check(atom("q", Z, X), {atom("t", Z, any), generate("arg", Z, X, X)}, StepKind::generate) > 0U);
  BOOST_TEST(check(atom("q", Z), {atom("t", Z, any), generate("arg", Z, any, "a")}, StepKind::generate) == 800U);
  BOOST_TEST(check(atom("q", Z), {atom("t", Z, any), generate("arg", Z, X, Z)}, StepKind::generate) == 0U);
  BOOST_TEST(check(atom("q", X), {atom("t", Z, any), generate("functor", Z, X)}, StepKind::generate) == 800U);
  const Value f = pool.term(pool.name("f"), std::vector{pool.integer(1), pool.integer(9)});
  BOOST_TEST(check(atom("q", X, Y), {generate("arg", f, X, Y)}, StepKind::generate) == 2U);
}

BOOST_AUTO_TEST_CASE(aggregates_are_looked_up) {
  load_numbers("p", 2500, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("total", 30, [](int i) { return std::vector{i, i * 100}; });
  BOOST_TEST(check(atom("q", X, N), {atom("p", X, Y), aggregate("total", Y, N)}, StepKind::lookup) == 1500U);
  BOOST_TEST(check(atom("q", X, N), {atom("p", X, Y), aggregate_or(0, "total", Y, N)}, StepKind::lookup) == 2500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), aggregate_or(0, "total", Y, 0)}, StepKind::lookup) == 1050U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), aggregate_or(0, "total", Y, X)}, StepKind::lookup) > 0U);
  load_numbers("all", 1, [](int) { return std::vector{42}; });
  load("nothing", 1, {});
  BOOST_TEST(check(atom("q", X, N), {atom("p", X, any), aggregate("all", N)}, StepKind::lookup) == 2500U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, any), aggregate("all", X)}, StepKind::lookup) == 1U);
  BOOST_TEST(check(atom("q", N), {aggregate_or(0, "nothing", N)}, StepKind::lookup) == 1U);
  BOOST_TEST(check(atom("q", N), {aggregate("nothing", N)}, StepKind::lookup) == 0U);
}

BOOST_AUTO_TEST_CASE(dead_rows_are_passed_over) {
  builder.predicate("best", 2, Extremum::min, 1);
  load_numbers("best", 1000, [](int i) { return std::vector{i, 100}; });
  load_numbers("best", 500, [](int i) { return std::vector{i * 2, 50}; });
  load_numbers("s", 1500, [](int i) { return std::vector{i}; });
  load_numbers("few", 3, [](int i) { return std::vector{i}; });
  BOOST_TEST(check(atom("q", X, Y), {atom("best", X, Y)}, StepKind::scan) == 1000U);
  BOOST_TEST(check(atom("q", X, Y), {atom("few", X), atom("best", X, Y)}, StepKind::probe) == 3U);
  BOOST_TEST(check(atom("q", X), {atom("s", X), atom("best", X, 100)}, StepKind::exists) == 500U);
  BOOST_TEST(check(atom("q", X), {atom("s", X), absent("best", X, 100)}, StepKind::absent) == 1000U);
  BOOST_TEST(check(atom("q", X), {atom("s", X), absent("best", any, 100), compare(X, Comparison::less, 3)},
                   StepKind::absent) == 0U);
}

BOOST_AUTO_TEST_CASE(old_rows_and_new_rows) {
  load_numbers("p", 1500, [](int i) { return std::vector{i, i % 40}; });
  load_numbers("r", 300, [](int i) { return std::vector{i % 40, i}; });
  const PredicateId p = builder.predicate("p", 2);
  const PredicateId r = builder.predicate("r", 2);
  const analysis::Rule rule = builder.resolve(atom("q", X, Y, Z), {atom("p", X, Y), atom("r", Y, Z)});
  database[p].extent = {700, 1300};
  database[r].extent = {100, 200};
  const auto expected = [&](std::uint32_t p_from, std::uint32_t p_to, std::uint32_t r_from, std::uint32_t r_to) {
    std::multiset<Row, Reference::Less> out;
    const Relation& a = database.relation(p);
    const Relation& b = database.relation(r);
    for (std::uint32_t i = p_from; i < p_to; ++i) {
      for (std::uint32_t k = r_from; k < r_to; ++k) {
        if (a.at(i, 1) == b.at(k, 0)) out.insert({a.at(i, 0), a.at(i, 1), b.at(k, 1)});
      }
    }
    return out;
  };
  const auto found = [&](std::uint32_t delta) {
    const std::vector<Row> rows = run(rule, {delta, false});
    return std::multiset<Row, Reference::Less>(rows.begin(), rows.end());
  };
  BOOST_TEST((found(plan::Plan::kNoDelta) == expected(0, 1300, 0, 200)));
  BOOST_TEST((found(0) == expected(700, 1300, 0, 200)));  // new rows of p, all of r
  BOOST_TEST((found(1) == expected(0, 700, 100, 200)));   // new rows of r, the old ones of p
}

BOOST_AUTO_TEST_CASE(a_relation_that_grows_while_it_is_read) {
  load_numbers("p", 3, [](int i) { return std::vector{i, i + 1}; });
  const PredicateId p = builder.predicate("p", 2);
  database[p].growing = true;
  class Grow final : public Sink {
   public:
    explicit Grow(Relation& r) : relation(r) {}
    void take(const Value* const* columns, std::uint32_t n) override { added += relation.insert(columns, n); }
    Relation& relation;
    std::uint32_t added = 0;
  };
  // Every pair of the numbers up to 60, found in rounds; rows of the round itself are not read in it.
  const analysis::Rule rule = builder.resolve(
      atom("p", X, Z), {atom("p", X, Y), atom("p", Y, any), let(Z, call("mod", call("+", X, call("*", Y, 7)), 61))});
  std::uint32_t before = 3;
  for (int round = 0; round < 6; ++round) {
    Reference::Set expected;
    for (const Row& row : reference(rule)) expected.insert(row);
    const Relation& relation = database.relation(p);
    for (std::uint32_t i = 0; i < relation.rows(); ++i) expected.insert({relation.at(i, 0), relation.at(i, 1)});
    plan = plan::make(rule, {},
                      {[&](PredicateId) { return before; }, [](PredicateId, std::uint32_t) { return 1.0; },
                       [](PredicateId) { return 0.0; }});
    Pipeline pipeline(rule, plan, workspace);
    Grow sink(database.relation(p));
    pipeline.run(database, sink, budget);
    BOOST_TEST(relation.rows() == before + sink.added);
    BOOST_REQUIRE(relation.rows() == expected.size());
    before = relation.rows();
    database[p].extent = {before, before};
  }
}

// Groups of very different lengths, so that now one atom gives the values and now another.
BOOST_AUTO_TEST_CASE(several_atoms_meet_in_a_variable) {
  load_numbers("p", 3000, [](int i) { return std::vector{i % 7, i * i % 211}; });
  load_numbers("r", 2500, [](int i) { return std::vector{i * i % 211, i % 97}; });
  load_numbers("s", 2000, [](int i) { return std::vector{i % 97, i % 5, i % 3}; });
  const std::size_t n =
      check(atom("q", X, Y, Z), {atom("p", X, Y), atom("r", Y, Z), atom("s", Z, any, X), absent("p", Z, Y)},
            StepKind::intersect);
  BOOST_TEST(n > 1024U);
  BOOST_TEST(check(atom("q", X), {atom("p", X, Y), atom("r", Y, Z), atom("s", Z, 2, X)}, StepKind::intersect) > 0U);
}

BOOST_AUTO_TEST_CASE(all_step_kinds_in_one_rule) {
  load_numbers("p", 3000, [](int i) { return std::vector{i, i % 50}; });
  load_numbers("r", 100, [](int i) { return std::vector{i % 50, i}; });
  load_numbers("s", 30, [](int i) { return std::vector{i}; });
  load_numbers("total", 25, [](int i) { return std::vector{i, i % 4}; });
  const Var T{"T"}, A{"A"}, C{"C"}, D{"D"};
  const std::size_t n =
      check(atom("q", X, Z, C, D, A),
            {atom("p", X, Y), atom("r", Y, Z), atom("s", Y), absent("s", Z), compare(X, Comparison::greater, Z),
             term(T, "f", X, Y, Z), generate("arg", T, N, A), aggregate_or(9, "total", Y, C), let(W, call("+", N, 1)),
             let(D, call("concat", A, W)), test("contains", D, "1"), let(T, make("f", X, Y, Z))},
            StepKind::generate);
  BOOST_TEST(n > 1024U);
}

BOOST_AUTO_TEST_CASE(a_head_wider_than_sixteen) {
  load_numbers("p", 1100, [](int i) { return std::vector{i, i % 50}; });
  const analysis::Rule rule =
      builder.resolve(atom("q", X, Y, 1, X, Y, 2, X, Y, 3, X, Y, 4, X, Y, 5, X, Y, 6, X, Y, 7), {atom("p", X, Y)});
  const std::vector<Row> found = run(rule);
  BOOST_TEST(found.size() == 1100U);
  BOOST_TEST((found[1099] == reference(rule).back()));
}

BOOST_AUTO_TEST_CASE(a_failing_builtin_names_its_literal) {
  load_numbers("p", 1500, [](int i) { return std::vector{i, i - 1200}; });
  const analysis::Rule rule =
      builder.resolve(atom("q", Z), {atom("p", X, Y), compare(X, Comparison::less, 5000), let(Z, call("/", X, Y))});
  plan = plan::make(rule, {},
                    {[](PredicateId) { return 1.0; }, [](PredicateId, std::uint32_t) { return 1.0; },
                     [](PredicateId) { return 1.0; }});
  Pipeline pipeline(rule, plan, workspace);
  Collect sink(1);
  BOOST_CHECK_EXCEPTION(pipeline.run(database, sink, budget), BuiltinFailure, [&](const BuiltinFailure& f) {
    return f.error.kind == BuiltinError::Kind::division_by_zero && f.error.detail.find("1200 / 0") != std::string::npos;
  });
  BOOST_TEST(pipeline.running_literal() == 2U);
}

BOOST_AUTO_TEST_CASE(random_rules) {
  std::mt19937 random(17);
  for (int i = 0; i < 3; ++i) {
    load_numbers(i == 0 ? "a" : (i == 1 ? "b" : "c"), 40, [&](int) {
      return std::vector{static_cast<int>(random() % 9), static_cast<int>(random() % 9)};
    });
  }
  load_numbers("d", 30, [&](int) {
    return std::vector{static_cast<int>(random() % 5), static_cast<int>(random() % 5), static_cast<int>(random() % 5)};
  });
  const std::vector<Var> variables{X, Y, Z, W, N};
  const auto argument = [&]() -> Arg {
    const auto kind = random() % 10;
    if (kind == 0) return any;
    if (kind == 1) return static_cast<int>(random() % 9);
    return variables[random() % variables.size()];
  };
  for (int i = 0; i < 400; ++i) {
    std::vector<Lit> body{atom("a", X, Y)};
    for (auto n = 1 + random() % 3; n > 0; --n) {
      const auto kind = random() % 4;
      body.push_back(kind == 0 ? atom("d", argument(), argument(), argument())
                               : atom(kind == 1 ? "a" : (kind == 2 ? "b" : "c"), argument(), argument()));
    }
    if (random() % 2 == 0) body.push_back(absent("b", X, random() % 2 == 0 ? Arg(Y) : Arg(any)));
    if (random() % 2 == 0) body.push_back(compare(X, Comparison::less, Y));
    if (random() % 2 == 0) body.push_back(let(Var{"S"}, call("+", X, Y)));
    std::shuffle(body.begin(), body.end(), random);
    const analysis::Rule rule = builder.resolve(atom("q", X, Y), body);
    const std::vector<Row> found = run(rule);
    const std::vector<Row> expected = reference(rule);
    BOOST_REQUIRE((Reference::Set(found.begin(), found.end()) == Reference::Set(expected.begin(), expected.end())));
  }
}

BOOST_AUTO_TEST_SUITE_END()
