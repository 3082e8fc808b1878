#include "engine/ordinal_set.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "tests/unit/engine/columns.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;

BOOST_AUTO_TEST_SUITE(ordinal_set)

BOOST_AUTO_TEST_CASE(a_table_numbers_values_in_order_of_sight) {
  std::mt19937_64 random(5);
  Domain domain = Domain::table(1000);
  std::map<std::uint32_t, std::uint64_t> expected;
  for (int block = 0; block < 50; ++block) {
    std::vector<Value> values(100);
    for (Value& v : values) v = Value::from_bits(static_cast<std::uint32_t>((random() % 900) * 2654435761U));
    std::vector<std::uint64_t> out(values.size(), 7);
    BOOST_REQUIRE(domain.add_numbers(values.data(), 100, 3, out.data()));
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::uint64_t number = expected.emplace(values[i].bits(), expected.size()).first->second;
      BOOST_REQUIRE(out[i] == 7 + 3 * number);
    }
  }
  BOOST_TEST(domain.used() == expected.size());
  const std::vector<Value> asked{Value::from_bits(expected.begin()->first), Value::from_bits(12345)};
  std::vector<std::uint32_t> found(2);
  domain.find(asked.data(), 2, found.data());
  BOOST_TEST(found[0] == expected.begin()->second);
  BOOST_TEST(found[1] == Domain::kNone);
}

BOOST_AUTO_TEST_CASE(a_full_table_takes_no_new_value) {
  Domain domain = Domain::table(2);
  const std::vector<Value> values{Value::small(10), Value::small(-10), Value::small(99)};
  std::vector<std::uint64_t> out(3);
  BOOST_TEST(domain.add_numbers(values.data(), 2, 1, out.data()));
  BOOST_TEST(!domain.add_numbers(values.data() + 2, 1, 1, out.data()));
  BOOST_TEST(domain.add_numbers(values.data(), 2, 1, out.data()));
}

BOOST_AUTO_TEST_CASE(a_span_is_left_on_either_side) {
  Domain domain = Domain::over({Value::small(10).bits(), Value::small(20).bits()});
  BOOST_TEST(domain.size() == 11U);
  for (const auto& [value, inside] : std::map<int, bool>{{9, false}, {10, true}, {20, true}, {21, false}}) {
    const Value v = Value::small(value);
    std::uint64_t out = 0;
    BOOST_TEST(domain.add_numbers(&v, 1, 1, &out) == inside);
    BOOST_TEST(domain.add_number(v, 1, out = 0) == inside);
  }
}

BOOST_AUTO_TEST_CASE(estimates_of_different_values) {
  std::mt19937_64 random(9);
  for (const std::uint32_t different : {1U, 100U, 50000U}) {
    std::vector<Value> values(100000);
    std::set<std::uint32_t> exact;
    for (Value& v : values) {
      v = Value::small(static_cast<std::int64_t>(random() % different));
      exact.insert(v.bits());
    }
    const double estimate = estimate_distinct(values.data(), 100000);
    BOOST_TEST(std::abs(estimate - static_cast<double>(exact.size())) <= 0.05 * static_cast<double>(exact.size()) + 1);
  }
}

// Three columns: values close together, far apart, and one only.
BOOST_AUTO_TEST_CASE(tuples_of_three_columns) {
  std::mt19937_64 random(3);
  OrdinalSet set;
  std::vector<Domain> domains;
  domains.push_back(Domain::over({Value::small(0).bits(), Value::small(30).bits()}));
  domains.push_back(Domain::table(40));
  domains.push_back(Domain::over({Value::small(7).bits(), Value::small(7).bits()}));
  set.make(std::move(domains));
  std::set<std::vector<std::uint32_t>> expected;
  for (int i = 0; i < 3000; ++i) {
    const std::vector<Value> row{Value::small(static_cast<std::int64_t>(random() % 31)),
                                 Value::small(static_cast<std::int64_t>(random() % 40) * 1000003), Value::small(7)};
    const Columns columns({row}, 3);
    const bool there = expected.contains({row[0].bits(), row[1].bits(), row[2].bits()});
    BOOST_REQUIRE(set.contains(columns.pointers.data(), 0) == there);
    std::uint64_t bit = 0;
    BOOST_REQUIRE(set.locate(columns.pointers.data(), 1, &bit));
    BOOST_REQUIRE(set.insert(bit) == !there);
    expected.insert({row[0].bits(), row[1].bits(), row[2].bits()});
  }
  BOOST_TEST(expected.size() > 1000U);
  const Columns outside({{Value::small(31), Value::small(0), Value::small(7)}}, 3);
  std::uint64_t bit = 0;
  BOOST_TEST(!set.locate(outside.pointers.data(), 1, &bit));
  BOOST_TEST(!set.contains(outside.pointers.data(), 0));
}

BOOST_AUTO_TEST_SUITE_END()
