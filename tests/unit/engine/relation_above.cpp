// Relations that go on from others.
#include <boost/test/unit_test.hpp>
#include <random>

#include "engine/relation.hpp"
#include "tests/unit/engine/columns.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;
using syntax::Extremum;

namespace {

using Row = std::vector<Value>;

Row row(std::initializer_list<int> values) {
  Row out;
  for (int v : values) out.push_back(Value::small(v));
  return out;
}

Row row_of(const Relation& r, std::uint32_t i) {
  Row out;
  for (std::uint32_t c = 0; c < r.arity(); ++c) out.push_back(r.at(i, c));
  return out;
}

std::vector<Row> rows_in_order(const Relation& r) {
  std::vector<Row> out;
  for (std::uint32_t i = 0; i < r.rows(); ++i) out.push_back(row_of(r, i));
  return out;
}

// The rows that an index finds under a key.
std::vector<std::uint32_t> found(Relation& r, const std::vector<std::uint32_t>& columns, const Row& key) {
  std::vector<const Value*> keys;
  for (const Value& v : key) keys.push_back(&v);
  std::vector<std::uint32_t> out;
  for (const Run& run : r.index(columns, r.rows()).runs()) {
    Range range;
    run.find(r, columns, keys.data(), 1, &range);
    out.insert(out.end(), run.rows() + range.begin, run.rows() + range.end);
  }
  return out;
}

std::vector<std::uint32_t> expected(const Relation& r, const std::vector<std::uint32_t>& columns, const Row& key) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < r.rows(); ++i) {
    bool same = true;
    for (std::size_t k = 0; k < columns.size(); ++k) same = same && r.at(i, columns[k]) == key[k];
    if (same) out.push_back(i);
  }
  return out;
}

