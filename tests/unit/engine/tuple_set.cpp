#include "engine/tuple_set.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

using namespace linchpin;
using namespace linchpin::engine;

namespace {

const auto kSelf = [](std::uint64_t slot) { return slot; };

bool add(TupleSet& set, std::uint64_t key) {
  set.reserve_more(1, kSelf);
  const std::size_t s = set.probe(set.home(key), [key](std::uint64_t slot) { return slot == key; });
  if (set.slot(s) != kNoKey) return false;
  set.fill(s, key);
  return true;
}

bool has(const TupleSet& set, std::uint64_t key) {
  return set.slot(set.probe(set.home(key), [key](std::uint64_t slot) { return slot == key; })) == key;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tuple_set)

BOOST_AUTO_TEST_CASE(growth_keeps_every_key) {
  std::mt19937_64 random(3);
  TupleSet set;
  std::set<std::uint64_t> expected;
  BOOST_TEST(set.no_slots());
  for (int i = 0; i < 50000; ++i) {
    const std::uint64_t key = 1 + random() % 40000;
    BOOST_REQUIRE(add(set, key) == expected.insert(key).second);
    BOOST_REQUIRE(set.size() == expected.size());
  }
  for (std::uint64_t key = 1; key < 41000; ++key) BOOST_REQUIRE(has(set, key) == expected.contains(key));
}

BOOST_AUTO_TEST_CASE(room_for_many_at_once) {
  TupleSet set;
  set.reserve_more(10000, kSelf);
  const std::size_t bytes = set.bytes();
  for (std::uint64_t key = 0; key < 10000; ++key) add(set, key << 32);
  BOOST_TEST(set.bytes() == bytes);  // no growth was needed
  BOOST_TEST(set.size() == 10000U);
}

BOOST_AUTO_TEST_CASE(a_cleared_set_is_as_new) {
  TupleSet set;
  for (std::uint64_t key = 0; key < 1000; ++key) add(set, key);
  set.clear();
  BOOST_TEST(set.size() == 0U);
  BOOST_TEST(set.no_slots());
  BOOST_TEST(add(set, 5));
  BOOST_TEST(has(set, 5));
  BOOST_TEST(!has(set, 6));
}

BOOST_AUTO_TEST_SUITE_END()
