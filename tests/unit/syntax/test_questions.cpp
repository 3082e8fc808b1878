#include <boost/test/unit_test.hpp>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;
using test::errors;
using test::printed;

namespace {

Question question(const std::string& text) {
  const test::Parsed parsed(text);
  BOOST_TEST_REQUIRE(parsed.summary() == "");
  return std::get<Question>(parsed.statements.at(0).body);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(questions)

BOOST_AUTO_TEST_CASE(every_form_prints_as_written) {
  for (const char* text : {
           "depends_on(X, china, R)?",
           "p(X), not q(X), X > 3?",
           "not p(a)?",
           "1 < 2?",
           "find X, N where actor(X), N = #count { A : depends_on(A, X, _) } at least likely order by N desc, X limit "
           "5?",
           "find X where p(X)?",
           "why constrained(north_korea, X)?",
           "why -p(a)?",
           "why all p(X), q(X)?",
           "why all?",
           "why not supplies(russia, north_korea, missile_technology)?",
           "why not -p(a)?",
           "why not p(X), q(X) at least likely?",
           "why p(a) as html to \"f.html\"?",
           "linchpins of p(a)?",
           "linchpins of -p(a)?",
           "requires p(a), q(b)?",
           "suppose p(a), without claim c: q(X)?",
           "suppose -p(a), retract q(_), deny r, without by s, without below likely, trust a b: why q(X)?",
           "in escalation: conflicts?",
           "in escalation: find X where p(X) limit 1?",
           "in escalation: suppose p(a): q(X)?",
           "compare baseline, escalation: tension(X, Y)?",
           "conflicts?",
           "graph depends_on(A, B, _) as svg to \"a.svg\"?",
           "graph p(A, B)?",
           "about china?",
           "about 'North Korea'?",
       }) {
    BOOST_TEST(printed(text) == text);
  }
}

BOOST_AUTO_TEST_CASE(parts_of_questions) {
  const Question find = question("find X where p(X) limit 1_0 order by X asc, Y desc at least low?");
  BOOST_TEST(find.limit.value() == 10U);
  BOOST_TEST(find.order.size() == 2U);
  BOOST_TEST(!find.order[0].descending);
  BOOST_TEST(find.order[1].descending);
  BOOST_TEST(find.level->text == "low");
  BOOST_TEST((question("why all(x)?").kind == Question::Kind::why));
  BOOST_TEST((question("why all = X?").kind == Question::Kind::why));
  BOOST_TEST((question("why all p?").kind == Question::Kind::why_all));
  BOOST_TEST((question("why not p?").kind == Question::Kind::why_not));
  BOOST_TEST(question("why not p at least low?").level->text == "low");
  BOOST_TEST((question("why = X?").kind == Question::Kind::plain));
  BOOST_TEST((question("in(X)?").kind == Question::Kind::plain));
  BOOST_TEST((question("suppose assume p: q?").suppose[0].kind == Edit::Kind::assume));
  BOOST_TEST((question("suppose retract: q?").suppose[0].kind == Edit::Kind::assume));
  BOOST_TEST(question("compare a, b: p?").scenarios.size() == 2U);
  BOOST_TEST((question("about \"text\"?").entity->kind == Term::Kind::string));
}

BOOST_AUTO_TEST_CASE(wrong_questions) {
  BOOST_TEST(errors("find X p(X)?") == "1:8 E081: unexpected `p` in a `find` question\n");
  BOOST_TEST(errors("find x where p(x)?") == "1:6 E081: unexpected `x` in a `find` question\n");
  BOOST_TEST(errors("find X where p(X) limit 1 limit 2?") == "1:27 E090: the question has `limit` twice\n");
  BOOST_TEST(errors("find X where p(X).") == "1:18 E029: a question ends with `?`, not with a full stop\n");
  BOOST_TEST(errors("linchpins p(a)?") == "1:11 E082: unexpected `p` in a `linchpins` question\n");
  BOOST_TEST(errors("in s: compare a, b: p?") == "1:4 E085: a comparison names its own two scenarios\n");
  BOOST_TEST(errors("p(X) at least likely?") == "1:6 E081: `at` belongs to a `find` question\n");
  BOOST_TEST(errors("p(X) as svg?") == "1:6 E087: `as` belongs to the questions `graph` and `why`\n");
  BOOST_TEST(errors("suppose(p(a)): q?") == "1:14 E083: unexpected `:` after `suppose`\n");
  BOOST_TEST(errors("suppose p(a) :- q: r?") == "1:14 E083: unexpected `:-` in a `suppose` question\n");
}

BOOST_AUTO_TEST_CASE(completeness_of_typed_text) {
  using enum Completeness;
  const auto is = [](const char* text, Completeness expected) { return completeness(text) == expected; };
  BOOST_TEST(is("", empty));
  BOOST_TEST(is("  % c\n /* d */", empty));
  for (const char* text : {"p(a).", "p(X)?", "p(a). % c", "claim c \"g\" { p(a). }", "p(a)).", "p(a]", "'abc",
                           "p(a). q(b)?", "claim c \"g\" repeats d."}) {
    BOOST_TEST(is(text, complete), text);
  }
  for (const char* text :
       {"p(a)", "p(X), q(X)", "why p(a)", "p(a). q(b)", "find X where p(X) limit 5", "conflicts", "p :- q"}) {
    BOOST_TEST(is(text, unterminated), text);
  }
  for (const char* text : {"p(a,", "p(", "p(a),", "p(a) :-", "\"abc", "p(\"abc", "/* c", "p /* c", "claim c \"g\"",
                           "claim c", "claim c \"g\" { p(a).", "scenario s { assume p(a).", "X >", "not",
                           "in s:", "find X where", "N = #count { A : p(A)", "p(a). q("}) {
    BOOST_TEST(is(text, open), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
