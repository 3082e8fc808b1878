// Deep and large texts. Times are of the processor, and a hundred times what is needed (ten times what the sanitizers
// make of that), so that they fail on quadratic behaviour only: ten megabytes would then take hours.
#include <boost/test/unit_test.hpp>
#include <ctime>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;

namespace {

std::string repeated(std::string_view text, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + text.size());
  while (out.size() < bytes) out += text;
  return out;
}

struct Outcome {
  std::size_t statements = 0;
  std::size_t errors = 0;
  double seconds = 0;
};

Outcome outcome(std::string text) {
  SourceMap sources;
  const FileId file = sources.add("t", std::move(text));
  Diagnostics diagnostics;
  Outcome result;
  const std::clock_t begin = std::clock();
  parse(sources, file, diagnostics, [&](Statement&&) {
    ++result.statements;
    return true;
  });
  for (const Diagnostic& diagnostic : diagnostics.all()) BOOST_TEST(render(diagnostic, sources).size() < 2000U);
  result.errors = diagnostics.errors();
  result.seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  return result;
}

constexpr std::size_t ten_megabytes = 10'000'000;
constexpr double seconds_allowed = 100;

}  // namespace

BOOST_AUTO_TEST_SUITE(large)

BOOST_AUTO_TEST_CASE(facts_on_one_line) {
  const Outcome result = outcome(repeated("p(1,2). ", ten_megabytes));
  BOOST_TEST(result.statements == ten_megabytes / 8);
  BOOST_TEST(result.errors == 0U);
  BOOST_TEST(result.seconds < seconds_allowed);
}

BOOST_AUTO_TEST_CASE(garbage_on_one_line_is_one_error) {
  std::string bytes;
  for (unsigned state = 1; bytes.size() < ten_megabytes;) {
    state = state * 1664525U + 1013904223U;
    const char byte = static_cast<char>(state >> 24U);
    bytes += byte == '\n' || byte == '\r' ? 'x' : byte;
  }
  const std::string texts[] = {repeated("x", ten_megabytes),
                               repeated("foo bar ", ten_megabytes),
                               repeated(". ", ten_megabytes),
                               repeated("'", ten_megabytes + 1),
                               repeated("{", ten_megabytes),
                               repeated("@#$ %^& ", ten_megabytes),
                               repeated("The cat's here. No, it is. ", ten_megabytes),
                               repeated("(", ten_megabytes),
                               repeated("-", ten_megabytes),
                               "claim c \"g\" { " + repeated("p(a b). ", ten_megabytes),
                               bytes};
  for (const std::string& text : texts) {
    const Outcome result = outcome(text);
    BOOST_TEST(result.errors == 1U, text.substr(0, 30));
    BOOST_TEST(result.statements == 0U);
    BOOST_TEST(result.seconds < seconds_allowed, text.substr(0, 30));
  }
}

BOOST_AUTO_TEST_CASE(a_text_with_countless_errors_is_given_up) {
  const Outcome result = outcome(repeated("p(a b).\n", ten_megabytes));
  BOOST_TEST(result.errors == 10'001U);
  BOOST_TEST(result.seconds < seconds_allowed);
}

BOOST_AUTO_TEST_CASE(many_errors_on_one_long_line_are_shown_in_time) {
  const Outcome result = outcome(repeated("p(a). p(a b). ", ten_megabytes));
  BOOST_TEST(result.errors == 10'001U);
  BOOST_TEST(result.seconds < seconds_allowed);
  const Outcome invalid = outcome("p(a b).\nq(\"\xE9\").\n" + repeated("p(a). p(a b). ", ten_megabytes));
  BOOST_TEST(invalid.errors == 10'001U);
  BOOST_TEST(invalid.seconds < seconds_allowed);
}

BOOST_AUTO_TEST_CASE(nesting) {
  const auto nested = [](std::size_t depth) {
    return "p(" + repeated("f(", 2 * depth) + "a" + repeated(")", depth) + ").";
  };
  const test::Parsed deep(nested(900));
  BOOST_TEST(deep.summary() == "");
  BOOST_TEST(print(deep.statements.at(0)) == nested(900));
  BOOST_TEST(test::errors(nested(1100) + "\nq(a b).") ==
             "1:1999 E013: this is nested too deeply\n2:5 E042: unexpected `b` in the arguments\n");
  BOOST_TEST(outcome(std::string(200'000, '(')).errors == 1U);
  BOOST_TEST(outcome("p(" + std::string(200'000, '(')).errors == 1U);
  BOOST_TEST(outcome("p(" + std::string(200'000, '-') + "1).").errors == 1U);
  BOOST_TEST(outcome("p(" + repeated("1+", 200'000) + "1).").errors == 1U);
  BOOST_TEST(outcome("p(" + repeated("#count { A : X = ", 200'000)).errors == 1U);
  BOOST_TEST(outcome("p(" + repeated("1+", 1'000) + "1).").errors == 0U);
}

BOOST_AUTO_TEST_CASE(a_long_body_is_no_deep_one) {
  BOOST_TEST(outcome("p(X) :- " + repeated("q(X), ", 600'000) + "r(X).").errors == 0U);
  BOOST_TEST(outcome("p(" + repeated("1, ", 300'000) + "2).").errors == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