struct Fixture {
  Pool pool;
  std::mt19937 random{5};
  int any_below(unsigned n) { return static_cast<int>(random() % n); }
  std::shared_ptr<Relation> plain(std::uint32_t arity, const Tuning& tuning = {}) const {
    return std::make_shared<Relation>(arity, Extremum::none, 0, pool, tuning);
  }
  std::vector<Row> some_rows(std::uint32_t arity, int n, unsigned values) {
    std::vector<Row> out;
    for (int i = 0; i < n; ++i) {
      Row& r = out.emplace_back();
      for (std::uint32_t c = 0; c < arity; ++c) r.push_back(Value::small(any_below(values)));
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(relation_above, Fixture)

BOOST_AUTO_TEST_CASE(adds_what_the_other_does_not_have) {
  const auto below = plain(2);
  insert(*below, {row({1, 1}), row({1, 2})});
  Relation above(below);
  BOOST_TEST(above.rows() == 2U);
  BOOST_TEST(insert(above, {row({1, 2}), row({2, 2}), row({2, 2}), row({1, 1}), row({3, 1})}) == 2U);
  BOOST_TEST((rows_in_order(above) == std::vector<Row>{row({1, 1}), row({1, 2}), row({2, 2}), row({3, 1})}));
  BOOST_TEST(contains(above, row({1, 2})));
  BOOST_TEST(contains(above, row({3, 1})));
  BOOST_TEST(!contains(above, row({3, 3})));
  BOOST_TEST(below->rows() == 2U);
  BOOST_TEST(!contains(*below, row({3, 1})));
}

BOOST_AUTO_TEST_CASE(without_columns) {
  const auto below = plain(0);
  insert(*below, {Row{}});
  Relation above(below);
  BOOST_TEST(insert(above, {Row{}}) == 0U);
  BOOST_TEST(above.rows() == 1U);
}

BOOST_AUTO_TEST_CASE(levels_and_steps_go_on) {
  const auto below = plain(1);
  insert(*below, {row({1})});
  below->note_growth(3);
  below->begin_level(1);
  insert(*below, {row({2})});
  below->note_growth(5);
  Relation above(below);
  above.begin_level(1);
  insert(above, {row({3})});
  above.begin_level(4);
  insert(above, {row({4}), row({1})});
  above.note_growth(9);
  BOOST_TEST(above.level(0) == 0);
  BOOST_TEST(above.level(2) == 1);
  BOOST_TEST(above.level(3) == 4);
  BOOST_TEST(above.rows_to(1) == 3U);
  BOOST_TEST(above.growth().size() == 3U);
  BOOST_TEST(above.growth().back().rows == 4U);
  BOOST_TEST(below->segments().size() == 2U);
  BOOST_TEST(below->growth().size() == 2U);
}

// One keeps its rows behind those below; further ones, and who has many, take a copy.
BOOST_AUTO_TEST_CASE(one_at_a_time_in_the_same_memory) {
  const auto below = plain(2);
  insert(*below, some_rows(2, 1000, 100));
  const std::vector<Row> before = rows_in_order(*below);
  auto first = std::make_unique<Relation>(below);
  BOOST_TEST(!first->holds_tail());
  BOOST_TEST(first->column(0) == below->column(0));
  insert(*first, {row({200, 1})});
  BOOST_TEST(first->holds_tail());
  BOOST_TEST(first->column(0) == below->column(0));
  Relation second(below);
  insert(second, {row({300, 1}), row({300, 2})});
  BOOST_TEST(!second.holds_tail());
  BOOST_TEST(second.column(0) != below->column(0));
  BOOST_TEST((row_of(*first, below->rows()) == row({200, 1})));
  BOOST_TEST((row_of(second, below->rows()) == row({300, 1})));
  BOOST_TEST(!contains(*first, row({300, 1})));
  first.reset();
  Relation third(below);
  insert(third, {row({400, 1})});
  BOOST_TEST(third.holds_tail());
  for (int i = 0; i < 500; ++i) insert(third, {row({400, i})});
  BOOST_TEST(!third.holds_tail());
  BOOST_TEST(third.rows() == below->rows() + 500U);
  BOOST_TEST((row_of(third, below->rows()) == row({400, 1})));
  BOOST_TEST((row_of(third, third.rows() - 1) == row({400, 499})));
  BOOST_TEST((rows_in_order(*below) == before));
}

// Whatever keeps the tuples and finds the rows of the one below.
BOOST_AUTO_TEST_CASE(as_a_relation_with_all_rows_has_them) {
  std::vector<Tuning> tunings(4);
  tunings[1].dense_set = Use::always;
  tunings[2].ordinal_set = Use::always;
  tunings[3].dense_set = tunings[3].ordinal_set = tunings[3].direct_index = Use::never;
  for (const Tuning& tuning : tunings) {
    for (std::uint32_t arity : {1U, 2U, 3U}) {
      const unsigned values = arity == 1 ? 4000 : arity == 2 ? 60 : 15;
      const std::vector<Row> base = some_rows(arity, 2000, values);
      const auto below = plain(arity, tuning);
      const auto all = plain(arity, tuning);
      insert(*below, base);
      insert(*all, base);
      below->index({0}, below->rows() / 2);
      const std::vector<Row> before = rows_in_order(*below);
      Relation above(below);
      for (int i = 0; i < 30; ++i) {
        const std::vector<Row> more = some_rows(arity, 1 + any_below(60), values + values / 4);
        BOOST_TEST(insert(above, more) == insert(*all, more));
        const Row key = row_of(above, static_cast<std::uint32_t>(any_below(above.rows())));
        BOOST_TEST(contains(above, key));
        BOOST_TEST((found(above, {0}, {key[0]}) == expected(above, {0}, {key[0]})));
        if (arity == 1) continue;
        BOOST_TEST((found(above, {0, 1}, {key[0], key[1]}) == expected(above, {0, 1}, {key[0], key[1]})));
        above.index({1}, above.rows(), {0});
        BOOST_TEST((found(above, {1}, {key[1]}) == expected(above, {1}, {key[1]})));
      }
      BOOST_TEST((rows_in_order(above) == rows_in_order(*all)));
      BOOST_TEST((rows_in_order(*below) == before));
      BOOST_TEST(!above.has_dense_set());
      BOOST_TEST(above.distinct(0) > 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(shares_the_runs_of_an_index) {
  const auto below = plain(2);
  insert(*below, some_rows(2, 5000, 200));
  Relation above(below);
  const Index& index = above.index({1}, above.rows(), {0});
  const Index* shared = below->find_index({1});
  BOOST_REQUIRE(shared != nullptr);
  BOOST_TEST(&index.runs().front() == &shared->runs().front());
  BOOST_TEST(index.bytes() == 0U);
  insert(above, {row({500, 7})});
  BOOST_TEST(above.index({1}, above.rows()).runs().size() == shared->runs().size() + 1);
  BOOST_TEST(index.bytes() > 0U);
  // A column that the other's index comes to cover is covered here as well.
  below->index({1}, below->rows(), {1});
  above.index({1}, above.rows());
  for (const Run& run : index.runs()) BOOST_TEST(run.covered() == 2U);
  BOOST_TEST((found(above, {1}, row({7})) == expected(above, {1}, row({7}))));
}

BOOST_AUTO_TEST_SUITE_END()
