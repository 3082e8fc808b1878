#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "generator.hpp"
#include "support.hpp"
#include "syntax/lexeme.hpp"
#include "syntax/reformat.hpp"

using namespace linchpin;
using namespace linchpin::syntax;

namespace {

std::string laid_out(const std::string& text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("test.kb", text);
  return reformat(sources, file, diagnostics).value_or("errors");
}

// The text is laid out as `expected`, which stays as it is.
void check(const std::string& text, const std::string& expected) {
  BOOST_TEST(laid_out(text) == expected);
  BOOST_TEST(laid_out(expected) == expected);
}

std::vector<std::string> dumps(const std::string& text) {
  const test::Parsed parsed(text);
  std::vector<std::string> out;
  for (const Statement& statement : parsed.statements) out.push_back(test::dump(statement));
  if (!parsed.diagnostics.ok()) out.push_back(parsed.rendered());
  return out;
}

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
  return text;
}

// The numbers of the comments, in the order in which they stand.
std::vector<int> marks(const std::string& text) {
  std::vector<int> out;
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', text.find('@', at + 1) + 1)) {
    out.push_back(std::stoi(text.substr(at + 1)));
  }
  return out;
}

// Statements with random blanks, line breaks and numbered comments between their tokens.
class Scribbler {
 public:
  explicit Scribbler(unsigned seed) : random_(seed) {}

  void add(const std::string& statement) {
    const test::Parsed parsed(statement);
    const std::vector<Lexeme> tokens = lexemes(statement, parsed.statements.at(0));
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      text += tokens[i].text;
      if (i + 1 == tokens.size()) break;
      const char* const end = tokens[i].text.data() + tokens[i].text.size();
      // A denial behind a keyword has its sign close by.
      if (tokens[i].kind != Lexeme::Kind::sign) gap(end != tokens[i + 1].text.data());
    }
    text += random_() % 2 == 0 ? "\n" : " ";
    gap(false);
  }

  std::string text;
  int comments = 0;

 private:
  void gap(bool needed) {
    if (needed) text += random_() % 3 == 0 ? "\n" : " ";
    while (random_() % 4 == 0) {
      switch (random_() % 12) {
        case 0:
          text += comment("% ", " tail \t\n");
          break;
        case 1:
          text += comment("%", "\r\n");
          break;
        case 2:
          text += comment("/* ", " */");
          break;
        case 3:
          text += comment("/*", "\n   and more */");
          break;
        case 4:
        case 5:
          text += "\n";
          break;
        case 6:
          text += "\t";
          break;
        default:
          text += " ";
      }
    }
  }
  std::string comment(const std::string& open, const std::string& close) {
    return open + "@" + std::to_string(comments++) + "@" + close;
  }

  std::mt19937 random_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(reformatter)

BOOST_AUTO_TEST_CASE(blanks_between_tokens) {
  check("p( a ,b ):-q( X ),not r(X),X>=- 1 , Y=X*(2+3)-4.\n",
        "p(a, b) :- q(X), not r(X), X >= -1, Y = X * (2 + 3) - 4.\n");
  check("-p (a). normally  -q( a) :-a-b<1.\n", "-p(a).\nnormally -q(a) :- a - b < 1.\n");
  check("p(of:china,over : -3)? in s:suppose p(a):why -q(X)?",
        "p(of: china, over: -3)?\nin s: suppose p(a): why -q(X)?\n");
  check("find X,N where N=#count{Y:p(X,Y)},N>(1)order by N desc limit 5?",
        "find X, N where N = #count { Y : p(X, Y) }, N > (1) order by N desc limit 5?\n");
  check("p(2024-06-19,1.5e-3,1_000,- -3).", "p(2024-06-19, 1.5e-3, 1_000, --3).\n");
  check("sort a<b. entity x:a,b\"X\". assumable p/2. levels a>b.",
        "sort a < b.\nentity x : a, b \"X\".\nassumable p/2.\nlevels a > b.\n");
  check("predicate p(a:int,b:min int)\"{a}\"\"no {a}\". functor f (a)\"f\". import p(a)from\"x.db\"table\"t\".",
        "predicate p(a: int, b: min int) \"{a}\" \"no {a}\".\nfunctor f(a) \"f\".\nimport p(a) from \"x.db\" table "
        "\"t\".\n");
}

BOOST_AUTO_TEST_CASE(lines_between_statements) {
  check("\n\n% first\n\n\n\np(a).\nq(a).   \n\n\n\nr(a).\n\n", "% first\n\np(a).\nq(a).\n\nr(a).\n");
  check("p(a). q(b).", "p(a).\nq(b).\n");
  check("\xEF\xBB\xBFp(a).\r\nq(b).\r\n", "p(a).\nq(b).\n");
  check("", "");
  check("% alone", "% alone\n");
}

BOOST_AUTO_TEST_CASE(comments_stay_where_they_stood) {
  check("p(a).% one\n  %  two\nq(b). /* three */ r(c).", "p(a).  % one\n%  two\nq(b).  /* three */\nr(c).\n");
  check("p(a,/* one */b).\n", "p(a, /* one */ b).\n");
  check("p(X) :- q(X),% one\nr(X).", "p(X) :-\n    q(X),  % one\n    r(X).\n");
  check("p(X) :-\n% one\nq(X)\n%two\n,r(X).", "p(X) :-\n    % one\n    q(X)\n    %two\n    , r(X).\n");
  check("/* over\n   lines */ p(a).", "/* over\n   lines */\np(a).\n");
}

BOOST_AUTO_TEST_CASE(comments_at_line_ends_are_aligned) {
  check("p(a). % one\nlonger(b). % two\n\nq(c). % three\n", "p(a).       % one\nlonger(b).  % two\n\nq(c).  % three\n");
  const std::string wide = "p(\"" + std::string(100, 'x') + "\").";
  check(wide + " % a comment that is not short\nq(a). % two\n",
        wide + "  % a comment that is not short\nq(a).  % two\n");
}

