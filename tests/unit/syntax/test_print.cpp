// What is printed parses to the same tree: over random trees, which hold more odd names and nestings than people write.
#include <boost/test/unit_test.hpp>
#include <random>

#include "generator.hpp"
#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;
using linchpin::syntax::test::Generator;

BOOST_AUTO_TEST_SUITE(printer)

BOOST_AUTO_TEST_CASE(random_terms_are_read_back) {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    const Term term = Generator(seed).term();
    const std::string text = "p(" + print(term) + ").";
    const test::Parsed parsed(text);
    BOOST_TEST_REQUIRE(parsed.summary() == "", "seed " << seed << ": " << text << "\n" << parsed.summary());
    const Term& read = std::get<Clause>(parsed.statements.at(0).body).head.args.at(0);
    BOOST_TEST_REQUIRE(test::dump(read) == test::dump(term), "seed " << seed << ": " << text);
  }
}

BOOST_AUTO_TEST_CASE(random_statements_are_read_back) {
  for (unsigned seed = 0; seed < 20'000; ++seed) {
    const Statement statement = Generator(seed).statement();
    const std::string text = print(statement);
    const test::Parsed parsed(text);
    BOOST_TEST_REQUIRE(parsed.summary() == "", "seed " << seed << ": " << text << "\n" << parsed.rendered());
    BOOST_TEST_REQUIRE(parsed.statements.size() == 1U, "seed " << seed << ": " << text);
    BOOST_TEST_REQUIRE(test::dump(parsed.statements[0]) == test::dump(statement), "seed " << seed << ": " << text);
    BOOST_TEST_REQUIRE(print(parsed.statements[0]) == text);
  }
}

// A broken statement between good ones: it is reported, nothing is thrown, and what is good is still read.
BOOST_AUTO_TEST_CASE(broken_texts_end_in_messages) {
  for (unsigned seed = 0; seed < 5'000; ++seed) {
    std::mt19937_64 random(seed);
    std::string text = print(Generator(seed).statement());
    for (int i = 0; i < 3; ++i) {
      const std::size_t at = random() % (text.size() + 1);
      if (random() % 2 == 0 && at < text.size()) {
        text.erase(at, 1 + random() % 3);
      } else {
        static constexpr std::string_view inserted = "(){}[].,?:-\"'\\%#<>=!;|&\n\0\xFFx9_ ";
        text.insert(at, 1, inserted[random() % inserted.size()]);
      }
    }
    const test::Parsed parsed("first(a).\n" + text);
    BOOST_TEST_REQUIRE(!parsed.statements.empty());
    BOOST_TEST(print(parsed.statements[0]) == "first(a).");
    parsed.rendered();
  }
}

BOOST_AUTO_TEST_SUITE_END()
