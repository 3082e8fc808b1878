// What is said, where, and how parsing goes on.
#include <boost/test/unit_test.hpp>

#include "support.hpp"

using namespace linchpin;
using namespace linchpin::syntax;
using test::errors;

namespace {

std::string rendered(const std::string& text) { return test::Parsed(text).rendered(); }

// The hint of the only error.
std::string hint(const std::string& text) {
  const test::Parsed parsed(text);
  BOOST_TEST_REQUIRE(parsed.diagnostics.all().size() == 1U, text << "\n" << parsed.summary());
  return parsed.diagnostics.all()[0].hint;
}

std::string statements(const std::string& text) {
  std::string out;
  for (const Statement& statement : test::Parsed(text).statements) out += print(statement) + " ";
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(errors_of_syntax)

BOOST_AUTO_TEST_CASE(a_missing_full_stop_is_shown_after_the_last_token) {
  BOOST_TEST(rendered("p(a)\nq(b).\n") ==
             "test.kb:1:5: error[E020]: the statement is not finished\n"
             "  p(a)\n"
             "      ^\n"
             "  hint: end a statement with a full stop, a question with `?`\n");
  BOOST_TEST(statements("p(a)\nq(b).\n") == "q(b). ");
  BOOST_TEST(errors("p(a) % c\n\n  q(b).") == "1:5 E020: the statement is not finished\n");
  BOOST_TEST(statements("p(a) % c\n\n  q(b).") == "q(b). ");
  BOOST_TEST(errors("p(a)") == "1:5 E020: the statement is not finished\n");
  BOOST_TEST(rendered("why p(X)\n") ==
             "test.kb:1:9: error[E020]: the question is not finished\n"
             "  why p(X)\n"
             "          ^\n"
             "  hint: end a question with `?`\n");
}

BOOST_AUTO_TEST_CASE(an_open_bracket_is_shown_with_its_opening) {
  BOOST_TEST(rendered("p(a, b\nq(c).\n") ==
             "test.kb:1:7: error[E022]: `(` is not closed\n"
             "  p(a, b\n"
             "        ^\n"
             "test.kb:1:2: note: it was opened here\n"
             "  p(a, b\n"
             "   ^\n"
             "  hint: close it with `)`\n");
  BOOST_TEST(errors("p(a.") == "1:4 E022: `(` is not closed\n");
  BOOST_TEST(errors("p(f(a).") == "1:7 E022: `(` is not closed\n");
  BOOST_TEST(errors("p(a]).") == "1:4 E022: `(` is not closed\n");
  BOOST_TEST(errors("p(a)).") == "1:5 E023: `)` closes nothing\n");
  BOOST_TEST(errors("}\np(a).") == "1:1 E023: `}` closes nothing\n");
}

BOOST_AUTO_TEST_CASE(what_is_not_closed_is_shown_at_its_opening) {
  BOOST_TEST(rendered("p(\"abc).\n") ==
             "test.kb:1:3: error[E003]: this string is not closed\n"
             "  p(\"abc).\n"
             "    ^~~~~~\n"
             "  hint: close it with `\"`; a double quote inside it is written `\\\"`\n");
  BOOST_TEST(errors("p(a).\n  /* abc\nq(b c).") == "2:3 E004: this comment is not closed\n");
  BOOST_TEST(errors("p('abc).\nq(b c).") ==
             "1:3 E005: this quoted name is not closed on its line\n2:5 E042: unexpected `c` in the arguments\n");
  // The string ends on the next line, where another was to begin.
  BOOST_TEST(errors("p(\"abc).\nq(\"b\").\nr(c d).") ==
             "1:3 E003: this string is not closed on its line, and what follows its end makes no sense\n"
             "3:5 E042: unexpected `d` in the arguments\n");
  BOOST_TEST(statements("p(\"abc).\nq(\"b\").\n") == "q(\"b\"). ");
}

BOOST_AUTO_TEST_CASE(one_cause_has_one_message) {
  const std::pair<const char*, const char*> cases[] = {
      {"p(a b).", "1:5 E042: unexpected `b` in the arguments\n"},
      {"p(a).q(b).", "1:5 E012: a full stop is followed by a blank or the end of the line\n"},
      {"p().", "1:2 E033: nothing stands between the parentheses\n"},
      {"list().", "1:1 E033: nothing stands between the parentheses\n"},
      {"p :- not list().", "1:10 E033: nothing stands between the parentheses\n"},
      {"p(lists()).", "1:8 E033: nothing stands between the parentheses\n"},
      {"p('list'()).", "1:9 E033: nothing stands between the parentheses\n"},
      {"p(X) :- normally q(X).", "1:9 E041: `normally` stands first in a rule or fact\n"},
      {"levels certain < likely.", "1:16 E064: unexpected `<` in the declaration of levels\n"},
      {"p(a,).", "1:5 E032: unexpected `)` where an argument should stand\n"},
      {"p(1 + ).", "1:7 E032: unexpected `)` where a term should stand\n"},
      {"p :- .", "1:3 E030: no condition follows `:-`\n"},
      {"p(X) :- q(X),.", "1:14 E031: unexpected `.` where a condition should stand\n"},
      {"p(X) :- not(q(X)).", "1:12 E034: `not` stands before one condition, without parentheses\n"},
      {"why not(p(X))?", "1:8 E034: `not` stands before one condition, without parentheses\n"},
      {"p(X) :- not (q(X), r(X)).", "1:13 E034: `not` stands before one condition, without parentheses\n"},
      {"p(X) :- not not q(X).", "1:13 E035: `not` stands twice\n"},
      {"p(X) :- 1 < X < 3.", "1:15 E036: a comparison stands between two terms, and not in a row or inside a term\n"},
      {"p(X) :- X.", "1:9 E026: a variable can't stand as a condition\n"},
      {"p(X) :- q(X), 3 + 4.", "1:15 E026: a calculation can't stand as a condition\n"},
      {"X.", "1:1 E026: a variable can't stand as a fact\n"},
      {"\"text\".", "1:1 E026: a string can't stand as a fact\n"},
      {"p(a), q(b).", "1:1 E027: a fact stands alone\n"},
      {"p(a), q(b) :- r.", "1:1 E027: a rule has one head\n"},
      {"not p(a).", "1:1 E028: `not` can't stand in a fact\n"},
      {"X = 1.", "1:1 E028: a comparison can't stand as a fact\n"},
      {"p(X) :- q(X)?", "1:13 E029: a rule ends with a full stop, not with `?`\n"},
      {"sort a?", "1:7 E029: a statement ends with a full stop, not with `?`\n"},
      {"p(not).", "1:3 E041: `not` is a word of the language, and can't stand here\n"},
      {"p(q(of: a)).", "1:5 E037: arguments are named only in facts and conditions\n"},
      {"p(of: a, b).", "1:10 E038: some arguments are named and some are not\n"},
      {"p(a, of: b).", "1:6 E038: some arguments are named and some are not\n"},
      {"p(X) :- #cuont { A : q(A) } = X.", "1:9 E039: there is no aggregate `#cuont`\n"},
      {"p(X) :- X = #count { q(A) }.", "1:27 E040: unexpected `}` in an aggregate\n"},
      {"p(X) :- X = #count { A : q(A).", "1:30 E022: `{` is not closed\n"},
      {"hello world.", "1:7 E021: unexpected `world` after `hello`\n"},
      {"p(caf\xC3\xA9).", "1:6 E002: this character can't stand in a plain name\n"},
      {"p(\xE2\x80\x9C"
       "a\xE2\x80\x9D).",
       "1:3 E002: a string stands in straight quotes\n"},
      {"p(a).\xC2\xA0q(b).", "1:5 E012: a full stop is followed by a blank or the end of the line\n"},
      {"p(12abc).", "1:3 E008: a number runs into letters\n"},
  };
  for (const auto& [text, expected] : cases) BOOST_TEST(errors(text) == expected, text << " gives\n" << errors(text));
}

BOOST_AUTO_TEST_CASE(habits_from_other_languages_are_answered) {
  const std::pair<const char*, const char*> cases[] = {
      {":- dynamic(p).", "E050"},
      {"?- p(X).", "E051"},
      {"p(X) :- \\+ q(X).", "E052"},
      {"p(X) :- q(X), !.", "E053"},
      {"p(X) :- q(X), !r(X).", "E053"},
      {"p(X) :- q(X); r(X).", "E054"},
      {"p(X) :- q(X) | r(X).", "E054"},
      {"p(X) :- q(X) && r(X).", "E055"},
      {"p(X) :- q(X) and r(X).", "E055"},
      {"p(X) :- X == 1.", "E056"},
      {"p(X) :- X =< 1.", "E056"},
      {"p(X) :- X <> 1.", "E056"},
      {"p(X) :- X \\= 1.", "E056"},
      {"p(X) :- X !== 1.", "E056"},
      {"p(X) :- X => 1.", "E056"},
      {"p(X) :- X is 1.", "E056"},
      {"p(X) <- q(X).", "E057"},
      {"p(X) <= q(X).", "E057"},
      {"p(X) => q(X).", "E057"},
      {"p(X) -> q(X).", "E057"},
      {"p(X) if q(X).", "E057"},
      {".decl p(x: int)", "E058"},
      {"#const n = 3.", "E058"},
      {"// don't", "E059"},
      {"# comment", "E058"},
      {"-- comment", "E059"},
      {"p([a, b]).", "E043"},
      {"p(X ** 2).", "E044"},
      {"Parent(a, b).", "E025"},
      {"p(X) :- Q(X).", "E025"},
      {"a overrides b.", "E067"},
      {"constraint :- p(a).", "E070"},
  };
  for (const auto& [text, code] : cases) {
    const test::Parsed parsed(text);
    const auto& all = parsed.diagnostics.all();
    BOOST_TEST_REQUIRE(all.size() == 1U, text << "\n" << parsed.summary());
    BOOST_TEST(parsed.summary().find(code) != std::string::npos, text << "\n" << parsed.summary());
    BOOST_TEST(!all[0].hint.empty());
  }
  BOOST_TEST(hint("p(X) :- X =< 1.") == "write `<=`");
  BOOST_TEST(hint("p(X) :- X <> 1.") == "write `!=`");
  BOOST_TEST(hint("Parent(a, b).") == "write `parent(`, or quote the name: `'Parent'(`");
  BOOST_TEST(errors("p(X) :- q(X), X <-1.") == "");
}

BOOST_AUTO_TEST_CASE(a_misspelt_keyword_is_recognised) {
  BOOST_TEST(hint("claimm x \"y\" at a/b/1.1 { p(a). }") == "did you mean `claim`?");
  BOOST_TEST(hint("entitiy x : y.") == "did you mean `entity`?");
  BOOST_TEST(hint("claim c \"g\" levle likely { p(a). }") == "did you mean `level`?");
  BOOST_TEST(hint("scenario s { asume p(a). }") == "did you mean `assume`?");
  BOOST_TEST(hint("find X where p(X) ordr by X?") == "did you mean `order`?");
  BOOST_TEST(hint("scenario s { p(a). }") == "write `assume` before a fact, as in `assume p(a).`");
}

BOOST_AUTO_TEST_CASE(a_form_that_is_not_complete_shows_the_form) {
  BOOST_TEST(errors("sort A < b.") == "1:6 E060: unexpected `A` in the declaration of a sort\n");
  BOOST_TEST(errors("entity x.") == "1:9 E061: unexpected `.` in the declaration of an entity\n");
  BOOST_TEST(errors("predicate p/2.") == "1:12 E062: unexpected `/` in the declaration of a predicate\n");
  BOOST_TEST(errors("functor give \"giving\".") == "1:14 E096: unexpected string in the declaration of a functor\n");
  BOOST_TEST(errors("functor give(who).") == "1:18 E096: unexpected `.` in the declaration of a functor\n");
  BOOST_TEST(errors("source a b.") == "1:10 E063: unexpected `b` in the declaration of a source\n");
  BOOST_TEST(errors("levels a, b.") == "1:9 E064: unexpected `,` in the declaration of levels\n");
  BOOST_TEST(errors("trust a\nsort b.") == "1:8 E020: the statement is not finished\n");
  BOOST_TEST(hint("trust a\nsort b.") ==
             "end a statement with a full stop; write `trust reports likely.`: the speaker, then the level");
  BOOST_TEST(statements("trust a\nsort b.") == "sort b. ");
  BOOST_TEST(errors("claim c at a/b/1.1 { }") == "1:9 E066: unexpected `at` in a claim\n");
  BOOST_TEST(errors("incompatible p(X).") == "1:18 E068: unexpected `.` in a statement of incompatibility\n");
  BOOST_TEST(errors("include actors.") == "1:9 E071: unexpected `actors` in an `include`\n");
  BOOST_TEST(errors("import p from \"x\".") == "1:10 E072: unexpected `from` in an `import`\n");
  BOOST_TEST(errors("export p \"x\".") == "1:10 E073: unexpected string in an `export`\n");
  BOOST_TEST(errors("assumable p.") == "1:12 E074: unexpected `.` in an `assumable` statement\n");
  BOOST_TEST(errors("retract p(a), q(b).") == "1:13 E075: unexpected `,` after `retract`\n");
  BOOST_TEST(errors("claim c \"g\" at a/B/1.1 { }") == "1:18 E094: unexpected `B` in a place\n");
  BOOST_TEST(errors("claim c \"g\" at a/b/1.1.") == "1:1 E091: the claim has no braces with what it holds\n");
  BOOST_TEST(errors("claim c \"g\" at a/b/1.1 remark { p(a). }") ==
             "1:1 E095: a remark claims nothing, so it has no braces, `by`, `level` or `repeats`\n");
  BOOST_TEST(errors("claim c \"g\" by a remark.").starts_with("1:1 E095"));
  BOOST_TEST(errors("claim c \"g\" level a remark.").starts_with("1:1 E095"));
  BOOST_TEST(errors("claim c \"g\" repeats a remark.").starts_with("1:1 E095"));
  BOOST_TEST(errors("claim c \"g\" at a/b/1.1 remark.").empty());
  BOOST_TEST(errors("claim c \"g\" implicit remark.") == "1:22 E090: the claim has its basis twice\n");
  BOOST_TEST(errors("claim c \"g\" level a level b { }") == "1:21 E090: the claim has its level twice\n");
}

BOOST_AUTO_TEST_CASE(every_error_of_a_text_is_found_in_one_run) {
  const std::string text =
      "p(a b).\n"
      "q(b).\n"
      "r(c\n"
      "s(d) :- t(X Y),\n"
      "  u(Z).\n"
      "v(2024-02-30, 99999999999999999999).\n"
      "w(e). x(f g). y(h).\n"
      "why z(i).\n";
  BOOST_TEST(errors(text) ==
             "1:5 E042: unexpected `b` in the arguments\n"
             "3:4 E022: `(` is not closed\n"
             "4:13 E042: unexpected `Y` in the arguments\n"
             "6:3 E010: there is no such day in the calendar\n"
             "6:15 E007: this number is too large\n"
             "7:11 E042: unexpected `g` in the arguments\n"
             "8:9 E029: a question ends with `?`, not with a full stop\n");
  BOOST_TEST(statements(text) == "q(b). w(e). y(h). ");
}

BOOST_AUTO_TEST_CASE(a_rule_over_lines_is_one_statement_after_an_error_too) {
  BOOST_TEST(errors("p(X) :-\nq(X Y),\nr(X).\ns(a b).") ==
             "2:5 E042: unexpected `Y` in the arguments\n4:5 E042: unexpected `b` in the arguments\n");
}

BOOST_AUTO_TEST_CASE(errors_in_braces) {
  BOOST_TEST(errors("claim c \"g\" {\n p(a b).\n q(c)\n r(d).\n s(\n}\nt(e f).") ==
             "2:6 E042: unexpected `b` in the arguments\n"
             "3:6 E020: the statement is not finished\n"
             "6:1 E022: `(` is not closed\n"
             "7:5 E042: unexpected `f` in the arguments\n");
  BOOST_TEST(statements("claim c \"g\" { p(a b). q(c). }\nr(d).") == "r(d). ");
  // A header with an error: what its braces hold is checked, and doesn't stand alone.
  BOOST_TEST(errors("claim c \"g\" at foo\n{ p(a). q(b c). r(2024-13-01). }\ns(d).") ==
             "2:1 E094: unexpected `{` in a place\n"
             "2:13 E042: unexpected `c` in the arguments\n"
             "2:19 E010: there is no such day in the calendar\n");
  BOOST_TEST(statements("claim c \"g\" at foo\n{ p(a). }\ns(d).") == "s(d). ");
  BOOST_TEST(errors("scenario s extends { assume p(a). assume q(b c). }") ==
             "1:20 E079: unexpected `{` after `extends`\n1:46 E042: unexpected `c` in the arguments\n");
  BOOST_TEST(errors("scenario s { claim c \"x\" { p(a b). } assume q(c d). }\nr(e f).") ==
             "1:32 E042: unexpected `b` in the arguments\n"
             "1:49 E042: unexpected `d` in the arguments\n"
             "2:5 E042: unexpected `f` in the arguments\n");
}

BOOST_AUTO_TEST_CASE(braces_that_are_not_closed) {
  BOOST_TEST(errors("claim c \"g\" {\n  p(a).\nclaim d \"h\" { q(b). }\nr(c d).") ==
             "1:13 E093: these braces are not closed\n4:5 E042: unexpected `d` in the arguments\n");
  BOOST_TEST(statements("claim c \"g\" {\n  p(a).\nsort d.\n") == "sort d. ");
  BOOST_TEST(errors("claim c \"g\" { p(a).") == "1:13 E093: these braces are not closed\n");
  BOOST_TEST(errors("scenario s { claim c \"g\" { p(a).") == "1:26 E093: these braces are not closed\n");
  BOOST_TEST(errors("claim c \"g\" { sort x. }") == "1:15 E092: braces hold no statement of this kind\n");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text) {
  BOOST_TEST(errors("p(a).\nq(\"caf\xE9\").\nr(\"\xE9\").\ns(b c).") ==
             "2:7 E001: the text is not UTF-8 from here on\n4:5 E042: unexpected `c` in the arguments\n");
  BOOST_TEST(statements("p(a).\nq(\"caf\xE9\").\nr(b).") == "p(a). r(b). ");
  BOOST_TEST(errors(std::string("p(a\0).", 6)) == "1:4 E002: a zero byte stands in the text\n");
  BOOST_TEST(errors(std::string("\xFF\xFEp\0.\0", 6)) == "1:1 E001: the text is not UTF-8 from here on\n");
  BOOST_TEST(errors("% caf\xE9\np(a).") == "1:6 E001: the text is not UTF-8 from here on\n");
}

BOOST_AUTO_TEST_CASE(the_sink_can_end_the_parse) {
  SourceMap sources;
  const FileId file = sources.add("t", "p(a). q(b). r(c d).");
  Diagnostics diagnostics;
  int seen = 0;
  parse(sources, file, diagnostics, [&](Statement&&) { return ++seen < 2; });
  BOOST_TEST(seen == 2);
  BOOST_TEST(diagnostics.ok());
}

BOOST_AUTO_TEST_SUITE_END()
