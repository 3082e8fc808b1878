#include "engine/index.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <random>
#include <unordered_set>

#include "engine/crew.hpp"
#include "tests/unit/engine/columns.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;

namespace {

using Row = std::vector<Value>;

struct Fixture {
  Pool pool;
  std::mt19937_64 random{5};

  // Rows below `limit` that hold the key, as the index has them.
  static std::vector<std::uint32_t> found(const Relation& r, const Index& index, const Row& key) {
    const Columns columns({key}, key.size());
    std::vector<std::uint32_t> out;
    for (const Run& run : index.runs()) {
      Range range;
      run.find(r, index.columns(), columns.pointers.data(), 1, &range);
      out.insert(out.end(), run.rows() + range.begin, run.rows() + range.end);
    }
    return out;
  }
  static std::vector<std::uint32_t> expected(const Relation& r, const std::vector<std::uint32_t>& columns,
                                             const Row& key, std::uint32_t rows) {
    std::vector<std::uint32_t> out;
    for (std::uint32_t row = 0; row < rows; ++row) {
      bool equal = true;
      for (std::size_t c = 0; c < columns.size(); ++c) equal = equal && r.at(row, columns[c]) == key[c];
      if (equal) out.push_back(row);
    }
    return out;
  }

  // A value of a dense or a sparse range.
  Value value(bool dense, std::uint64_t span) {
    const std::uint64_t i = random() % span;
    if (dense) return Value::small(static_cast<std::int64_t>(i) - 3);
    return Value::small(static_cast<std::int64_t>(i * 0x9E3779B1U % 1000000007U) - 500000000);
  }
  std::vector<Row> rows(std::size_t n, bool dense, std::uint64_t span) {
    std::vector<Row> out;
    for (std::size_t i = 0; i < n; ++i) {
      out.push_back({value(dense, span), value(dense, span), value(dense, span), Value::small(static_cast<int>(i))});
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(index_, Fixture)

BOOST_AUTO_TEST_CASE(look_ups_against_a_scan) {
  const std::vector<std::vector<std::uint32_t>> choices{{0}, {2}, {0, 1}, {2, 0}, {0, 1, 2}, {2, 1, 0}};
  for (const bool dense : {true, false}) {
    for (const auto& columns : choices) {
      Relation r(4, syntax::Extremum::none, 0, pool);
      insert(r, rows(1500, dense, columns.size() == 1 ? 200 : 7));
      const Index& index = r.index(columns, r.rows());
      for (int i = 0; i < 200; ++i) {
        Row key;
        const auto row = static_cast<std::uint32_t>(random() % r.rows());
        for (std::uint32_t c : columns) key.push_back(i % 4 == 0 ? value(dense, 500) : r.at(row, c));
        BOOST_REQUIRE((found(r, index, key) == expected(r, columns, key, r.rows())));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(many_keys_at_once) {
  Relation r(4, syntax::Extremum::none, 0, pool);
  insert(r, rows(5000, false, 300));
  const std::vector<std::uint32_t> columns{0};
  const Index& index = r.index(columns, r.rows());
  std::vector<Row> keys;
  for (int i = 0; i < 1000; ++i) keys.push_back({value(false, 400)});
  const Columns key_columns(keys, 1);
  BOOST_REQUIRE(index.runs().size() == 1U);
  std::vector<Range> ranges(keys.size());
  const Run& run = index.runs()[0];
  run.find(r, columns, key_columns.pointers.data(), 1000, ranges.data());
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::vector<std::uint32_t> rows_found(run.rows() + ranges[i].begin, run.rows() + ranges[i].end);
    BOOST_REQUIRE((rows_found == expected(r, columns, keys[i], r.rows())));
  }
}

BOOST_AUTO_TEST_CASE(extension_in_many_small_steps) {
  for (const bool dense : {true, false}) {
    for (const std::vector<std::uint32_t>& columns :
         {std::vector<std::uint32_t>{1}, std::vector<std::uint32_t>{1, 0}, std::vector<std::uint32_t>{0, 1, 2}}) {
      Relation r(4, syntax::Extremum::none, 0, pool);
      const std::vector<Row> all = rows(2000, dense, 6);
      Index index(columns);
      std::size_t given = 0;
      while (given < all.size()) {
        const std::size_t n = std::min<std::size_t>(1 + random() % 20, all.size() - given);
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(given);
        insert(r, {begin, begin + static_cast<std::ptrdiff_t>(n)});
        given += n;
        index.extend(r, r.rows());
        const auto row = static_cast<std::uint32_t>(random() % r.rows());
        Row key;
        for (std::uint32_t c : columns) key.push_back(r.at(row, c));
        BOOST_REQUIRE((found(r, index, key) == expected(r, columns, key, r.rows())));
      }
      BOOST_TEST(index.runs().size() <= 12U);  // logarithmic in the rows
      std::uint32_t last = 0;
      for (const Run& run : index.runs()) {  // the runs tile the rows
        BOOST_TEST(run.first() == last);
        last = run.last();
      }
      BOOST_TEST(last == r.rows());
    }
  }
}

BOOST_AUTO_TEST_CASE(an_index_covers_the_rows_asked_for_only) {
  Relation r(4, syntax::Extremum::none, 0, pool);
  insert(r, rows(1000, true, 20));
  const Index& index = r.index({0}, 400);
  const Row key{r.at(10, 0)};
  BOOST_TEST((found(r, index, key) == expected(r, {0}, key, 400)));
  BOOST_TEST(&r.index({0}, 700) == &index);
  BOOST_TEST((found(r, index, key) == expected(r, {0}, key, 700)));
  r.index({0}, 300);  // covers more already
  BOOST_TEST((found(r, index, key) == expected(r, {0}, key, 700)));
  BOOST_TEST((r.find_index({0}) == &index));
  BOOST_TEST((r.find_index({1}) == nullptr));
}

BOOST_AUTO_TEST_CASE(truncation_forgets_rows) {
  Relation r(4, syntax::Extremum::none, 0, pool);
  const std::vector<Row> all = rows(1000, true, 10);
  for (std::size_t i = 0; i < all.size(); i += 50) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i);
    insert(r, {begin, begin + 50});
    r.index({0}, r.rows());
    r.index({0, 1, 2}, r.rows());
  }
  r.truncate(333, 0);
  for (const std::vector<std::uint32_t>& columns :
       {std::vector<std::uint32_t>{0}, std::vector<std::uint32_t>{0, 1, 2}}) {
    for (const Run& run : r.find_index(columns)->runs()) BOOST_TEST(run.last() <= 333U);
    Row key;
    for (std::uint32_t c : columns) key.push_back(r.at(5, c));
    BOOST_TEST((found(r, r.index(columns, 333), key) == expected(r, columns, key, 333)));
  }
  insert(r, rows(500, true, 10));  // other rows in the place of those taken back
  const Row key{r.at(400, 0)};
  BOOST_TEST((found(r, r.index({0}, r.rows()), key) == expected(r, {0}, key, r.rows())));
}

BOOST_AUTO_TEST_CASE(made_by_parts_and_by_several_threads) {
  for (const std::uint64_t span : {1U, 50U, 512U, 700U, 40000U}) {
    std::vector<Row> all = rows(3000, true, span);
    all[10][0] = Value::small(-3);  // the first value of the span, and the last
    all[20][0] = Value::small(static_cast<std::int64_t>(span) - 4);
    const auto made = [&](Use parts, unsigned threads) {
      Tuning tuning;
      tuning.direct_index = Use::always;
      tuning.parts = parts;
      Relation r(4, syntax::Extremum::none, 0, pool, tuning);
      insert(r, all);
      std::unique_ptr<Crew> crew;
      const CrewLoan loan(&crew, threads);
      const Run run(r, {0}, {1, 3}, 7, r.rows());
      std::vector<std::uint32_t> out{static_cast<std::uint32_t>(run.groups())};
      out.insert(out.end(), run.rows(), run.rows() + run.rows_in_all());
      out.insert(out.end(), run.offsets().begin(), run.offsets().end());
      for (std::size_t k = 0; k < 2; ++k) {
        for (std::uint32_t i = 0; i < run.rows_in_all(); ++i) out.push_back(run.covered(k)[i].bits());
      }
      return out;
    };
    const auto expected = made(Use::never, 1);
    for (unsigned threads = 1; threads <= 5; ++threads) BOOST_TEST((made(Use::always, threads) == expected));
  }
}

// So many that it is by parts, with groups of one row, of a few, and one of very many.
BOOST_AUTO_TEST_CASE(many_pairs_loaded_at_once) {
  constexpr std::size_t kPairs = 400000;
  std::vector<Value> columns[2];
  for (std::size_t i = 0; i < kPairs; ++i) {
    columns[0].push_back(Value::small(i % 3 == 0 ? 77 : static_cast<std::int64_t>(random() % 90000)));
    columns[1].push_back(Value::small(static_cast<std::int64_t>(random() % (i % 3 == 0 ? 100000 : 3000) * 331)));
  }
  const Value* const pointers[] = {columns[0].data(), columns[1].data()};
  std::vector<std::uint64_t> expected;  // each pair where it stands first
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < kPairs; ++i) {
    const std::uint64_t pair = std::uint64_t{columns[0][i].bits()} << 32 | columns[1][i].bits();
    if (seen.insert(pair).second) expected.push_back(pair);
  }
  for (unsigned threads = 1; threads <= 3; ++threads) {
    std::unique_ptr<Crew> crew;
    const CrewLoan loan(&crew, threads);
    Relation r(2, syntax::Extremum::none, 0, pool);
    BOOST_REQUIRE((r.load(pointers, kPairs) == static_cast<std::uint32_t>(expected.size())));
    std::vector<std::uint64_t> now;
    for (std::uint32_t row = 0; row < r.rows(); ++row) {
      now.push_back(std::uint64_t{r.at(row, 0).bits()} << 32 | r.at(row, 1).bits());
    }
    BOOST_TEST((now == expected));
    const Index* index = r.find_index({0});
    BOOST_REQUIRE(index != nullptr);
    for (int i = 0; i < 20; ++i) {
      const Row key{i == 0 ? Value::small(77) : r.at(static_cast<std::uint32_t>(random() % r.rows()), 0)};
      BOOST_TEST((found(r, *index, key) == Fixture::expected(r, {0}, key, r.rows())));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_empty_index) {
  Relation r(2, syntax::Extremum::none, 0, pool);
  const Index& index = r.index({0}, 0);
  BOOST_TEST(index.runs().empty());
  BOOST_TEST((found(r, index, {Value::small(1)}).empty()));
}

BOOST_AUTO_TEST_SUITE_END()
