#include "value/builtins.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

using namespace linchpin;

namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
using ErrorKind = BuiltinError::Kind;

struct Fixture {
  Pool pool;
  Value i(std::int64_t v) { return pool.integer(v); }
  Value d(double v) { return pool.decimal(v); }
  Value s(std::string_view v) { return pool.string(v); }
  Value n(std::string_view v) { return pool.name(v); }

  std::optional<BuiltinError> error;

  // The value printed, or "error".
  std::string call(std::string_view name, std::vector<Value> args) {
    error.reset();
    const auto id = find_builtin(name, args.size());
    BOOST_REQUIRE(id);
    const auto value = apply(*id, pool, args, error);
    BOOST_TEST(value.has_value() != error.has_value());
    return value ? pool.print(*value) : "error";
  }
  bool holds(std::string_view name, std::vector<Value> args) {
    error.reset();
    const auto id = find_builtin(name, args.size());
    BOOST_REQUIRE(id);
    const bool out = test(*id, pool, args, error);
    BOOST_TEST(!(out && error));
    return out;
  }
  bool failed(ErrorKind kind, std::string_view part) const {
    if (!error) return false;
    BOOST_TEST(error->detail.find(part) != std::string::npos, error->detail);
    return error->kind == kind;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(builtins_, Fixture)

BOOST_AUTO_TEST_CASE(the_table) {
  for (const Builtin& b : builtins()) {
    const auto id = find_builtin(b.name, b.arity);
    BOOST_REQUIRE(id);
    BOOST_TEST(&builtins()[*id] == &b, b.name);  // no two rows of one name and arity
    BOOST_TEST(!b.usage.empty());
  }
  BOOST_TEST(!find_builtin("lower", 2));
  BOOST_TEST(find_builtin("lower").has_value());
  BOOST_TEST(!find_builtin("depends_on").has_value());
  BOOST_TEST((*find_builtin("-", 1) != *find_builtin("-", 2)));
}

// ---- arithmetic

BOOST_AUTO_TEST_CASE(integers_stay_integers) {
  BOOST_TEST(call("+", {i(2), i(3)}) == "5");
  BOOST_TEST(call("-", {i(2), i(3)}) == "-1");
  BOOST_TEST(call("*", {i(-4), i(3)}) == "-12");
  BOOST_TEST(call("+", {i(Value::kSmallMax), i(1)}) == "1073741824");
  BOOST_TEST(call("+", {i(kMax - 1), i(1)}) == "9223372036854775807");
}

BOOST_AUTO_TEST_CASE(a_decimal_makes_a_decimal) {
  BOOST_TEST(call("+", {i(2), d(0.5)}) == "2.5");
  BOOST_TEST(call("-", {d(2), i(2)}) == "0.0");
  BOOST_TEST(call("*", {d(1.5), d(2)}) == "3.0");
  BOOST_TEST(call("/", {i(7), d(2)}) == "3.5");
  BOOST_TEST(call("mod", {d(7.5), i(2)}) == "1.5");
}

BOOST_AUTO_TEST_CASE(overflow_is_an_error_with_the_values) {
  BOOST_TEST(call("+", {i(kMax), i(1)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "9223372036854775807 + 1"));
  BOOST_TEST(call("-", {i(kMin), i(1)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "-9223372036854775808 - 1"));
  BOOST_TEST(call("*", {i(kMax), i(2)}) == "error");
  BOOST_TEST(call("*", {i(kMin), i(-1)}) == "error");
  BOOST_TEST(call("*", {d(1e300), d(1e300)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "out of the range"));
  BOOST_TEST(call("/", {d(1e300), d(1e-300)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "/"));
}

BOOST_AUTO_TEST_CASE(the_smallest_integer) {
  BOOST_TEST(call("/", {i(kMin), i(-1)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "-9223372036854775808 / -1"));
  BOOST_TEST(call("mod", {i(kMin), i(-1)}) == "0");
  BOOST_TEST(call("/", {i(kMin), i(1)}) == "-9223372036854775808");
  BOOST_TEST(call("-", {i(kMin)}) == "error");
  BOOST_TEST(call("abs", {i(kMin)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "abs"));
  BOOST_TEST(call("-", {i(kMin + 1)}) == "9223372036854775807");
  BOOST_TEST(call("min", {i(kMin), i(kMax)}) == "-9223372036854775808");
}

BOOST_AUTO_TEST_CASE(division_truncates_and_mod_has_the_dividends_sign) {
  const std::vector<std::array<std::int64_t, 4>> cases{{7, 2, 3, 1},    {-7, 2, -3, -1}, {7, -2, -3, 1},
                                                       {-7, -2, 3, -1}, {6, 3, 2, 0},    {-1, 5, 0, -1}};
  for (const auto& [a, b, quotient, remainder] : cases) {
    BOOST_TEST(call("/", {i(a), i(b)}) == std::to_string(quotient));
    BOOST_TEST(call("mod", {i(a), i(b)}) == std::to_string(remainder));
  }
  BOOST_TEST(call("mod", {d(-7.5), d(2)}) == "-1.5");
}

BOOST_AUTO_TEST_CASE(division_by_zero) {
  BOOST_TEST(call("/", {i(7), i(0)}) == "error");
  BOOST_TEST(failed(ErrorKind::division_by_zero, "7 / 0"));
  BOOST_TEST(call("mod", {i(7), i(0)}) == "error");
  BOOST_TEST(failed(ErrorKind::division_by_zero, "7 mod 0"));
  BOOST_TEST(call("/", {d(0), d(0)}) == "error");
  BOOST_TEST(failed(ErrorKind::division_by_zero, "0.0 / 0.0"));
  BOOST_TEST(call("mod", {i(1), d(0)}) == "error");
  BOOST_TEST(failed(ErrorKind::division_by_zero, "mod"));
  BOOST_TEST(call("/", {n("china"), i(0)}) == "error");  // the kind is what is wrong
  BOOST_TEST(failed(ErrorKind::wrong_kind, "china"));
}

BOOST_AUTO_TEST_CASE(unary) {
  BOOST_TEST(call("-", {i(5)}) == "-5");
  BOOST_TEST(call("-", {d(2.5)}) == "-2.5");
  BOOST_TEST(call("-", {d(0)}) == "0.0");
  BOOST_TEST(call("abs", {i(-5)}) == "5");
  BOOST_TEST(call("abs", {i(5)}) == "5");
  BOOST_TEST(call("abs", {d(-0.5)}) == "0.5");
  BOOST_TEST(call("abs", {i(kMin + 1)}) == "9223372036854775807");
}

BOOST_AUTO_TEST_CASE(min_and_max_are_of_numbers_or_dates) {
  BOOST_TEST(call("min", {i(2), d(1.5)}) == "1.5");
  BOOST_TEST(call("max", {i(2), d(1.5)}) == "2");
  BOOST_TEST(call("min", {i(1), d(1)}) == call("min", {d(1), i(1)}));  // whatever the order of the arguments
  BOOST_TEST(call("max", {i(1), d(1)}) == call("max", {d(1), i(1)}));
  BOOST_TEST(call("max", {pool.date(0), pool.date(5)}) == "1970-01-06");
  BOOST_TEST(call("min", {pool.date(0), i(5)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "1970-01-01"));
  BOOST_TEST(call("max", {n("a"), n("b")}) == "error");
}

BOOST_AUTO_TEST_CASE(arithmetic_needs_numbers) {
  for (std::string_view op : {"+", "-", "*", "/", "mod"}) {
    BOOST_TEST(call(op, {n("china"), i(1)}) == "error");
    BOOST_TEST(failed(ErrorKind::wrong_kind, "the name china"));
    BOOST_TEST(call(op, {i(1), s("x")}) == "error");
    BOOST_TEST(failed(ErrorKind::wrong_kind, "the string \"x\""));
  }
  const Value f = pool.term(n("f"), std::vector{i(1)});
  BOOST_TEST(call("abs", {f}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "the term f(1)"));
  BOOST_TEST(call("-", {pool.date(0)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "the date 1970-01-01"));
}

// ---- dates

BOOST_AUTO_TEST_CASE(date_arithmetic) {
  const Value leap = pool.date(11016);  // 2000-02-29
  BOOST_TEST(call("+", {leap, i(1)}) == "2000-03-01");
  BOOST_TEST(call("-", {leap, i(1)}) == "2000-02-28");
  BOOST_TEST(call("+", {leap, i(366)}) == "2001-03-01");
  BOOST_TEST(call("-", {pool.date(11382), leap}) == "366");
  BOOST_TEST(call("-", {leap, leap}) == "0");
  BOOST_TEST(call("*", {leap, i(2)}) == "error");
  BOOST_TEST(call("+", {leap, leap}) == "error");
  BOOST_TEST(call("+", {leap, d(1)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "2000-02-29"));
}

BOOST_AUTO_TEST_CASE(dates_end_with_the_year_9999) {
  BOOST_TEST(call("+", {pool.date(2932896), i(1)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "9999-12-31 + 1"));
  BOOST_TEST(call("-", {pool.date(-719528), i(1)}) == "error");
  BOOST_TEST(call("+", {pool.date(0), i(kMax)}) == "error");
  BOOST_TEST(call("-", {pool.date(0), i(kMin)}) == "error");
  BOOST_TEST(failed(ErrorKind::overflow, "1970-01-01"));
  BOOST_TEST(call("+", {pool.date(0), i(2932896)}) == "9999-12-31");
}

// Against a calendar counted day by day.
BOOST_AUTO_TEST_CASE(the_parts_of_every_date) {
  const auto year_part = *find_builtin("year", 1);
  const auto month_part = *find_builtin("month", 1);
  const auto day_part = *find_builtin("day", 1);
  int year = 0;
  int month = 1;
  int day = 1;
  int wrong = 0;
  for (std::int64_t days = -719528; days <= 2932896; ++days) {
    const std::vector<Value> date{pool.date(days)};
    wrong += *apply(year_part, pool, date, error) != Value::small(year);
    wrong += *apply(month_part, pool, date, error) != Value::small(month);
    wrong += *apply(day_part, pool, date, error) != Value::small(day);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int last = month == 2 ? (leap ? 29 : 28) : (month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31);
    if (++day > last) {
      day = 1;
      if (++month > 12) {
        month = 1;
        ++year;
      }
    }
  }
  BOOST_TEST(wrong == 0);
  BOOST_TEST(year == 10000);
  BOOST_TEST(call("year", {i(2000)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "`year` needs a date"));
}

// ---- text

BOOST_AUTO_TEST_CASE(concat_takes_anything) {
  BOOST_TEST(call("concat", {s("a"), n("b")}) == "\"ab\"");
  BOOST_TEST(call("concat", {n("North Korea"), s(" "), i(-5)}) == "\"North Korea -5\"");
  BOOST_TEST(call("concat", {d(1), pool.date(0)}) == "\"1.01970-01-01\"");
  BOOST_TEST(call("concat", {s(""), s("")}) == "\"\"");
  const Value f = pool.term(n("f"), std::vector{s("x")});
  BOOST_TEST(call("concat", {f, s("!")}) == R"("f(\"x\")!")");
}

BOOST_AUTO_TEST_CASE(length_counts_code_points) {
  BOOST_TEST(call("length", {s("")}) == "0");
  BOOST_TEST(call("length", {s("caf\xc3\xa9")}) == "4");
  BOOST_TEST(call("length", {n("\xf0\x9f\x98\x80")}) == "1");
  BOOST_TEST(call("length", {i(5)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "`length`"));
}

BOOST_AUTO_TEST_CASE(lower_and_upper_know_latin_greek_and_cyrillic) {
  BOOST_TEST(call("upper", {s("abc-1")}) == "\"ABC-1\"");
  BOOST_TEST(call("lower", {n("ABC")}) == "\"abc\"");
  BOOST_TEST(call("upper", {s("\xc3\xa9\xc5\xbe")}) == "\"\xc3\x89\xc5\xbd\"");                  // éž
  BOOST_TEST(call("lower", {s("\xce\x91\xce\xa9")}) == "\"\xce\xb1\xcf\x89\"");                  // ΑΩ
  BOOST_TEST(call("lower", {s("\xd0\x9f\xd0\x83\xd0\xaf")}) == "\"\xd0\xbf\xd1\x93\xd1\x8f\"");  // ПЃЯ
  BOOST_TEST(call("upper", {s("\xf0\x9f\x98\x80z")}) == "\"\xf0\x9f\x98\x80Z\"");
  BOOST_TEST(call("lower", {i(1)}) == "error");
  BOOST_TEST(failed(ErrorKind::wrong_kind, "`lower`"));
  BOOST_TEST(call("upper", {d(1)}) == "error");
}

BOOST_AUTO_TEST_CASE(text_tests) {
  BOOST_TEST(holds("contains", {s("trade"), s("rad")}));
  BOOST_TEST(!holds("contains", {s("trade"), s("Rad")}));
  BOOST_TEST(holds("contains", {n("trade"), s("")}));
  BOOST_TEST(holds("starts_with", {s("trade"), n("tr")}));
  BOOST_TEST(!holds("starts_with", {s("trade"), s("rade")}));
  BOOST_TEST(holds("ends_with", {s("trade"), s("rade")}));
  BOOST_TEST(!holds("ends_with", {s("trade"), s("longer than trade")}));
  for (std::string_view name : {"contains", "starts_with", "ends_with", "matches"}) {
    BOOST_TEST(!holds(name, {i(1), s("1")}));
    BOOST_TEST(failed(ErrorKind::wrong_kind, "the integer 1"));
  }
}

BOOST_AUTO_TEST_CASE(matches_uses_regular_expressions) {
  BOOST_TEST(holds("matches", {s("missile_technology"), s("^missile_.*y$")}));
  BOOST_TEST(holds("matches", {s("abc"), s("b")}));  // a part suffices
  BOOST_TEST(!holds("matches", {s("abc"), s("^b")}));
  BOOST_TEST(holds("matches", {s("\xd0\xaf"), s("^.$")}));  // a code point is one character
  BOOST_TEST(!holds("matches", {s("abc"), s("(")}));
  BOOST_TEST(failed(ErrorKind::bad_pattern, "\"(\""));
  BOOST_TEST(!holds("matches", {s("abc"), s("(")}));  // also when it is known already
  BOOST_TEST(error.has_value());
}

BOOST_AUTO_TEST_CASE(more_patterns_than_are_kept) {
  for (int k = 0; k < 600; ++k) {
    const std::string number = std::to_string(k);
    BOOST_TEST(holds("matches", {s("<" + number + ">"), s("<" + number + ">")}));
  }
}

// ---- terms

BOOST_AUTO_TEST_CASE(arg_and_functor) {
  const Value f = pool.term(n("give"), std::vector{n("china"), s("fuel")});
  std::vector<Value> rows;
  generate(*find_builtin("arg", 3), pool, f, 0, 10, rows);
  BOOST_TEST((rows == std::vector{i(1), n("china"), i(2), s("fuel")}));
  rows.clear();
  generate(*find_builtin("functor", 2), pool, f, 0, 10, rows);
  BOOST_TEST((rows == std::vector{n("give")}));
  rows.clear();
  for (Value v : {i(1), n("give"), s("give"), d(1), pool.date(1)}) {
    generate(*find_builtin("arg", 3), pool, v, 0, 10, rows);
    generate(*find_builtin("functor", 2), pool, v, 0, 10, rows);
  }
  BOOST_TEST(rows.empty());
}

BOOST_AUTO_TEST_SUITE_END()
