#include "engine/aggregate.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/unit/engine/columns.hpp"
#include "tests/unit/engine/world.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;
using analysis::AggregateFunction;

namespace {

struct Fixture : World {
  // One line a group: its columns, then the result. Rows are the group's columns, then the values.
  std::string aggregated(AggregateFunction function, std::uint32_t group, const std::vector<Row>& rows) {
    analysis::Aggregation a;
    a.function = function;
    a.group = group;
    const std::size_t width = rows.empty() ? group + 1 : rows.front().size();
    a.values = static_cast<std::uint32_t>(width) - group;
    a.input.head_args.resize(width);
    Workspace workspace(pool);
    Aggregator aggregator(a, workspace);
    for (std::size_t base = 0; base < rows.size(); base += kBlock) {
      const std::size_t end = std::min<std::size_t>(rows.size(), base + kBlock);
      const Columns columns(
          {rows.begin() + static_cast<std::ptrdiff_t>(base), rows.begin() + static_cast<std::ptrdiff_t>(end)}, width);
      aggregator.take(columns.pointers.data(), static_cast<std::uint32_t>(end - base));
    }
    Relation into(group + 1, Extremum::none, 0, pool);
    aggregator.finish(into);
    return show(into);
  }
  Row row(const std::vector<Arg>& values) {
    Row out;
    for (const Arg& v : values) out.push_back(builder.value(v));
    return out;
  }
  Arg d(double value) { return pool.decimal(value); }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_FIXTURE_TEST_SUITE(aggregate_, Fixture)

BOOST_AUTO_TEST_CASE(count) {
  const std::vector<Row> rows{row({"a", 1}), row({"b", 1}), row({"a", 2})};
  BOOST_TEST(aggregated(AggregateFunction::count, 1, rows) == "a 2, b 1");
  BOOST_TEST(aggregated(AggregateFunction::count, 0, rows) == "3");
  BOOST_TEST(aggregated(AggregateFunction::count, 2, rows) == "a 1 1, a 2 1, b 1 1");
}

BOOST_AUTO_TEST_CASE(no_rows_no_groups) {
  for (const AggregateFunction f : {AggregateFunction::count, AggregateFunction::sum, AggregateFunction::min,
                                    AggregateFunction::max, AggregateFunction::avg, AggregateFunction::list}) {
    BOOST_TEST(aggregated(f, 0, {}) == "");
    BOOST_TEST(aggregated(f, 1, {}) == "");
  }
}

BOOST_AUTO_TEST_CASE(sum) {
  BOOST_TEST(aggregated(AggregateFunction::sum, 1, {row({"a", 1}), row({"a", 2}), row({"b", -5})}) == "a 3, b -5");
  BOOST_TEST(aggregated(AggregateFunction::sum, 0, {row({1}), row({d(0.5)})}) == "1.5");
  // Equal amounts of different rows add up; the value is the last column.
  BOOST_TEST(aggregated(AggregateFunction::sum, 1, {row({"a", "x", 7}), row({"a", "y", 7})}) == "a 14");
}

BOOST_AUTO_TEST_CASE(a_sum_may_pass_beyond_the_range_on_its_way) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max();
  BOOST_TEST(aggregated(AggregateFunction::sum, 0, {row({most}), row({most - 1}), row({-most})}) ==
             std::to_string(most - 1));
  BOOST_CHECK_EXCEPTION(aggregated(AggregateFunction::sum, 0, {row({most}), row({1})}), Failure, [](const Failure& f) {
    return f.code == kOverflow && has(f.message, "#sum") && f.rule != nullptr;
  });
}

BOOST_AUTO_TEST_CASE(a_decimal_sum_does_not_depend_on_the_order) {
  std::mt19937 random(2);
  std::vector<Row> rows;
  for (int i = 0; i < 3000; ++i) {
    rows.push_back(
        row({i, i % 3 == 0 ? Arg(static_cast<int>(random() % 1000)) : d(static_cast<double>(random()) / 1e5 - 10000)}));
  }
  rows.push_back(row({3000, d(1e18)}));
  rows.push_back(row({3001, d(-1e18)}));
  const std::string sum = aggregated(AggregateFunction::sum, 0, rows);
  for (int i = 0; i < 5; ++i) {
    std::shuffle(rows.begin(), rows.end(), random);
    BOOST_TEST(aggregated(AggregateFunction::sum, 0, rows) == sum);
  }
  // Small amounts are not lost beside large ones.
  BOOST_TEST(aggregated(AggregateFunction::sum, 0, {row({1, d(1e17)}), row({2, d(1)}), row({3, d(-1e17)})}) == "1.0");
}

BOOST_AUTO_TEST_CASE(avg) {
  BOOST_TEST(aggregated(AggregateFunction::avg, 1, {row({"a", 1}), row({"a", 2}), row({"b", 4})}) == "a 1.5, b 4.0");
  BOOST_TEST(aggregated(AggregateFunction::avg, 0, {row({1}), row({d(0.5)})}) == "0.75");
  BOOST_CHECK_EXCEPTION(aggregated(AggregateFunction::avg, 0, {row({1, d(1.7e308)}), row({2, d(1.6e308)})}), Failure,
                        [](const Failure& f) { return has(f.message, "#avg"); });
}

BOOST_AUTO_TEST_CASE(only_numbers_are_added) {
  for (const AggregateFunction f : {AggregateFunction::sum, AggregateFunction::avg}) {
    BOOST_CHECK_EXCEPTION(aggregated(f, 0, {row({1}), row({"china"})}), Failure, [](const Failure& failure) {
      return failure.code == kWrongKind && has(failure.message, "china");
    });
  }
}

BOOST_AUTO_TEST_CASE(min_and_max_are_in_value_order) {
  const std::vector<Row> rows{row({"a", 3}), row({"a", -2}), row({"a", d(2.5)}), row({"b", "x"}), row({"b", 0})};
  BOOST_TEST(aggregated(AggregateFunction::min, 1, rows) == "a -2, b 0");
  BOOST_TEST(aggregated(AggregateFunction::max, 1, rows) == "a 3, b x");
  BOOST_TEST(aggregated(AggregateFunction::min, 0, {row({d(1)}), row({1})}) == "1");
}

BOOST_AUTO_TEST_CASE(list_is_in_value_order) {
  BOOST_TEST(aggregated(AggregateFunction::list, 1, {row({"a", "z"}), row({"b", 1}), row({"a", 5}), row({"a", "c"})}) ==
             "a list(5, c, z), b list(1)");
}

BOOST_AUTO_TEST_CASE(many_groups_of_each_width) {
  for (std::uint32_t width : {0U, 1U, 2U, 3U, 4U}) {
    std::map<std::vector<int>, std::int64_t> expected;
    std::vector<Row> rows;
    for (int i = 0; i < 5000; ++i) {
      std::vector<int> key;
      Row r;
      for (std::uint32_t c = 0; c < width; ++c)
        key.push_back((i * 7 / static_cast<int>(c + 1)) % (width == 1 ? 3000 : 40));
      for (int k : key) r.push_back(pool.integer(k));
      r.push_back(pool.integer(i));
      rows.push_back(r);
      expected[key] += i;
    }
    std::vector<Row> all;
    for (const auto& [key, sum] : expected) {
      Row& r = all.emplace_back();
      for (int k : key) r.push_back(pool.integer(k));
      r.push_back(pool.integer(sum));
    }
    BOOST_TEST((aggregated(AggregateFunction::sum, width, rows) == show(all)), width);
  }
}

// ---- in programs

BOOST_AUTO_TEST_CASE(duplicates_of_the_body_count_once) {
  const Var X{"X"}, Y{"Y"}, N{"N"};
  fact("edge", "a", 1);
  fact("edge", "a", 2);
  fact("edge", "b", 2);
  builder.aggregation("targets", AggregateFunction::count, 0, atom("", Y), {atom("edge", any, Y)});
  builder.aggregation("total", AggregateFunction::sum, 0, atom("", X, Y), {atom("edge", X, Y)});
  builder.aggregation("all", AggregateFunction::list, 0, atom("", X), {atom("edge", X, any)});
  builder.rule(atom("answer", N), {aggregate("targets", N)});
  builder.rule(atom("answer", N), {aggregate("total", N)});
  builder.rule(atom("answer", N), {aggregate("all", N)});
  update();
  BOOST_TEST(show("answer", 1) == "2, 5, list(a, b)");
}

BOOST_AUTO_TEST_CASE(an_empty_set_has_the_value_for_it) {
  const Var X{"X"}, N{"N"};
  builder.predicate("p", 1);
  fact("group", "a");
  builder.aggregation("n", AggregateFunction::count, 0, atom("", X), {atom("p", X)});
  builder.aggregation("least", AggregateFunction::min, 0, atom("", X), {atom("p", X)});
  builder.rule(atom("count", X, N), {atom("group", X), aggregate_or(0, "n", N)});
  builder.rule(atom("min", X, N), {atom("group", X), aggregate("least", N)});
  update();
  BOOST_TEST(show("count", 2) == "a 0");
  BOOST_TEST(show("min", 2) == "");
  fact("p", 4);
  update();
  BOOST_TEST(show("count", 2) == "a 1");
  BOOST_TEST(show("min", 2) == "a 4");
}

// ---- levels

BOOST_AUTO_TEST_CASE(a_group_is_as_sure_as_its_least_sure_row) {
  analysis::Aggregation a;
  a.function = AggregateFunction::sum;
  a.group = 1;
  a.input.head_args.resize(2);
  Workspace workspace(pool);
  Aggregator aggregator(a, workspace);
  const auto take = [&](const std::vector<Row>& rows) {
    const Columns columns(rows, 2);
    aggregator.take(columns.pointers.data(), static_cast<std::uint32_t>(rows.size()));
  };
  take({row({"a", 1}), row({"b", 1})});
  aggregator.begin_level(1);
  take({row({"c", 1}), row({"a", 5})});
  aggregator.begin_level(2);  // without rows
  aggregator.begin_level(3);
  take({row({"d", 2}), row({"c", 7})});
  Relation into(2, Extremum::none, 0, pool);
  aggregator.finish(into);
  BOOST_TEST(show_levels(into) == "b 1, a 6 [1], c 8 [3], d 2 [3]");
}

BOOST_AUTO_TEST_CASE(groups_all_at_one_level) {
  analysis::Aggregation a;
  a.group = 0;
  a.input.head_args.resize(1);
  Workspace workspace(pool);
  Aggregator aggregator(a, workspace);
  aggregator.begin_level(0);
  aggregator.begin_level(2);
  const Columns columns({row({"x"}), row({"y"})}, 1);
  aggregator.take(columns.pointers.data(), 2);
  Relation into(1, Extremum::none, 0, pool);
  aggregator.finish(into);
  BOOST_TEST(show_levels(into) == "2 [2]");
}

BOOST_AUTO_TEST_SUITE_END()
