#include "pictures/diagram.hpp"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <boost/test/unit_test.hpp>

#include "tests/unit/pictures/proofs.hpp"

using namespace linchpin;
using namespace linchpin::pictures;
using namespace linchpin::test_support;

namespace {

using Role = Diagram::Node::Role;

std::string shown(const Diagram::Node& node) {
  return fmt::format("{}{}{} [{}]", node.answer ? "! " : "", fmt::join(node.title, " "), node.weakest ? " *" : "",
                     fmt::join(node.details, " "));
}

std::vector<std::string> nodes(const Diagram& diagram) {
  std::vector<std::string> out;
  for (const Diagram::Node& node : diagram.nodes) out.push_back(shown(node));
  return out;
}

std::vector<std::string> edges(const Diagram& diagram) {
  std::vector<std::string> out;
  for (const Diagram::Edge& edge : diagram.edges) {
    out.push_back(fmt::format("{} {} {}{}{}", edge.from, edge.kind == Diagram::Edge::Kind::opposes ? "against" : "to",
                              edge.to, edge.label.empty() ? "" : fmt::format(": {}", fmt::join(edge.label, " / ")),
                              edge.lower ? " lower" : ""));
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(diagrams)

using Lines = std::vector<std::string>;

BOOST_AUTO_TEST_CASE(a_proof) {
  const Proof proofs[] = {sample()};
  const ProofDiagram drawn = diagram(proofs, "certain");
  BOOST_TEST(drawn.drawn == 1U);
  BOOST_TEST(drawn.facts == 2U);
  BOOST_TEST(nodes(drawn.diagram) ==
             (Lines{"A is \"<P>\" & more [c1 book/one/1.2, by ann, bob by cid]", "not r(a) [nothing says otherwise]",
                    "1 < 2 []", "! q(a) (likely) [weakest link: c2 speakers: ann, book]",
                    "P is Q * [c2 book/one/2.1, implied]", "although -q(a) [c3 overridden by c2]"}));
  // A premise that is needed twice has one arrow.
  BOOST_TEST(edges(drawn.diagram) == (Lines{"0 to 4", "1 to 4", "2 to 4", "4 to 3", "5 against 3"}));
  const auto& n = drawn.diagram.nodes;
  BOOST_TEST((n[0].role == Role::fact && n[1].role == Role::absent && n[2].role == Role::condition));
  BOOST_TEST((n[3].role == Role::fact && n[4].role == Role::rule && n[5].role == Role::objection));
  BOOST_TEST((n[4].basis == Diagram::Node::Basis::implied && n[3].basis == Diagram::Node::Basis::stated));
  BOOST_TEST(drawn.diagram.key == (Lines{"rounded: by this rule", "dashed: implied", "thick frame: weakest link",
                                         "six corners: nothing says so", "eight corners: what speaks against it"}));
}

BOOST_AUTO_TEST_CASE(what_is_assumed_and_what_has_no_end) {
  Proof proof;
  proof.nodes.push_back(node(Proof::Kind::stated, "p(a)"));
  proof.nodes[0].assumed = "flood";
  proof.nodes.push_back(node(Proof::Kind::unknown, "p(b)"));
  proof.nodes.push_back(node(Proof::Kind::aggregate, "2 = #count { X : p(X) }", {0, 1}));
  proof.nodes[2].rows = 2;
  proof.nodes[2].shown = 2;
  proof.nodes.push_back(node(Proof::Kind::question, "", {2, 0}));
  proof.nodes[3].fact.clear();
  proof.root = 3;
  const Proof proofs[] = {proof};
  const Diagram drawn = diagram(proofs, "certain").diagram;
  BOOST_TEST(nodes(drawn) == (Lines{"p(a) [assumed in flood]", "p(b) [holds; no proof was found]",
                                    "2 = #count { X : p(X) } [over 2 rows]", "! all of this holds []"}));
  BOOST_TEST((drawn.nodes[0].role == Role::assumed && drawn.nodes[1].role == Role::open));
  BOOST_TEST((drawn.nodes[2].role == Role::aggregate && drawn.nodes[3].role == Role::question));
}

BOOST_AUTO_TEST_CASE(proofs_share_what_they_have_in_common) {
  Proof other = sample();
  other.nodes[3].fact = "q(b)";
  const Proof proofs[] = {sample(), other, sample()};
  const ProofDiagram drawn = diagram(proofs, "certain");
  BOOST_TEST(drawn.drawn == 3U);
  BOOST_TEST(drawn.facts == 3U);
  BOOST_TEST(drawn.diagram.nodes.size() == 9U);
}

BOOST_AUTO_TEST_CASE(what_is_too_much_is_left_out_whole) {
  const Proof small = chain(10), large = chain(kMostEdges / 2 + 1);
  const Proof both[] = {small, large, small};
  const ProofDiagram drawn = diagram(both, "certain");
  BOOST_TEST(drawn.drawn == 1U);
  BOOST_TEST(drawn.facts == 11U);
  BOOST_TEST(drawn.diagram.nodes.size() == 21U);
  BOOST_TEST(drawn.diagram.edges.size() == 20U);
  const Proof alone[] = {large};
  BOOST_TEST(diagram(alone, "certain").drawn == 0U);
}

BOOST_AUTO_TEST_CASE(a_relation) {
  Relation relation;
  relation.things = {{"Ann", ""}, {"Bob", ""}};
  relation.links = {{0, 1, "trade", ""}, {0, 1, "fuel", ""}, {0, 1, "gas", "likely"}, {1, 1, "", ""}};
  const Diagram drawn = diagram(relation);
  BOOST_TEST(nodes(drawn) == (Lines{"Ann []", "Bob []"}));
  BOOST_TEST(edges(drawn) == (Lines{"0 to 1: trade / fuel", "0 to 1: gas (likely) lower", "1 to 1"}));
  BOOST_TEST(drawn.key.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
