#include "engine/expression.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

#include "tests/unit/engine/columns.hpp"
#include "tests/unit/engine/program_builder.hpp"

using namespace linchpin;
using namespace linchpin::engine;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"};

struct Fixture {
  Pool pool;
  ProgramBuilder builder{pool};
  ExpressionEvaluator evaluator{pool};

  // X and Y are columns 0 and 1.
  std::vector<Value> evaluate(const Expr& expression, const std::vector<std::vector<Value>>& rows) {
    const analysis::Rule rule =
        builder.resolve(atom("q", X, Y), {compare(X, Comparison::equal, Y), let(Z, expression)});
    BOOST_REQUIRE(rule.variable_names[0] == "X");
    const Columns columns(rows, 2);
    std::vector<Value> out(rows.size());
    evaluator.evaluate(rule.body[1].expression, columns.pointers.data(), static_cast<std::uint32_t>(rows.size()),
                       out.data());
    return out;
  }
  std::string one(const Expr& expression, Value x, Value y) { return pool.print(evaluate(expression, {{x, y}})[0]); }
  Value i(std::int64_t v) { return pool.integer(v); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(expression, Fixture)

BOOST_AUTO_TEST_CASE(constants_and_variables) {
  BOOST_TEST(one(Expr(7), i(1), i(2)) == "7");
  BOOST_TEST(one(Expr(Y), i(1), i(2)) == "2");
}

// The way without a call must agree with the builtins, at the edges of the small integers above all.
BOOST_AUTO_TEST_CASE(small_integers_against_the_builtins) {
  std::vector<Value> edges;
  for (std::int64_t v : {0LL, 1LL, -1LL, 2LL, -7LL, 1000LL}) edges.push_back(i(v));
  for (std::int64_t v : {Value::kSmallMin, Value::kSmallMax}) {
    for (int off = -1; off <= 1; ++off) edges.push_back(i(v + off));
  }
  edges.push_back(pool.decimal(2.5));
  for (const char* op : {"+", "-", "*", "/", "mod", "min", "max"}) {
    for (Value x : edges) {
      for (Value y : edges) {
        std::optional<BuiltinError> error;
        const auto expected = apply(*find_builtin(op, 2), pool, std::vector{x, y}, error);
        if (expected) {
          BOOST_TEST(one(call(op, X, Y), x, y) == pool.print(*expected));
        } else {
          BOOST_CHECK_THROW(one(call(op, X, Y), x, y), BuiltinFailure);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_block_of_mixed_values) {
  std::vector<std::vector<Value>> rows;
  for (int k = 0; k < 1024; ++k)
    rows.push_back({i(k == 1000 ? Value::kSmallMax : k), k == 500 ? pool.decimal(0.5) : i(k)});
  const std::vector<Value> sums = evaluate(call("+", X, Y), rows);
  for (int k = 0; k < 1024; ++k) {
    const Value expected = k == 1000 ? i(Value::kSmallMax + 1000) : (k == 500 ? pool.decimal(500.5) : i(2 * k));
    BOOST_REQUIRE((sums[k] == expected));
  }
}

BOOST_AUTO_TEST_CASE(nested_calls) {
  BOOST_TEST(one(call("-", call("*", call("+", X, 1), call("+", Y, 2)), call("abs", call("-", X, Y))), i(3), i(8)) ==
             "35");
  BOOST_TEST(one(call("+", call("*", X, X), call("*", Y, Y)), i(3), i(4)) == "25");
  BOOST_TEST(one(call("concat", X, call("concat", "-", Y)), i(3), pool.name("a")) == "\"3-a\"");
}

BOOST_AUTO_TEST_CASE(terms) {
  BOOST_TEST(one(make("f", X, make("g", call("+", X, Y), "c")), i(1), i(2)) == "f(1, g(3, c))");
}

BOOST_AUTO_TEST_CASE(a_failure_names_the_row_and_the_values) {
  BOOST_CHECK_EXCEPTION(
      evaluate(call("/", X, Y), {{i(1), i(1)}, {i(2), i(0)}, {i(3), i(0)}}), BuiltinFailure,
      [](const BuiltinFailure& f) { return f.row == 1 && f.error.detail.find("2 / 0") != std::string::npos; });
  BOOST_TEST(one(call("+", X, Y), i(1), i(2)) == "3");  // and can be used on
}

BOOST_AUTO_TEST_CASE(terms_have_a_greatest_depth) {
  Value deep = pool.name("a");
  for (std::uint32_t k = 0; k < kMaxDepth - 1; ++k) deep = pool.term(pool.name("s"), std::vector{deep});
  BOOST_TEST(pool.depth(evaluate(make("s", X), {{deep, deep}})[0]) == kMaxDepth);
  BOOST_CHECK_EXCEPTION(evaluate(make("s", make("s", X)), {{deep, deep}}), Failure,
                        [](const Failure& f) { return f.code == kTooDeep && !f.hint.empty(); });
}

BOOST_AUTO_TEST_SUITE_END()
