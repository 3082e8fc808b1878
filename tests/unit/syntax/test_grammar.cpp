#include <boost/test/unit_test.hpp>
#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/facts.hpp"
#include "grammar/questions.hpp"

BOOST_AUTO_TEST_SUITE(grammar)

// No rule can call itself without taking a character, nor repeat what takes none.
BOOST_AUTO_TEST_CASE(the_grammar_ends_on_every_text) {
  BOOST_TEST(tao::pegtl::analyze<linchpin::grammar::statement>() == 0U);
  BOOST_TEST(tao::pegtl::analyze<linchpin::grammar::fact>() == 0U);
  BOOST_TEST(tao::pegtl::analyze<linchpin::grammar::orphan_claim>() == 0U);
  BOOST_TEST(tao::pegtl::analyze<linchpin::grammar::orphan_scenario>() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
