#include <boost/test/unit_test.hpp>
#include <limits>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;
using test::errors;
using test::printed;

namespace {

// The first argument of the fact `p(TEXT).`
Term term(const std::string& text) {
  const test::Parsed parsed("p(" + text + ").");
  BOOST_TEST_REQUIRE(parsed.summary() == "");
  return std::get<Clause>(parsed.statements.at(0).body).head.args.at(0);
}

// With every operation in parentheses.
std::string grouped(const Term& t) {
  if (t.kind != Term::Kind::operation) return print(t);
  if (t.args.size() == 1) return "(-" + grouped(t.args[0]) + ")";
  return "(" + grouped(t.args[0]) + t.text + grouped(t.args[1]) + ")";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(terms)

BOOST_AUTO_TEST_CASE(names) {
  BOOST_TEST(term("north_korea2").text == "north_korea2");
  BOOST_TEST(term("'a'").text == "a");
  BOOST_TEST(print(term("'a'")) == "a");
  BOOST_TEST(term("'it\\'s \\u{e9}'").text == "it's \xC3\xA9");
  BOOST_TEST(print(term("'not'")) == "'not'");
  BOOST_TEST(print(term("''")) == "''");
  BOOST_TEST(print(term("nothing")) == "nothing");
  BOOST_TEST(term("claim").text == "claim");
}

BOOST_AUTO_TEST_CASE(variables) {
  BOOST_TEST((term("X1_a").kind == Term::Kind::variable));
  BOOST_TEST(term("_").text == "_");
  BOOST_TEST(term("_x").text == "_x");
}

BOOST_AUTO_TEST_CASE(integers) {
  BOOST_TEST(term("1_000_000").integer == 1'000'000);
  BOOST_TEST(term("007").integer == 7);
  BOOST_TEST(term("9223372036854775807").integer == std::numeric_limits<std::int64_t>::max());
  const Term smallest = term("-9223372036854775808");
  BOOST_TEST((smallest.kind == Term::Kind::integer));
  BOOST_TEST(smallest.integer == std::numeric_limits<std::int64_t>::min());
  BOOST_TEST(grouped(term("1 - -9223372036854775808")) == "(1--9223372036854775808)");
  const Term minus_one = term("-1");
  BOOST_TEST((minus_one.kind == Term::Kind::operation && minus_one.args.size() == 1 && minus_one.args[0].integer == 1));
  BOOST_TEST(errors("p(9223372036854775808).") == "1:3 E007: this number is too large\n");
  BOOST_TEST(errors("p(1-9223372036854775808).") == "1:5 E007: this number is too large\n");
  BOOST_TEST(errors("p(-9223372036854775809).") == "1:4 E007: this number is too large\n");
  BOOST_TEST(errors("p(1__0).") == "1:3 E008: `_` stands only between the digits of a number\n");
}

BOOST_AUTO_TEST_CASE(decimals) {
  BOOST_TEST(term("3.14").decimal == 3.14);
  BOOST_TEST(term("6.02e23").decimal == 6.02e23);
  BOOST_TEST(term("1.5E-3").decimal == 1.5e-3);
  BOOST_TEST(term("1_0.5").decimal == 10.5);
  BOOST_TEST(term("0.0").decimal == 0.0);
  BOOST_TEST(errors("p(1.0e999).") == "1:3 E009: this decimal is out of range\n");
  BOOST_TEST(errors("p(1e5).") == "1:3 E008: a number runs into letters\n");
  BOOST_TEST(errors("p(3.).") == "1:3 E008: a decimal has digits on both sides of the point\n");
  BOOST_TEST(errors("p(.5).") == "1:3 E008: a decimal has digits on both sides of the point\n");
}

BOOST_AUTO_TEST_CASE(strings) {
  BOOST_TEST(term(R"("a\"b\\c\nd\te\u{20AC}")").text == "a\"b\\c\nd\te\xE2\x82\xAC");
  BOOST_TEST(term("\"over\nlines\"").text == "over\nlines");
  BOOST_TEST(term("\"% /* 'x\"").text == "% /* 'x");
  BOOST_TEST(errors("p(\"a\\qb\").") == "1:5 E006: this escape means nothing\n");
  BOOST_TEST(errors("p(\"\\u{}\").") == "1:4 E006: this escape means nothing\n");
  BOOST_TEST(errors("p(\"\\u{D800}\").") == "1:4 E006: no character has this number\n");
  BOOST_TEST(errors("p(\"ab\\u{110000}\").") == "1:6 E006: no character has this number\n");
}

BOOST_AUTO_TEST_CASE(dates) {
  BOOST_TEST((term("2024-06-19").kind == Term::Kind::date));
  BOOST_TEST(term("1970-01-01").integer == 0);
  BOOST_TEST(term("1969-12-31").integer == -1);
  BOOST_TEST(term("2024-02-29").integer == 19782);
  BOOST_TEST(grouped(term("2024-06-19-2024-06-18")) == "(2024-06-19-2024-06-18)");
  BOOST_TEST((term("2024-06-19-2024-06-18").kind == Term::Kind::operation));
  BOOST_TEST(grouped(term("X-2024-06-19")) == "(X-2024-06-19)");
  BOOST_TEST(errors("p(2023-02-29).") == "1:3 E010: there is no such day in the calendar\n");
  const std::string no_date = "1:3 E011: numbers joined by `-` look like a date, but this is none\n";
  for (const char* text : {"1-2-3", "2024-6-19", "12024-06-19", "2024-06-190", "1_0-2-3"}) {
    BOOST_TEST(errors("p(" + std::string(text) + ").") == no_date, text);
  }
  BOOST_TEST(grouped(term("1 - 2 - 3")) == "((1-2)-3)");
  BOOST_TEST(grouped(term("2024 - 06")) == "(2024-6)");
  BOOST_TEST(grouped(term("X/6/2024")) == "((X/6)/2024)");
  for (const char* text : {"2024-06", "19/06/2024", "2024/6/19", "19.06.2024"}) {
    BOOST_TEST(errors("p(" + std::string(text) + ").") == "1:3 E011: this looks like a date, but is written as none\n");
  }
  BOOST_TEST(errors("p(2024-06-19T10).") == "1:11 E008: a number runs into letters\n");
}

BOOST_AUTO_TEST_CASE(precedence) {
  BOOST_TEST(grouped(term("1+2*3-4")) == "((1+(2*3))-4)");
  BOOST_TEST(grouped(term("1*2/3 mod 4")) == "(((1*2)/3)mod4)");
  BOOST_TEST(grouped(term("-X*Y")) == "((-X)*Y)");
  BOOST_TEST(grouped(term("-(X*Y)")) == "(-(X*Y))");
  BOOST_TEST(grouped(term("X-1")) == "(X-1)");
  BOOST_TEST(grouped(term("X -1")) == "(X-1)");
  BOOST_TEST(grouped(term("X - -1")) == "(X-(-1))");
  BOOST_TEST(grouped(term("--X")) == "(-(-X))");
  BOOST_TEST(grouped(term("(1+2)*3")) == "((1+2)*3)");
  BOOST_TEST(grouped(term("-f(X)")) == "(-f(X))");
  BOOST_TEST(print(term("1 - (2 - 3)")) == "1 - (2 - 3)");
  BOOST_TEST(print(term("(1 - 2) - 3")) == "1 - 2 - 3");
  BOOST_TEST(print(term("-(1 + 2) * -(-3)")) == "-(1 + 2) * --3");
  BOOST_TEST(print(term("1 * (2 * 3)")) == "1 * (2 * 3)");
}

BOOST_AUTO_TEST_CASE(compounds_and_aggregates) {
  BOOST_TEST(print(term("disapproves ( china , visit(putin,pyongyang) )")) ==
             "disapproves(china, visit(putin, pyongyang))");
  BOOST_TEST(print(term("'Odd one'(x)")) == "'Odd one'(x)");
  BOOST_TEST(printed("p(N) :- N = #count{A,B:q(A,B),not r(A)}.") == "p(N) :- N = #count { A, B : q(A, B), not r(A) }.");
  BOOST_TEST(printed("#sum { S : p(S) } + 1 > 2 * #max { S : q(S) }?") ==
             "#sum { S : p(S) } + 1 > 2 * #max { S : q(S) }?");
}

BOOST_AUTO_TEST_CASE(written_values) {
  BOOST_TEST(print_decimal(1e23) == "1.0e+23");
  BOOST_TEST(print_decimal(0.1) == "0.1");
  BOOST_TEST(print_decimal(-2) == "-2.0");
  BOOST_TEST(print_decimal(1e-7) == "1.0e-07");
  BOOST_TEST(print_date(0) == "1970-01-01");
  BOOST_TEST(print_string("a\"\\\n\t\x01\x7f") == "\"a\\\"\\\\\\n\\t\\u{1}\\u{7f}\"");
  for (const double value : {1e23, 0.1, 5e-324, 1.7976931348623157e308, 123456789.125, 1e15, 1e16, 1e17}) {
    BOOST_TEST(term(print_decimal(value)).decimal == value);
  }
}

BOOST_AUTO_TEST_SUITE_END()
