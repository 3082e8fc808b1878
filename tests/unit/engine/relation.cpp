#include "engine/relation.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <set>

#include "tests/unit/engine/columns.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;
using syntax::Extremum;

namespace {

using Row = std::vector<Value>;
using Bits = std::vector<std::uint32_t>;

struct Fixture {
  Pool pool;
  std::mt19937_64 random{11};

  Row random_row(std::uint32_t arity, std::uint64_t span) {
    Row row;
    for (std::uint32_t c = 0; c < arity; ++c) {
      const auto i = static_cast<std::int64_t>(random() % span);
      row.push_back(random() % 2 == 0 ? Value::small(i - 5) : Value::pooled(Kind::name, static_cast<std::uint32_t>(i)));
    }
    return row;
  }
  Relation plain(std::uint32_t arity) const { return {arity, Extremum::none, 0, pool}; }
};

Bits bits(const Row& row) {
  Bits out;
  for (Value v : row) out.push_back(v.bits());
  return out;
}

Bits bits(const Relation& r, std::uint32_t row) {
  Bits out;
  for (std::uint32_t c = 0; c < r.arity(); ++c) out.push_back(r.at(row, c).bits());
  return out;
}

std::vector<Bits> live(const Relation& r) {
  std::vector<Bits> out;
  for (std::uint32_t i = 0; i < r.rows(); ++i) {
    if (!r.dead(i)) out.push_back(bits(r, i));
  }
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(relation, Fixture)

BOOST_AUTO_TEST_CASE(a_relation_without_columns_has_at_most_one_row) {
  Relation r = plain(0);
  BOOST_TEST(!contains(r, {}));
  BOOST_TEST(insert(r, {{}, {}, {}}) == 1U);
  BOOST_TEST(insert(r, {{}}) == 0U);
  BOOST_TEST(r.rows() == 1U);
  BOOST_TEST(contains(r, {}));
  r.truncate(0, 0);
  BOOST_TEST(r.rows() == 0U);
  BOOST_TEST(!contains(r, {}));
  BOOST_TEST(insert(r, {{}}) == 1U);
}

BOOST_AUTO_TEST_CASE(rows_are_distinct_and_in_order_of_insertion) {
  for (std::uint32_t arity : {1U, 2U, 3U, 5U}) {
    Relation r = plain(arity);
    std::set<Bits> expected;
    std::vector<Bits> order;
    const std::uint64_t span = arity == 1 ? 20000 : (arity == 2 ? 150 : 12);
    for (int batch = 0; batch < 60; ++batch) {
      std::vector<Row> rows;
      for (std::uint64_t i = random() % 700; i > 0; --i) rows.push_back(random_row(arity, span));
      std::uint32_t fresh = 0;
      for (const Row& row : rows) {
        if (!expected.insert(bits(row)).second) continue;
        order.push_back(bits(row));
        ++fresh;
      }
      BOOST_REQUIRE(insert(r, rows) == fresh);
    }
    BOOST_TEST((live(r) == order), arity);
    for (int i = 0; i < 2000; ++i) {
      const Row row = random_row(arity, span + span / 4);
      BOOST_REQUIRE(contains(r, row) == expected.contains(bits(row)));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_empty_relation_contains_nothing) {
  for (std::uint32_t arity : {1U, 2U, 3U}) {
    const Relation r = plain(arity);
    BOOST_TEST(!contains(r, Row(arity)));
  }
}

// Rows that fill their range of values, then leave it: by a little on either side, then by far.
BOOST_AUTO_TEST_CASE(ranges_that_fill_and_grow) {
  for (std::uint32_t arity : {1U, 2U}) {
    for (const bool expected_rows : {false, true}) {
      Relation r = plain(arity);
      std::set<Bits> expected;
      std::vector<Bits> order;
      const auto add = [&](std::int64_t low, std::int64_t high, int n) {
        std::vector<Row> rows;
        for (int i = 0; i < n; ++i) {
          Row& row = rows.emplace_back();
          for (std::uint32_t c = 0; c < arity; ++c) {
            row.push_back(
                Value::small(low + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(high - low))));
          }
          if (expected.insert(bits(row)).second) order.push_back(bits(row));
        }
        if (expected_rows) r.expect(rows.size());
        insert(r, rows);
        BOOST_REQUIRE(r.rows() == order.size());
      };
      const auto check = [&] {
        BOOST_REQUIRE((live(r) == order));
        for (int i = 0; i < 500; ++i) {
          Row row;
          for (std::uint32_t c = 0; c < arity; ++c)
            row.push_back(Value::small(static_cast<std::int64_t>(random() % 40000) - 100));
          BOOST_REQUIRE(contains(r, row) == expected.contains(bits(row)));
          const auto at = static_cast<std::uint32_t>(random() % r.rows());
          Row there;
          for (std::uint32_t c = 0; c < arity; ++c) there.push_back(r.at(at, c));
          BOOST_REQUIRE(contains(r, there));
        }
      };
      const std::int64_t width = arity == 1 ? 20000 : 130;
      for (int i = 0; i < 20; ++i) add(500, 500 + width, 1000);
      check();
      for (int i = 0; i < 20; ++i) add(500 - i * 20, 500 + width + i * 10, 300);
      check();
      const std::uint32_t rows = r.rows();
      const std::size_t kept = order.size();
      add(0, 30000, 50);
      add(-2, 500, 50);  // negative integers are far away
      add(0, Value::kSmallMax, 100);
      check();
      r.truncate(rows, 0);
      for (std::size_t i = kept; i < order.size(); ++i) expected.erase(order[i]);
      order.resize(kept);
      check();
      for (int i = 0; i < 20; ++i) add(500, 500 + width, 500);
      add(100, 30000, 500);
      check();
    }
  }
}

BOOST_AUTO_TEST_CASE(names_fill_their_range) {
  Relation r = plain(2);
  std::vector<Row> rows;
  for (std::uint32_t i = 0; i < 200; ++i) {
    for (std::uint32_t k = 0; k < 200; ++k)
      rows.push_back({Value::pooled(Kind::name, i), Value::pooled(Kind::name, k)});
  }
  BOOST_TEST(insert(r, {rows.begin(), rows.begin() + 20000}) == 20000U);
  BOOST_TEST(insert(r, rows) == 20000U);
  BOOST_TEST(insert(r, rows) == 0U);
  BOOST_TEST(!contains(r, {Value::pooled(Kind::name, 200), Value::pooled(Kind::name, 0)}));
  BOOST_TEST(!contains(r, {Value::small(0), Value::small(0)}));
  const std::size_t bytes = r.bytes();
  BOOST_TEST(bytes < 40000 * (2 * 4 + 8) * 2);  // the columns, with room to grow, and little more
}

BOOST_AUTO_TEST_CASE(values_are_numbered_where_that_is_smaller_than_a_hash_table) {
  for (const auto& [values, numbered] : std::map<int, bool>{{400, true}, {650, false}}) {
    Relation r(2, syntax::Extremum::none, 0, pool);
    std::vector<std::vector<Value>> rows;
    for (int i = 0; i < 6000; ++i) {
      rows.push_back({Value::small(i % values * 1000003), Value::small((i * 7 + i / values) % values * 1000003)});
    }
    for (int i = 0; i < 6000; i += 500) insert(r, {rows.begin() + i, rows.begin() + i + 500});
    BOOST_TEST(!r.has_dense_set());
    BOOST_TEST(r.has_ordinal_set() == numbered, values << " values");
  }
}

BOOST_AUTO_TEST_CASE(truncation_takes_rows_back) {
  for (std::uint32_t arity : {1U, 2U, 3U, 5U}) {
    Relation r = plain(arity);
    std::vector<Row> rows;
    for (int i = 0; i < 3000; ++i) rows.push_back(random_row(arity, arity < 3 ? 3000 : 20));
    insert(r, rows);
    const std::uint32_t all = r.rows();
    const std::uint32_t kept = all / 3;
    const Bits lost = bits(r, kept);
    const Bits last = bits(r, kept - 1);
    const std::vector<Bits> before = live(r);
    r.index({0}, r.rows());
    r.truncate(kept, 0);
    BOOST_TEST(r.rows() == kept);
    const auto row_of = [](const Bits& b) {
      Row row;
      for (std::uint32_t v : b) row.push_back(Value::from_bits(v));
      return row;
    };
    BOOST_TEST(!contains(r, row_of(lost)));
    BOOST_TEST(contains(r, row_of(last)));
    insert(r, rows);  // the same rows in the same order
    BOOST_TEST((live(r) == before));
  }
}

BOOST_AUTO_TEST_CASE(growth_is_noted_once_a_step) {
  Relation r = plain(1);
  r.note_growth(1);
  BOOST_TEST(r.growth().empty());
  insert(r, {{Value::small(1)}, {Value::small(2)}});
  r.note_growth(2);
  r.note_growth(3);
  insert(r, {{Value::small(3)}});
  r.note_growth(4);
  BOOST_TEST(r.growth().size() == 2U);
  BOOST_TEST(r.growth()[0].step == 2U);
  BOOST_TEST(r.growth()[0].rows == 2U);
  BOOST_TEST(r.growth()[1].step == 4U);
  BOOST_TEST(r.growth()[1].rows == 3U);
  r.truncate(2, 0);
  BOOST_TEST(r.growth().size() == 1U);
}

BOOST_AUTO_TEST_CASE(distinct_values_are_estimated) {
  Relation r = plain(2);
  BOOST_TEST(r.distinct(0) == 1.0);
  std::vector<Row> rows;
  for (int i = 0; i < 50000; ++i) rows.push_back({Value::small(i), Value::small(i % 1000)});
  insert(r, rows);
  BOOST_TEST(r.distinct(0) == 50000.0, boost::test_tools::tolerance(0.05));
  BOOST_TEST(r.distinct(1) == 1000.0, boost::test_tools::tolerance(0.05));
  // Remembered until the rows double; or until they are fewer.
  rows.clear();
  for (int i = 0; i < 49000; ++i) rows.push_back({Value::small(0), Value::small(2000 + i)});
  insert(r, rows);
  BOOST_TEST(r.distinct(1) == 1000.0, boost::test_tools::tolerance(0.05));
  r.truncate(100, 0);
  BOOST_TEST(r.distinct(1) == 100.0, boost::test_tools::tolerance(0.05));
  rows.clear();
  for (int i = 0; i < 100; ++i) rows.push_back({Value::small(0), Value::small(5000 + i)});
  insert(r, rows);
  BOOST_TEST(r.distinct(1) == 200.0, boost::test_tools::tolerance(0.05));
}

// ---- extrema

BOOST_AUTO_TEST_CASE(a_better_value_supersedes) {
  Relation r(2, Extremum::min, 1, pool);
  const Value a = pool.name("a");
  BOOST_TEST(insert(r, {{a, Value::small(5)}}) == 1U);
  BOOST_TEST(insert(r, {{a, Value::small(5)}}) == 0U);
  BOOST_TEST(insert(r, {{a, Value::small(7)}}) == 0U);
  BOOST_TEST(!r.any_dead());
  BOOST_TEST(insert(r, {{a, Value::small(3)}}) == 1U);
  BOOST_TEST(r.rows() == 2U);
  BOOST_TEST(r.live_rows() == 1U);
  BOOST_TEST(r.dead(0));
  BOOST_TEST(!r.dead(1));
  BOOST_TEST(insert(r, {{a, Value::small(5)}}) == 0U);  // was there, and is worse now
}

BOOST_AUTO_TEST_CASE(extrema_against_a_map) {
  for (const Extremum extremum : {Extremum::min, Extremum::max}) {
    for (std::uint32_t arity : {1U, 2U, 3U, 4U}) {
      for (std::uint32_t argument : {0U, arity - 1}) {
        Relation r(arity, extremum, argument, pool);
        std::map<Bits, Value> best;
        for (int batch = 0; batch < 20; ++batch) {
          std::vector<Row> rows;
          for (int i = 0; i < 200; ++i) {
            Row row;
            for (std::uint32_t c = 0; c < arity; ++c) row.push_back(Value::small(static_cast<int>(random() % 9)));
            // Integers, decimals and big integers: the value order decides.
            const auto cost = static_cast<std::int64_t>(random() % 1000) - 500;
            row[argument] = random() % 3 == 0   ? pool.decimal(static_cast<double>(cost) / 2)
                            : random() % 2 == 0 ? pool.integer(cost)
                                                : pool.integer(cost * 10'000'000'000);
            rows.push_back(row);
            Bits key = bits(row);
            key.erase(key.begin() + argument);
            const auto [it, fresh] = best.try_emplace(key, row[argument]);
            const auto order = pool.compare(row[argument], it->second);
            if (!fresh && (extremum == Extremum::min ? order < 0 : order > 0)) it->second = row[argument];
          }
          insert(r, rows);
          std::set<Bits> expected;
          for (const auto& [key, value] : best) {
            Bits row = key;
            row.insert(row.begin() + argument, value.bits());
            expected.insert(row);
          }
          const std::vector<Bits> found = live(r);
          BOOST_REQUIRE(found.size() == expected.size());
          BOOST_REQUIRE((std::set<Bits>(found.begin(), found.end()) == expected));
          BOOST_REQUIRE(r.live_rows() == expected.size());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(truncation_revives_superseded_rows) {
  for (const Extremum extremum : {Extremum::min, Extremum::max}) {
    Relation r(3, extremum, 1, pool);
    const auto random_rows = [&] {
      std::vector<Row> rows;
      for (int i = 0; i < 300; ++i) {
        rows.push_back({Value::small(static_cast<int>(random() % 10)), Value::small(static_cast<int>(random() % 500)),
                        Value::small(static_cast<int>(random() % 10))});
      }
      return rows;
    };
    insert(r, random_rows());
    for (int round = 0; round < 20; ++round) {
      const std::vector<Bits> before = live(r);
      const std::uint32_t rows = r.rows();
      const std::size_t superseded = r.superseded();
      const std::vector<Row> more = random_rows();
      insert(r, more);
      insert(r, {{Value::small(static_cast<int>(random() % 10)), Value::small(extremum == Extremum::min ? -1 : 501),
                  Value::small(0)}});
      BOOST_TEST(r.superseded() > superseded);
      const std::vector<Bits> after = live(r);
      r.truncate(rows, superseded);
      BOOST_REQUIRE((live(r) == before));
      BOOST_TEST(r.superseded() == superseded);
      insert(r, more);  // the table of keys is as it was, too
      BOOST_TEST(r.rows() >= rows);
      r.truncate(rows, superseded);
    }
  }
}

// Facts taken in one go are those that `insert` takes, in the same order, whatever repeats.
BOOST_AUTO_TEST_CASE(load_equals_insert) {
  for (const std::uint64_t firsts : {50000, 300000}) {
    for (const std::uint32_t most_repeats : {0, 3, 400}) {
      Columns facts({}, 2);
      while (facts.values[0].size() < 100000) {
        const Value a = Value::small(static_cast<std::int64_t>(random() % firsts));
        const Value b = Value::small(static_cast<std::int64_t>(random() % 1000000000));
        for (std::uint64_t i = random() % (most_repeats + 1) + 1; i > 0; --i) {
          facts.values[0].push_back(a);
          facts.values[1].push_back(random() % 2 == 0 ? b : Value::small(static_cast<std::int64_t>(random() % 40)));
        }
      }
      const std::vector<const Value*> columns{facts.values[0].data(), facts.values[1].data()};
      const auto n = static_cast<std::uint32_t>(facts.values[0].size());
      Relation expected = plain(2);
      expected.insert(columns.data(), n);
      Relation loaded = plain(2);
      BOOST_REQUIRE(loaded.load(columns.data(), n).value() == expected.rows());
      BOOST_REQUIRE(loaded.rows() == expected.rows());
      for (std::uint32_t r = 0; r < loaded.rows(); ++r) BOOST_REQUIRE(bits(loaded, r) == bits(expected, r));
      const Run& run = loaded.find_index({0})->runs().front();
      BOOST_TEST(run.last() == loaded.rows());
      for (std::uint32_t i = 0; i < loaded.rows(); ++i) {
        BOOST_REQUIRE(loaded.at(run.rows()[i], 1) == run.covered(0)[i]);
      }
      std::vector<std::uint8_t> slow(n);
      std::vector<std::uint8_t> fast(n);
      const std::vector<const Value*> swapped{facts.values[1].data(), facts.values[0].data()};  // mostly not there
      loaded.contains(swapped.data(), n, slow.data());
      loaded.prepare_contains();
      loaded.contains(swapped.data(), n, fast.data());
      BOOST_TEST(slow == fast);
      BOOST_TEST(loaded.insert(columns.data(), n) == 0U);
      BOOST_TEST(test_support::insert(loaded, {{Value::small(-1), Value::small(-1)}}) == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(load_leaves_what_insert_does_better) {
  Columns facts({}, 2);
  for (std::int64_t i = 0; i < 100000; ++i) {
    facts.values[0].push_back(Value::small(i % 400));
    facts.values[1].push_back(Value::small(i / 400));
  }
  Relation r = plain(2);
  const std::vector<const Value*> columns{facts.values[0].data(), facts.values[1].data()};
  BOOST_TEST(!r.load(columns.data(), 100000).has_value());  // a bitmap is smaller
  BOOST_TEST(!r.load(columns.data(), 10).has_value());
  BOOST_TEST(r.rows() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
