// The generator and the shrinker, without the engine.
#include <boost/test/unit_test.hpp>

#include "generate.hpp"
#include "naive.hpp"
#include "reason.hpp"
#include "scene_layers.hpp"
#include "shrink.hpp"

namespace {

using linchpin::property::Case;
using linchpin::property::generate;
using linchpin::property::parse;
using linchpin::property::print;

std::string shrunk(Case trial, const linchpin::property::Fails& fails) {
  return linchpin::property::print(linchpin::property::shrink(std::move(trial), fails).program);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generator)

BOOST_AUTO_TEST_CASE(a_seed_is_a_program) {
  BOOST_TEST(print(generate(7)) == print(generate(7)));
  BOOST_TEST(print(generate(7)) != print(generate(8)));
}

BOOST_AUTO_TEST_CASE(programs_read_back_as_they_were_written) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const std::string text = print(generate(seed));
    BOOST_TEST(print(parse(text)) == text);
  }
}

BOOST_AUTO_TEST_CASE(a_program_read_back_means_the_same) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto program = generate(seed);
    linchpin::naive::Result result;
    try {
      result = linchpin::naive::evaluate(program);
    } catch (const linchpin::naive::EvaluationError&) {
      continue;
    } catch (const linchpin::naive::Invalid& invalid) {
      BOOST_REQUIRE_EQUAL(std::string_view(invalid.what()), linchpin::naive::kTooLarge);
      continue;  // `linchpin_property` leaves such programs out, too
    }
    ++compared;
    BOOST_TEST((linchpin::naive::evaluate(parse(print(program))).relations == result.relations), "seed " << seed);
  }
  BOOST_TEST(compared > 40);
}

BOOST_AUTO_TEST_CASE(programs_with_claims_read_back_and_mean_the_same) {
  using linchpin::property::generate_claims;
  BOOST_TEST(print(generate_claims(7)) != print(generate_claims(8)));
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const auto program = generate_claims(seed);
    const auto again = parse(print(program));
    BOOST_TEST(print(again) == print(program));
    try {
      BOOST_TEST((linchpin::naive::reason(again).holds == linchpin::naive::reason(program).holds), "seed " << seed);
      ++compared;
    } catch (const linchpin::naive::EvaluationError&) {  // by design
    }
  }
  BOOST_TEST(compared > 40);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(shrinker)

BOOST_AUTO_TEST_CASE(statements_literals_and_arguments_go) {
  const Case trial{
      parse("p(a, b). p(b, c). q(a). q(f(g(b))). r(X, Y) :- p(X, Y), q(X), X != Y. s(X) :- q(X), not r(X, _)."),
      parse("q(c)."),
      parse("p(a, b)."),
      {}};
  // Fails as long as there is a `not`.
  const auto has_not = [](const Case& c) { return print(c.program).find("not ") != std::string::npos; };
  BOOST_TEST(shrunk(trial, has_not) == "s :- not r.\n");
}

BOOST_AUTO_TEST_CASE(terms_become_simpler) {
  const Case trial{parse("p(f(g(b, 7)), \"text\")."), {}, {}, {}};
  const auto has_g = [](const Case& c) { return print(c.program).find("g(") != std::string::npos; };
  BOOST_TEST(shrunk(trial, has_g) == "p(g(a, 0)).\n");
}

BOOST_AUTO_TEST_CASE(aggregates_shrink_inside) {
  const Case trial{parse("r(N) :- N = #count{X, Y : p(X, Y), q(Y), X != Y}, N > 1."), {}, {}, {}};
  const auto counts_p = [](const Case& c) {
    const std::string text = print(c.program);
    return text.find("#count") != std::string::npos && text.find("p(") != std::string::npos;
  };
  const std::string small = shrunk(trial, counts_p);
  BOOST_TEST(small.find('q') == std::string::npos);
  BOOST_TEST(small.find('>') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(claims_lose_their_clauses_and_headers) {
  const Case trial{parse("levels certain > likely.\nclaim c \"g\" by reports level likely { p(a). normally q(b). }\n"
                         "claim d \"g\" level likely { normally r(X) :- p(X). }\noverrides c d.\n"),
                   {},
                   {},
                   {}};
  // Fails as long as something likely is an exception.
  const auto fails = [](const Case& c) {
    const std::string text = print(c.program);
    return text.find("level likely") != std::string::npos && text.find("normally r") != std::string::npos;
  };
  BOOST_TEST(shrunk(trial, fails) == "claim d \"g\"\n  level likely\n{\n  normally r.\n}\n");
}

BOOST_AUTO_TEST_CASE(the_original_is_left_alone) {
  const Case trial{parse("r(N) :- N = #count{X : p(X), q(X)}."), {}, {}, {}};
  const std::string before = print(trial.program);
  shrunk(trial, [](const Case& c) { return !c.program.empty(); });
  BOOST_TEST(print(trial.program) == before);
}

BOOST_AUTO_TEST_SUITE_END()
