#include "value/pool.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>
#include <set>

using namespace linchpin;

namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

struct Fixture {
  Pool pool;
  Value term(std::string_view functor, std::vector<Value> args) { return pool.term(pool.name(functor), args); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(pool_, Fixture)

BOOST_AUTO_TEST_CASE(small_integers_are_inline) {
  for (std::int64_t i : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, Value::kSmallMin, Value::kSmallMax}) {
    const Value v = pool.integer(i);
    BOOST_TEST(v.is_small());
    BOOST_TEST(v.small() == i);
    BOOST_TEST(pool.integer(v) == i);
    BOOST_TEST((v.kind() == Kind::integer));
  }
  BOOST_TEST(pool.count(Kind::integer) == 0U);
}

BOOST_AUTO_TEST_CASE(big_integers_are_pooled_once) {
  for (std::int64_t i : {Value::kSmallMin - 1, Value::kSmallMax + 1, kMin, kMax}) {
    const Value v = pool.integer(i);
    BOOST_TEST(!v.is_small());
    BOOST_TEST((v.kind() == Kind::integer));
    BOOST_TEST(pool.integer(v) == i);
    BOOST_TEST((pool.integer(i) == v));
  }
  BOOST_TEST(pool.count(Kind::integer) == 4U);
}

BOOST_AUTO_TEST_CASE(equal_values_have_equal_bits_and_others_not) {
  const std::vector<Value> distinct{pool.integer(1),
                                    pool.decimal(1.0),
                                    pool.date(1),
                                    pool.name("1"),
                                    pool.string("1"),
                                    pool.name(""),
                                    pool.string(""),
                                    term("f", {pool.integer(1)}),
                                    term("f", {pool.decimal(1)}),
                                    term("f", {pool.integer(1), pool.integer(1)}),
                                    term("g", {pool.integer(1)})};
  std::set<std::uint32_t> bits;
  for (Value v : distinct) bits.insert(v.bits());
  BOOST_TEST(bits.size() == distinct.size());
  BOOST_TEST((pool.name("1") == distinct[3]));
  BOOST_TEST((pool.string("") == distinct[6]));
  BOOST_TEST((term("f", {pool.decimal(1)}) == distinct[8]));
  BOOST_TEST((pool.decimal(-0.0) == pool.decimal(0.0)));
}

BOOST_AUTO_TEST_CASE(many_texts_keep_their_place) {
  constexpr int kMany = 20000;  // several arena blocks and growths of the table
  std::vector<Value> values;
  std::vector<std::string_view> views;
  for (int i = 0; i < kMany; ++i) {
    values.push_back(pool.name("name_" + std::to_string(i)));
    views.push_back(pool.text(values.back()));
  }
  for (int i = 0; i < kMany; ++i) {
    const std::string expected = "name_" + std::to_string(i);
    BOOST_REQUIRE(pool.text(values[i]) == expected);
    BOOST_REQUIRE(views[i] == expected);  // the view from before is still good
    BOOST_REQUIRE((pool.name(expected) == values[i]));
    BOOST_REQUIRE(values[i].payload() == static_cast<std::uint32_t>(i));
  }
  const std::string long_text(100000, 'x');  // more than an arena block
  BOOST_TEST(pool.text(pool.string(long_text)) == long_text);
}

BOOST_AUTO_TEST_CASE(many_terms_and_numbers_are_interned_once) {
  std::vector<Value> terms;
  std::vector<Value> decimals;
  for (int i = 0; i < 5000; ++i) {
    terms.push_back(term(i % 2 == 0 ? "f" : "g", {pool.integer(i / 2), pool.name("a")}));
    decimals.push_back(pool.decimal(i / 8.0));
  }
  for (int i = 0; i < 5000; ++i) {
    BOOST_REQUIRE((term(i % 2 == 0 ? "f" : "g", {pool.integer(i / 2), pool.name("a")}) == terms[i]));
    BOOST_REQUIRE((pool.decimal(i / 8.0) == decimals[i]));
    BOOST_REQUIRE(pool.decimal(decimals[i]) == i / 8.0);
    BOOST_REQUIRE((pool.args(terms[i])[0] == Value::small(i / 2)));
  }
  BOOST_TEST(pool.count(Kind::term) == 5000U);
  BOOST_TEST(pool.count(Kind::decimal) == 5000U);
}

BOOST_AUTO_TEST_CASE(a_name_is_found_without_being_added) {
  BOOST_TEST(!pool.find_name("china").second);
  BOOST_TEST(pool.count(Kind::name) == 0U);
  const Value v = pool.name("china");
  BOOST_TEST(pool.find_name("china").second);
  BOOST_TEST((pool.find_name("china").first == v));
}

BOOST_AUTO_TEST_CASE(terms_nest) {
  const Value inner = term("visit", {pool.name("putin"), pool.name("pyongyang")});
  const Value outer = term("disapproves", {pool.name("china"), inner});
  BOOST_TEST((pool.functor(outer) == pool.name("disapproves")));
  BOOST_TEST(pool.args(outer).size() == 2U);
  BOOST_TEST((pool.args(outer)[1] == inner));
  BOOST_TEST(pool.depth(pool.name("a")) == 0U);
  BOOST_TEST(pool.depth(inner) == 1U);
  BOOST_TEST(pool.depth(outer) == 2U);
}

BOOST_AUTO_TEST_CASE(a_term_of_a_terms_own_arguments) {
  const Value v = term("f", {pool.integer(1), pool.integer(2)});
  const auto args = pool.args(v);  // a span into the pool
  const Value w = pool.term(pool.name("g"), args);
  BOOST_TEST((pool.args(w)[1] == pool.integer(2)));
}

BOOST_AUTO_TEST_CASE(dates) {
  const Value first = pool.date(-719528);  // 0000-01-01
  const Value last = pool.date(2932896);   // 9999-12-31
  BOOST_TEST(pool.days(first) == -719528);
  BOOST_TEST(pool.days(last) == 2932896);
  BOOST_TEST((first.kind() == Kind::date));
  BOOST_TEST((pool.compare(first, last) < 0));
  BOOST_TEST((pool.compare(pool.date(-1), pool.date(0)) < 0));
}

// ---- order

BOOST_AUTO_TEST_CASE(the_order_of_answers) {
  const std::vector<Value> ascending{
      pool.integer(kMin),
      pool.decimal(-1e9),
      pool.integer(-1),
      pool.decimal(0.0),
      pool.decimal(0.5),
      pool.integer(1),
      pool.decimal(1.0),
      pool.decimal(1.5),
      pool.integer(2),
      pool.integer(Value::kSmallMax),
      pool.integer(Value::kSmallMax + 1),
      pool.integer(kMax),
      pool.decimal(1e300),
      pool.date(-1),
      pool.date(0),
      pool.name("a"),
      pool.name("ab"),
      pool.name("b"),
      pool.name("\xc3\xa9"),          // é
      pool.name("\xf0\x9f\x98\x80"),  // beyond the basic plane
      pool.string(""),
      pool.string("a"),
      term("f", {pool.integer(9)}),
      term("f", {pool.integer(1), pool.integer(1)}),
      term("f", {pool.integer(1), pool.decimal(1)}),
      term("f", {pool.integer(1), pool.integer(2)}),
      term("g", {pool.integer(0)}),
  };
  for (std::size_t i = 0; i < ascending.size(); ++i) {
    for (std::size_t k = 0; k < ascending.size(); ++k) {
      BOOST_TEST((pool.compare(ascending[i], ascending[k]) == (i <=> k)), i << " and " << k);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_integer_and_a_decimal_of_one_value_are_equivalent_numerically) {
  BOOST_TEST((pool.compare_numeric(pool.integer(1), pool.decimal(1)) == 0));
  BOOST_TEST((pool.compare_numeric(pool.decimal(1), pool.integer(1)) == 0));
  BOOST_TEST((pool.compare(pool.integer(1), pool.decimal(1)) < 0));
  BOOST_TEST((pool.compare(pool.decimal(1), pool.integer(1)) > 0));
  BOOST_TEST((pool.compare_numeric(pool.integer(1), pool.decimal(1.5)) < 0));
}

BOOST_AUTO_TEST_CASE(big_integers_are_compared_with_decimals_exactly) {
  const std::int64_t two53 = std::int64_t{1} << 53;
  const Value exact = pool.decimal(static_cast<double>(two53));
  BOOST_TEST((pool.compare_numeric(pool.integer(two53 - 1), exact) < 0));
  BOOST_TEST((pool.compare_numeric(pool.integer(two53), exact) == 0));
  BOOST_TEST((pool.compare_numeric(pool.integer(two53 + 1), exact) > 0));  // rounds to 2^53 as a double
  const Value two63 = pool.decimal(9223372036854775808.0);
  BOOST_TEST((pool.compare_numeric(pool.integer(kMax), two63) < 0));
  BOOST_TEST((pool.compare_numeric(pool.integer(kMin), pool.decimal(-9223372036854775808.0)) == 0));
  BOOST_TEST((pool.compare(pool.integer(kMin), pool.decimal(-9223372036854775808.0)) < 0));
}

BOOST_AUTO_TEST_CASE(the_order_is_total_on_random_numbers) {
  std::mt19937_64 random(7);
  std::vector<Value> values;
  for (int i = 0; i < 300; ++i) {
    const auto base = static_cast<std::int64_t>(random()) >> (random() % 63);
    values.push_back(pool.integer(base));
    values.push_back(pool.decimal(static_cast<double>(base)));
  }
  std::sort(values.begin(), values.end(), [&](Value a, Value b) { return pool.compare(a, b) < 0; });
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t k = i + 1; k < values.size(); ++k) {
      const auto order = pool.compare(values[i], values[k]);
      BOOST_REQUIRE((order < 0 || values[i] == values[k]));
      BOOST_REQUIRE(((order == 0) == (values[i] == values[k])));
    }
  }
}

// ---- printing

BOOST_AUTO_TEST_CASE(values_print_in_the_languages_syntax) {
  BOOST_TEST(pool.print(pool.integer(kMin)) == "-9223372036854775808");
  BOOST_TEST(pool.print(pool.integer(-7)) == "-7");
  BOOST_TEST(pool.print(pool.decimal(1)) == "1.0");
  BOOST_TEST(pool.print(pool.decimal(0.1)) == "0.1");
  BOOST_TEST(pool.print(pool.date(0)) == "1970-01-01");
  BOOST_TEST(pool.print(pool.date(11016)) == "2000-02-29");
  BOOST_TEST(pool.print(pool.name("north_korea")) == "north_korea");
  BOOST_TEST(pool.print(pool.name("North Korea")) == "'North Korea'");
  BOOST_TEST(pool.print(pool.name("not")) == "'not'");
  BOOST_TEST(pool.print(pool.name("")) == "''");
  BOOST_TEST(pool.print(pool.string("a \"b\"\n")) == R"("a \"b\"\n")");
}

BOOST_AUTO_TEST_CASE(terms_print) {
  const Value visit = term("visit", {pool.name("putin"), pool.string("x")});
  BOOST_TEST(pool.print(visit) == R"(visit(putin, "x"))");
  BOOST_TEST(pool.print(term("Big f", {visit, pool.integer(-1)})) == R"('Big f'(visit(putin, "x"), -1))");
}

BOOST_AUTO_TEST_CASE(a_term_without_arguments) {
  const Value v = term("list", {});
  BOOST_TEST(v.is_term());
  BOOST_TEST((term("list", {}) == v));
  BOOST_TEST((pool.name("list") != v));
  BOOST_TEST(pool.args(v).empty());
  BOOST_TEST(pool.print(v) == "list()");
  BOOST_TEST((pool.compare(v, term("list", {pool.integer(0)})) < 0));
}

BOOST_AUTO_TEST_CASE(a_denial_prints_with_its_sign) {
  const Value inner = term("supplies", {pool.name("russia")});
  BOOST_TEST(pool.print(term("-", {inner})) == "-supplies(russia)");
  BOOST_TEST(pool.print(term("says", {pool.name("lankov"), term("-", {inner})})) == "says(lankov, -supplies(russia))");
}

BOOST_AUTO_TEST_CASE(memory_is_counted) {
  const std::size_t before = pool.bytes();
  for (int i = 0; i < 5000; ++i) pool.string(std::string(50, 'a') + std::to_string(i));
  BOOST_TEST(pool.bytes() >= before + 5000 * 50);
}

// What a pool holds, in order.
std::string contents(const Pool& pool) {
  std::string out;
  for (const Kind kind : {Kind::integer, Kind::decimal, Kind::name, Kind::string, Kind::term}) {
    for (std::uint32_t i = 0; i < pool.count(kind); ++i) out += pool.print(Value::pooled(kind, i)) + "; ";
  }
  return out;
}

BOOST_AUTO_TEST_CASE(pools_absorbed_in_order_are_the_pool_of_the_whole) {
  std::mt19937 random(7);
  const auto any_value = [](Pool& to, std::uint32_t number) {
    const std::uint32_t n = number / 8;
    const auto name = [&](std::uint32_t i) { return to.name("n" + std::to_string(i)); };
    switch (number % 8) {
      case 0:
        return to.integer(n);
      case 1:
        return to.integer((std::int64_t{1} << 40) + n);
      case 2:
        return to.decimal(0.5 * n);
      case 3:
        return to.date(n);
      case 4:
        return name(n);
      case 5:
        return to.string("a string of some length, and its number: " + std::to_string(n));
      case 6:
        return to.term(name(n), {});
      default: {
        const Value inner = to.term(name(n % 5), std::vector{name(n), to.integer(n)});
        return to.term(name(n % 3), std::vector{inner, to.string(std::to_string(n))});
      }
    }
  };
  for (int round = 0; round < 20; ++round) {
    Pool whole;
    Pool joined;
    for (int part = 0; part < 5; ++part) {
      Pool own;
      std::vector<std::pair<Value, Value>> pairs;
      for (std::size_t i = random() % 400; i != 0; --i) {
        const auto number = static_cast<std::uint32_t>(random() % (8U << random() % 10));
        pairs.emplace_back(any_value(own, number), any_value(whole, number));
      }
      const Translation to = joined.absorb(own);
      for (const auto& [here, there] : pairs) BOOST_REQUIRE((to(here) == there));
      for (const auto& [here, there] : pairs) BOOST_REQUIRE(joined.depth(to(here)) == whole.depth(there));
    }
    BOOST_TEST(contents(joined) == contents(whole));
  }
}

BOOST_AUTO_TEST_CASE(a_pool_of_inline_values_translates_to_nothing) {
  Pool own;
  own.integer(5);
  own.date(5);
  BOOST_TEST(pool.absorb(own).empty());
  own.name("a");
  BOOST_TEST(!pool.absorb(own).empty());
}

// ---- going back

BOOST_AUTO_TEST_CASE(what_came_after_a_mark_is_as_if_it_had_not) {
  std::mt19937 random(5);
  const auto fill = [&](std::size_t n, std::uint32_t most) {
    std::vector<Value> out;
    for (std::size_t i = 0; i < n; ++i) {
      const auto k = static_cast<std::uint32_t>(random() % most);
      out.push_back(pool.name("n" + std::to_string(k)));
      out.push_back(pool.string(std::string(k % 50, 'x') + std::to_string(k)));
      out.push_back(pool.integer(std::int64_t{k} << 33));
      out.push_back(pool.decimal(k + 0.5));
      out.push_back(pool.term(out[out.size() - 4], {{out.back(), out[out.size() - 2]}}));
    }
    return out;
  };
  for (int round = 0; round < 20; ++round) {
    fill(random() % 100, 1000);
    std::vector<std::string> before;
    const std::vector<Value> kept = fill(200, 1000);
    for (Value v : kept) before.push_back(pool.print(v));
    const Pool::Mark mark = pool.mark();
    const std::size_t names = pool.count(Kind::name);
    fill(random() % 5000, 20000);
    pool.rollback(mark);
    BOOST_TEST(pool.count(Kind::name) == names);
    for (std::size_t i = 0; i < kept.size(); ++i) BOOST_REQUIRE(pool.print(kept[i]) == before[i]);
    for (std::size_t i = 0; i < kept.size(); i += 5) BOOST_REQUIRE((pool.name(pool.text(kept[i])) == kept[i]));
    BOOST_TEST(pool.count(Kind::name) == names);
  }
}

BOOST_AUTO_TEST_CASE(memory_is_given_back) {
  const Pool::Mark mark = pool.mark();
  const std::size_t bytes = pool.bytes();
  for (int i = 0; i < 100000; ++i) pool.string("some text " + std::to_string(i));
  BOOST_TEST(pool.bytes() > bytes + 1000000);
  pool.rollback(mark);
  BOOST_TEST(pool.bytes() == bytes);
}

BOOST_AUTO_TEST_SUITE_END()