BOOST_AUTO_TEST_CASE(claims_and_scenarios) {
  check(
      "claim c1 \"One\" at a/b-c/1.10 at a/b/2.1 by x,y by z level likely implicit{p(a). % one\n\n\nq(X):-r(X).\n% "
      "two\n}"
      "claim c2 \"Two\"\nrepeats c1. overrides c1 c2.",
      R"(claim c1 "One"
  at a/b-c/1.10
  at a/b/2.1
  by x, y by z
  level likely
  implicit
{
  p(a).  % one

  q(X) :- r(X).
  % two
}

claim c2 "Two"
  repeats c1.
overrides c1 c2.
)");
  check(
      "scenario s \"S\" extends t at a/b/1.1 { % why\nassume p(a). deny p(_).\n\nclaim c \"C\"{p(b).\n}claim d "
      "\"D\"\n{}. "
      "without by x.}.",
      R"(scenario s "S" extends t
  at a/b/1.1
{  % why
  assume p(a).
  deny p(_).

  claim c "C"
  {
    p(b).
  }

  claim d "D"
  {
  }
  without by x.
}
)");
  check("claim c \"C\" % one\nat a/b/1.1 /* two */ {\n% three\n} /* four */ . % five\n",
        "claim c \"C\"  % one\n  at a/b/1.1 /* two */\n{\n  % three\n}  /* four */ % five\n");
}

BOOST_AUTO_TEST_CASE(claims_on_one_line_stay_there) {
  check("claim c \"C\" at a/b/1.1{p( a ). q(b).}claim d\"D\"repeats c.\nscenario s{claim e \"E\"{}. deny p(_).}.",
        "claim c \"C\" at a/b/1.1 { p(a). q(b). }\nclaim d \"D\" repeats c.\nscenario s { claim e \"E\" { }. deny "
        "p(_). }\n");
  const std::string wide = "p(\"" + std::string(100, 'x') + "\").";
  check("claim c \"C\" { " + wide + " }", "claim c \"C\"\n{\n  " + wide + "\n}\n");
}

BOOST_AUTO_TEST_CASE(what_is_too_wide_is_filled_evenly) {
  const std::string condition = "holds_for_long(Aaaaaaa, Bbbbbbb)";
  const std::string four = condition + ", " + condition + ", " + condition + ", " + condition;
  check("p(X) :- " + four + ".",
        "p(X) :-\n    " + condition + ", " + condition + ",\n    " + condition + ", " + condition + ".\n");
  check(four + "?", condition + ", " + condition + ",\n    " + condition + ", " + condition + "?\n");
  const std::string list = "f(" + condition + ", " + condition + ",";
  check("p(X) :- X = " + list + " " + list.substr(0, list.size() - 1) + "), b).",
        "p(X) :-\n    X = " + list + "\n        " + list.substr(0, list.size() - 1) + "), b).\n");
  // Facts are rows.
  check("p(" + four + ").", "p(" + four + ").\n");
}

BOOST_AUTO_TEST_CASE(a_text_with_errors_is_left) { BOOST_TEST(laid_out("p(a).\nq(.\n") == "errors"); }

// The generator's trees, scribbled over: the same trees come out of the text laid out, and of that once more the same
// text, with every comment once and in order.
BOOST_AUTO_TEST_CASE(random_programs_with_random_comments) {
  for (unsigned seed = 0; seed < 4'000; ++seed) {
    Scribbler scribbler(seed);
    std::vector<std::string> trees;
    for (unsigned i = 0; i < 1 + seed % 5; ++i) {
      const Statement statement = test::Generator(5 * seed + i).statement();
      trees.push_back(test::dump(statement));
      scribbler.add(print(statement));
    }
    BOOST_TEST_REQUIRE(dumps(scribbler.text) == trees, "seed " << seed << ":\n" << scribbler.text);
    const std::string once = laid_out(scribbler.text);
    BOOST_TEST_REQUIRE(dumps(once) == trees, "seed " << seed << ":\n" << scribbler.text << "\ngave\n" << once);
    BOOST_TEST_REQUIRE(laid_out(once) == once, "seed " << seed << ":\n" << once << "\ngave\n" << laid_out(once));
    BOOST_TEST_REQUIRE(without_blanks(once) == without_blanks(scribbler.text), "seed " << seed);
    std::vector<int> expected(static_cast<std::size_t>(scribbler.comments));
    std::generate(expected.begin(), expected.end(), [n = 0]() mutable { return n++; });
    BOOST_TEST_REQUIRE(marks(once) == expected, "seed " << seed << ":\n" << scribbler.text << "\ngave\n" << once);
  }
}

// What people write: the files of the project.
BOOST_AUTO_TEST_CASE(files_keep_their_programs_and_comments) {
  std::size_t files = 0;
  for (const char* folder : {"kb", "examples", "tests/programs", "tests/bench/workloads"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::filesystem::path(LINCHPIN_ROOT) / folder)) {
      if (entry.path().extension() != ".kb") continue;
      std::ifstream in(entry.path(), std::ios::binary);
      const std::string text(std::istreambuf_iterator<char>(in), {});
      const std::string once = laid_out(text);
      if (once == "errors") continue;
      ++files;
      BOOST_TEST_CONTEXT(entry.path()) {
        BOOST_TEST(dumps(once) == dumps(text));
        BOOST_TEST(laid_out(once) == once);
        BOOST_TEST(without_blanks(once) == without_blanks(text));
      }
    }
  }
  BOOST_TEST(files > 200U);
}

BOOST_AUTO_TEST_SUITE_END()
