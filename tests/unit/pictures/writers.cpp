#include <boost/test/unit_test.hpp>

#include "pictures/dot.hpp"
#include "pictures/form.hpp"
#include "pictures/graphviz.hpp"
#include "pictures/html.hpp"
#include "pictures/mermaid.hpp"
#include "tests/unit/pictures/proofs.hpp"

using namespace linchpin;
using namespace linchpin::pictures;
using namespace linchpin::test_support;

namespace {

Diagram things(std::string from, std::string to, std::string label) {
  Relation relation;
  relation.things = {{std::move(from), ""}, {std::move(to), ""}};
  relation.links = {{0, 1, std::move(label), "likely"}};
  return diagram(relation);
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(writers)

BOOST_AUTO_TEST_CASE(forms) {
  BOOST_TEST((find_form("mermaid") == Form::mermaid));
  BOOST_TEST(!find_form("SVG").has_value());
  BOOST_TEST((form_of_path("a.dot/b.svg") == Form::svg));
  BOOST_TEST((form_of_path("x.gv") == Form::dot));
  BOOST_TEST((form_of_path("x.htm") == Form::html));
  BOOST_TEST(!form_of_path("svg").has_value());
}

BOOST_AUTO_TEST_CASE(dot_of_a_relation) {
  Diagram drawn = things("a \"b\" \\n <c>", "", "x & y");
  drawn.title = "graph p(X, Y)?";
  const std::string text = dot(drawn);
  BOOST_TEST(has(text, "label=<a &quot;b&quot; \\\\n &lt;c&gt;>"));
  BOOST_TEST(has(text, "n2 [class=\"thing\", label=< >"));
  BOOST_TEST(has(text, "n1 -> n2 [class=\"relates lower\", style=dashed, label=<x &amp; y (likely)>]"));
  BOOST_TEST(has(text, "label=<<b>graph p(X, Y)?</b>"));
  BOOST_TEST(text == dot(drawn));
}

BOOST_AUTO_TEST_CASE(dot_of_a_proof) {
  const Proof proofs[] = {sample()};
  const std::string text = dot(diagram(proofs, "certain").diagram);
  BOOST_TEST(has(text, "rankdir=TB"));
  // The arrow leads from the rule, which stands below, to the conclusion.
  BOOST_TEST(has(text, "n4 -> n5 [class=\"supports\", dir=back]"));
  BOOST_TEST(has(text, "n4 -> n6 [class=\"opposes\", dir=back, arrowtail=tee, style=dashed"));
  BOOST_TEST(has(text, "n5 [class=\"rule weakest\""));
  BOOST_TEST(has(text, "style=\"filled,rounded,dashed\", penwidth=3]"));
  BOOST_TEST(has(text, "<b>q(a) (likely)</b>"));
}

BOOST_AUTO_TEST_CASE(mermaid_reads_no_sign_as_its_own) {
  Diagram drawn = things("\"]:::x #35; `a` \\n {b}", "end", "|;<br/>");
  drawn.title = "p(\"a\\\") < 1?";
  drawn.notes = {"a note"};
  const std::string text = mermaid(drawn);
  BOOST_TEST(has(text, "title: \"p(\\\"a\\\\\\\") \uFF1C 1? - a note\"\n---\nflowchart LR\n"));
  BOOST_TEST(has(text, "n1(\"#34;#93;#58;#58;#58;x #35;35#59; #96;a#96; #92;\u2060n #123;b#125;\")\n"));
  BOOST_TEST(has(text, "n2(\"end\")\n"));
  BOOST_TEST(has(text, "n1 -.->|\"#124;#59;#60;br/#62; (likely)\"| n2\n"));
  BOOST_TEST(has(text, "class n1,n2 thing\n"));
}

BOOST_AUTO_TEST_CASE(mermaid_of_a_proof) {
  const Proof proofs[] = {sample()};
  const std::string text = mermaid(diagram(proofs, "certain").diagram);
  BOOST_TEST(has(text, "flowchart BT\n"));
  BOOST_TEST(has(text, "n5 --> n4\n"));
  BOOST_TEST(has(text, "n6 -.-x n4\n"));
  BOOST_TEST(has(text, "class n5 dashed\n"));
  BOOST_TEST(has(text, "class n5 weakest\n"));
}

BOOST_AUTO_TEST_CASE(a_page_of_proofs) {
  Proof proof = sample();
  proof.nodes[0].sentence = "<script>alert(1)</script> \x01";
  const Proof proofs[] = {proof, sample()};
  const std::string text = html({"why q(X)? <x>", {"in flood: <y>"}}, proofs, "certain");
  BOOST_TEST(!has(text, "<script"));
  BOOST_TEST(has(text, "&lt;script&gt;alert(1)&lt;/script&gt; \u2401"));
  BOOST_TEST(has(text, "<title>why q(X)? &lt;x&gt;</title>"));
  BOOST_TEST(has(text, "in flood: &lt;y&gt;"));
  BOOST_TEST(count(text, "<section") == 2U);
  BOOST_TEST(has(text, "<a href=\"#a2\">"));
  BOOST_TEST(has(text, "c1 book/one/1.2, by ann, bob by cid"));
  BOOST_TEST(has(text, "“It is said”"));
  BOOST_TEST(has(text, "<code>normally q(X) :- p(X), not r(X), 1 &lt; 2, p(X)</code>"));
  BOOST_TEST(has(text, "although -q(a)"));
  BOOST_TEST(count(text, "<span class=\"mark\">weakest link</span>") == 2U);
}

BOOST_AUTO_TEST_CASE(a_deep_proof_goes_on_below) {
  const Proof proofs[] = {chain(100)};
  const std::string text = html({"why p(0)?", {}}, proofs, "certain");
  BOOST_TEST(count(text, "<ul class=\"tree\">") == 3U);
  BOOST_TEST(count(text, "shown below") == 2U);
  for (int i = 0; i <= 100; ++i) BOOST_TEST(has(text, ">p(" + std::to_string(i) + ")"));
  // Each of the two links leads to a step that is there.
  BOOST_TEST(has(text, "<a href=\"#a1s61\">"));
  BOOST_TEST(count(text, "id=\"a1s61\"") == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_needed_twice_is_written_once) {
  Proof proof = sample();
  proof.nodes.push_back(node(Proof::Kind::rule, "t(a)", {3, 3}));
  proof.root = 4;
  const Proof proofs[] = {proof};
  const std::string text = html({"why t(a)?", {}}, proofs, "certain");
  BOOST_TEST(count(text, "id=\"a1s4\"") == 1U);
  BOOST_TEST(has(text, "<a href=\"#a1s4\">shown elsewhere</a>"));
}

BOOST_AUTO_TEST_CASE(a_page_of_a_relation) {
  Relation relation;
  relation.things = {{"<Ann>", ""}, {"Bob", ""}};
  relation.links = {{0, 1, "a & b", "likely"}};
  const std::string text = html({"graph p(X, Y, Z)?", {}}, relation, "<svg></svg>\n");
  BOOST_TEST(has(text, "<figure>\n<svg></svg>\n</figure>"));
  BOOST_TEST(has(text, "<tr><td>&lt;Ann&gt;</td><td>Bob</td><td>a &amp; b</td><td>likely</td></tr>"));
  relation.links.clear();
  BOOST_TEST(has(html({"graph p(X)?", {}}, relation, ""), "<tr><th scope=\"col\">What</th></tr>"));
}

BOOST_AUTO_TEST_CASE(a_drawing_has_one_title_and_no_heading) {
  const std::string raw =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE svg PUBLIC \"x\" \"http://y\">\n<!-- Generated by graphviz -->\n"
      "<svg width=\"1pt\">\n<g>\n<title>%3</title>\n<g>\n<title>n1</title>\n<text>x</text></g>\n</g>\n</svg>\n";
  BOOST_TEST(
      tidied(raw, "p(<a>)?") ==
      "<svg role=\"img\" width=\"1pt\">\n<g>\n<title>p(&lt;a&gt;)?</title>\n<g>\n<text>x</text></g>\n</g>\n</svg>\n");
  BOOST_TEST(tidied("no picture", "x").empty());
}

BOOST_AUTO_TEST_SUITE_END()
