#include <boost/test/unit_test.hpp>
#include <map>
#include <sstream>

#include "tests/unit/session/fixture.hpp"

using namespace linchpin;

namespace {

struct Fixture : test_support::SessionFixture {
  // The arrows of a Mermaid picture, with the things' names: "Ann -flour-> bob".
  std::vector<std::string> arrows(const std::string& question) {
    const Answer answer = session.ask(question + " as mermaid?");
    BOOST_REQUIRE_MESSAGE(answer.picture.has_value(), session.rendered_messages());
    std::map<std::string, std::string> names;
    std::vector<std::string> out;
    std::istringstream text(answer.picture->text);
    for (std::string line; std::getline(text, line);) {
      const std::size_t open = line.find("(\""), arrow = line.find(" -");
      if (line.starts_with("  n") && open != std::string::npos) {
        names[line.substr(2, open - 2)] = line.substr(open + 2, line.rfind('"') - open - 2);
      } else if (line.starts_with("  n") && arrow != std::string::npos) {
        const std::size_t label = line.find("|\"");
        const std::string from = names[line.substr(2, arrow - 2)], to = names[line.substr(line.rfind(' ') + 1)];
        out.push_back(label == std::string::npos
                          ? from + " -> " + to
                          : from + " -" + line.substr(label + 2, line.rfind("\"|") - label - 2) + "-> " + to);
      }
    }
    if (out.empty()) {
      for (const auto& [id, name] : names) out.push_back(name);
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(picture, Fixture)

using Lines = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(ends_of_arrows) {
  good(
      "sort person. entity ann : person \"Ann\". needs(ann, bob, flour, 3). needs(bob, cid, gas, 4). likes(ann, "
      "visit(bob, cid)).");
  BOOST_TEST(arrows("graph needs(A, B, _, _)") == (Lines{"Ann -> bob", "bob -> cid"}));
  BOOST_TEST(arrows("graph needs(A, B, What, N)") == (Lines{"Ann -flour, 3-> bob", "bob -gas, 4-> cid"}));
  BOOST_TEST(arrows("graph needs(ann, B, What, _)") == (Lines{"Ann -flour-> bob"}));
  BOOST_TEST(arrows("graph needs(A, _, What, _)") == (Lines{"Ann -> flour", "bob -> gas"}));
  BOOST_TEST(arrows("graph needs(A, _, _, _)") == (Lines{"Ann", "bob"}));
  BOOST_TEST(arrows("graph needs(A, B, _, 4)") == (Lines{"bob -4-> cid"}));
  BOOST_TEST(arrows("graph needs(ann, bob, flour, 3)") == (Lines{"Ann -flour, 3-> bob"}));
  // A thing with parts stands as a whole, or gives its variables.
  BOOST_TEST(arrows("graph likes(A, visit(bob, cid))") == (Lines{"Ann -> visit(bob, cid)"}));
  BOOST_TEST(arrows("graph likes(_, visit(X, Y))") == (Lines{"bob -> cid"}));
  // A longer question gives its variables in order of appearance.
  BOOST_TEST(arrows("graph needs(A, B, _, N), N > 3") == (Lines{"bob -4-> cid"}));
}

BOOST_AUTO_TEST_CASE(what_is_the_same_thing) {
  good("p(a, \"a\"). p(\"a\", 'A b'). p(1, 1.0). p(1, 1).");
  BOOST_TEST(arrows("graph p(X, Y)") == (Lines{"1 -> 1", "1 -> 1.0", "a -> #34;a#34;", "#34;a#34; -> A b"}));
}

BOOST_AUTO_TEST_CASE(what_is_open_is_dashed) {
  good("goes(emil, fair). goes(fritz, fair) :- not goes(greta, fair). goes(greta, fair) :- not goes(fritz, fair).");
  BOOST_TEST(arrows("graph goes(X, Y)") ==
             (Lines{"emil -> fair", "fritz -(undecided)-> fair", "greta -(undecided)-> fair"}));
}

BOOST_AUTO_TEST_CASE(the_answer_has_rows_or_proofs_beside_the_picture) {
  good("p(a). q(X) :- p(X).");
  const Answer graph = session.ask("graph q(X)?");
  BOOST_TEST(graph.rows.size() == 1U);
  BOOST_TEST(graph.picture->form == "dot");
  BOOST_TEST(graph.picture->things == 1U);
  const Answer why = session.ask("why q(X) as html?");
  BOOST_TEST(why.proofs->size() == 1U);
  BOOST_TEST(why.picture->facts == 2U);
  BOOST_TEST(why.picture->file.empty());
  BOOST_TEST(!session.ask("why q(X)?").picture.has_value());
  BOOST_TEST(!session.ask("why q(b) as html?").picture.has_value());
}

BOOST_AUTO_TEST_CASE(no_more_than_twenty_proofs) {
  std::string text;
  for (int i = 0; i < 25; ++i) text += "p(" + std::to_string(i) + "). ";
  good(text);
  const Answer answer = session.ask("why p(X) as mermaid?");
  BOOST_TEST(answer.picture->drawn == 20U);
  BOOST_TEST(answer.picture->answers == 25U);
  BOOST_TEST(answer.picture->text.find("the first 20 of 25 answers") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
