#include <boost/test/unit_test.hpp>

#include "engine/relation.hpp"
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
  Relation plain(std::uint32_t arity) const { return {arity, Extremum::none, 0, pool}; }
};

Bits bits(const Row& row) {
  Bits out;
  for (Value v : row) out.push_back(v.bits());
  return out;
}

std::vector<Bits> live(const Relation& r) {
  std::vector<Bits> out;
  for (std::uint32_t i = 0; i < r.rows(); ++i) {
    if (r.dead(i)) continue;
    Bits& row = out.emplace_back();
    for (std::uint32_t c = 0; c < r.arity(); ++c) row.push_back(r.at(i, c).bits());
  }
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(relation_levels, Fixture)

BOOST_AUTO_TEST_CASE(rows_stand_by_level) {
  Relation r = plain(1);
  const auto v = [](int i) { return Row{Value::small(i)}; };
  BOOST_TEST(r.rows_to(0) == 0U);
  insert(r, {v(1), v(2)});
  r.begin_level(2);
  BOOST_TEST(insert(r, {v(2), v(3)}) == 1U);  // what is there has the better level
  r.begin_level(2);
  insert(r, {v(4)});
  r.begin_level(5);
  insert(r, {v(5)});
  BOOST_TEST(r.segments().size() == 3U);
  BOOST_TEST(r.rows_to(0) == 2U);
  BOOST_TEST(r.rows_to(1) == 2U);
  BOOST_TEST(r.rows_to(2) == 4U);
  BOOST_TEST(r.rows_to(4) == 4U);
  BOOST_TEST(r.rows_to(5) == 5U);
  BOOST_TEST(r.rows_to(254) == 5U);
  BOOST_TEST(r.level(0) == 0);
  BOOST_TEST(r.level(1) == 0);
  BOOST_TEST(r.level(2) == 2);
  BOOST_TEST(r.level(3) == 2);
  BOOST_TEST(r.level(4) == 5);
}

BOOST_AUTO_TEST_CASE(levels_without_rows_are_forgotten) {
  Relation r = plain(1);
  r.begin_level(1);
  r.begin_level(3);
  insert(r, {{Value::small(1)}});
  BOOST_TEST(r.segments().size() == 1U);
  BOOST_TEST(r.level(0) == 3);
  BOOST_TEST(r.rows_to(2) == 0U);
  r.begin_level(4);
  r.begin_level(5);
  BOOST_TEST(r.segments().size() == 2U);
  insert(r, {{Value::small(2)}});
  BOOST_TEST(r.rows_to(4) == 1U);
  BOOST_TEST(r.level(1) == 5);
}

BOOST_AUTO_TEST_CASE(truncation_takes_levels_back) {
  Relation r = plain(1);
  insert(r, {{Value::small(1)}});
  r.begin_level(1);
  insert(r, {{Value::small(2)}, {Value::small(3)}});
  r.begin_level(2);
  insert(r, {{Value::small(4)}});
  r.truncate(2, 0);
  BOOST_TEST(r.segments().size() == 2U);
  BOOST_TEST(r.level(1) == 1);
  r.begin_level(1);
  insert(r, {{Value::small(4)}});
  BOOST_TEST(r.level(2) == 1);
  r.truncate(1, 0);
  BOOST_TEST(r.segments().size() == 1U);
  insert(r, {{Value::small(4)}});
  BOOST_TEST(r.level(1) == 0);
  // A level that was only begun, by an update that then failed.
  r.begin_level(7);
  r.truncate(2, 0);
  r.begin_level(3);
  insert(r, {{Value::small(5)}});
  BOOST_TEST(r.level(2) == 3);
}

BOOST_AUTO_TEST_CASE(a_copy_of_the_rows_down_to_a_level) {
  for (std::uint32_t arity : {0U, 1U, 2U, 3U}) {
    Relation r = plain(arity);
    const auto add = [&](Level level, int from, int to, std::uint64_t step) {
      std::vector<Row> rows;
      for (int i = from; i < to; ++i) rows.emplace_back(arity, Value::small(i));
      r.begin_level(level);
      insert(r, rows);
      r.note_growth(step);
    };
    add(1, 0, 10, 3);
    add(1, 10, 20, 5);
    add(2, 20, 30, 7);
    Relation some = plain(arity);
    some.copy(r, r.rows_to(1));
    BOOST_TEST(some.rows() == (arity == 0 ? 1U : 20U));
    BOOST_TEST(some.level(0) == 1);
    BOOST_TEST(contains(some, Row(arity, Value::small(0))));
    BOOST_TEST(contains(some, Row(arity, Value::small(25))) == (arity == 0));
    BOOST_TEST(some.growth().size() == (arity == 0 ? 1U : 2U));
    BOOST_TEST(some.growth().back().rows == some.rows());
    BOOST_TEST(some.growth().back().step == (arity == 0 ? 3U : 5U));
    Relation none = plain(arity);
    none.copy(r, r.rows_to(0));
    BOOST_TEST(none.rows() == 0U);
    BOOST_TEST(none.growth().empty());
    none.begin_level(0);
    BOOST_TEST(insert(none, {Row(arity, Value::small(25))}) == 1U);
    BOOST_TEST(none.level(0) == 0);
  }
}

BOOST_AUTO_TEST_CASE(a_better_value_of_a_lower_level_supersedes_nothing_above) {
  Relation r(2, Extremum::min, 1, pool);
  const auto v = [](int key, int value) { return Row{Value::small(key), Value::small(value)}; };
  insert(r, {v(1, 9), v(1, 10), v(2, 5)});
  r.begin_level(1);
  BOOST_TEST(insert(r, {v(1, 10), v(2, 5)}) == 0U);  // no better than what is surer
  BOOST_TEST(insert(r, {v(1, 7)}) == 1U);
  BOOST_TEST(!r.any_dead());
  BOOST_TEST(insert(r, {v(1, 6)}) == 1U);  // of the same level
  r.begin_level(2);
  BOOST_TEST(insert(r, {v(1, 8), v(1, 4), v(2, 1)}) == 2U);
  BOOST_TEST((live(r) == std::vector<Bits>{bits(v(1, 9)), bits(v(2, 5)), bits(v(1, 6)), bits(v(1, 4)), bits(v(2, 1))}));
  BOOST_TEST(r.superseded() == 1U);
  // The table of keys, made anew, knows the best of all levels.
  r.truncate(4, 1);
  r.begin_level(1);
  BOOST_TEST(insert(r, {v(1, 7), v(2, 5)}) == 0U);
  BOOST_TEST(insert(r, {v(1, 5)}) == 1U);
  BOOST_TEST(r.dead(3));   // 1 6, of this level
  BOOST_TEST(!r.dead(0));  // 1 9, of the level above
  // Back to the highest level alone: what died there lives, and a better one supersedes it again.
  r.truncate(2, 0);
  BOOST_TEST(!r.any_dead());
  BOOST_TEST(insert(r, {v(1, 8)}) == 1U);
  BOOST_TEST(r.dead(0));
}

BOOST_AUTO_TEST_CASE(a_copy_of_best_values_of_several_levels) {
  Relation r(2, Extremum::max, 1, pool);
  const auto v = [](int key, int value) { return Row{Value::small(key), Value::small(value)}; };
  insert(r, {v(1, 1), v(2, 1)});
  r.begin_level(1);
  insert(r, {v(1, 2)});
  r.begin_level(2);
  insert(r, {v(1, 3)});
  Relation some(2, Extremum::max, 1, pool);
  some.copy(r, r.rows_to(1));
  BOOST_TEST((live(some) == std::vector<Bits>{bits(v(1, 1)), bits(v(2, 1)), bits(v(1, 2))}));
  some.begin_level(1);
  BOOST_TEST(insert(some, {v(1, 2), v(2, 1)}) == 0U);
  BOOST_TEST(insert(some, {v(1, 5)}) == 1U);
  BOOST_TEST(some.dead(2));
}

BOOST_AUTO_TEST_SUITE_END()
