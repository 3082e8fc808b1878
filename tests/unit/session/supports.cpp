// Supports, disjoint proofs and linchpins as a session gives them.
#include <algorithm>

#include "tests/unit/session/fixture.hpp"

using namespace linchpin;
using namespace linchpin::test_support;

namespace {

struct Fixture : SessionFixture {
  Answer answered(const std::string& question) {
    Answer answer = session.ask(question);
    BOOST_REQUIRE_MESSAGE(answer.status == Status::ok, session.rendered_messages());
    return answer;
  }
};

// Claims c1 to cN that each say p(a).
std::string claims(int n) {
  std::string out;
  for (int i = 1; i <= n; ++i) out += "claim c" + std::to_string(i) + " \"P\" { p(a). }\n";
  return out;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(supports, Fixture)

BOOST_AUTO_TEST_CASE(more_than_can_be_kept_are_at_least_so_many) {
  good(claims(40));
  const Answer all = answered("why all p(a)?");
  BOOST_REQUIRE(all.supports);
  const Supports& found = all.supports->at(0);
  BOOST_TEST(!found.complete);
  BOOST_TEST(found.supports.size() == 32U);
  BOOST_TEST(found.supports.front().grounds.at(0).claim == "c1");
  BOOST_TEST(found.disjoint.value() == 32U);
  BOOST_TEST(!found.disjoint_exact);
  const Answer why = answered("why p(a)?");
  BOOST_TEST(why.proofs->at(0).disjoint.value() == 32U);
  BOOST_TEST(!why.proofs->at(0).disjoint_exact);
}

BOOST_AUTO_TEST_CASE(what_rests_on_no_claim_has_no_number_of_proofs) {
  good(claims(2) + "p(b).");
  const Answer why = answered("why p(X)?");
  BOOST_TEST(why.proofs->at(0).disjoint.value() == 2U);
  BOOST_TEST(!why.proofs->at(1).disjoint.has_value());
}

BOOST_AUTO_TEST_CASE(a_ground_has_its_level_its_basis_and_who_repeats_it) {
  good(
      "levels certain > likely. source text \"A text\". trust ann likely.\n"
      "claim c1 \"P\" at text/one/1.1 by ann implicit { p(a). }\n"
      "claim c2 \"P\" at text/two/1.1 by bob repeats c1 {}");
  const Answer all = answered("why all p(a)?");
  const Ground& ground = all.supports->at(0).supports.at(0).grounds.at(0);
  BOOST_TEST(ground.claim == "c1");
  BOOST_TEST(ground.level == "likely");
  BOOST_TEST(ground.basis == "implicit");
  BOOST_REQUIRE(ground.repeated_by.size() == 1U);
  BOOST_TEST(ground.repeated_by.front().claim == "c2");
  BOOST_TEST(ground.repeated_by.front().at == std::vector<std::string>{"text/two/1.1"},
             boost::test_tools::per_element());
  BOOST_TEST(ground.repeated_by.front().by == std::vector<std::string>{"bob"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(sets_are_looked_for_up_to_a_size) {
  good(claims(3) + "claim r \"Q\" { q(X) :- p(X). }");
  const Linchpins three = answered("linchpins of q(a)?").linchpins->at(0);
  BOOST_TEST(three.single.size() == 1U);
  BOOST_TEST(three.sets.size() == 1U);
  BOOST_TEST(three.all);
  good("claim c4 \"P\" { p(a). }");
  const Linchpins four = answered("linchpins of q(a)?").linchpins->at(0);
  BOOST_TEST(four.single.size() == 1U);
  BOOST_TEST(four.sets.empty());
  BOOST_TEST(four.complete_to == 3U);
  BOOST_TEST(!four.all);
  BOOST_TEST(!four.stopped);
}

BOOST_AUTO_TEST_CASE(a_search_that_takes_too_long_ends_at_its_limit) {
  // Any two claims of a pair break it, so that more have to be tried than may be.
  std::string text = "p(a) :- ";
  for (int i = 1; i <= 300; ++i) {
    text += (i == 1 ? "q" : ", q") + std::to_string(i) + "(a)";
  }
  text += ".\n";
  for (int i = 1; i <= 300; ++i) {
    text += "claim c" + std::to_string(i) + " \"Q\" { q" + std::to_string(i) + "(a). }\n";
  }
  good(text);
  const Answer answer = answered("linchpins of p(a)?");
  const Linchpins& found = answer.linchpins->at(0);
  BOOST_TEST(answer.evaluations == 250U);
  BOOST_TEST(found.stopped);
  BOOST_TEST(found.complete_to == 0U);
  BOOST_TEST(found.single.size() == 250U);
}

BOOST_AUTO_TEST_CASE(a_limit_of_the_session_stops_the_search) {
  std::string text = claims(2);
  for (int i = 0; i < 100; ++i) text += "r(" + std::to_string(i) + ").\n";
  good(text + "q(X, Y) :- r(X), r(Y), not p(a).");
  session.set_limits({.tuples = 5000});
  const Answer answer = session.ask("linchpins of p(a)?");
  BOOST_TEST((answer.status == Status::limit));
  BOOST_TEST(answer.partial);
  BOOST_REQUIRE(answer.linchpins);
  BOOST_TEST(answer.linchpins->at(0).complete_to == 1U);  // neither claim alone breaks it, which is known by then
  BOOST_TEST(answer.linchpins->at(0).stopped);
  BOOST_TEST(answer.linchpins->at(0).sets.empty());
  session.set_limits({});
  BOOST_TEST(answered("linchpins of p(a)?").linchpins->at(0).sets.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
