#include "fixture.hpp"

using namespace linchpin;
using Lines = AnalysisFixture::Lines;

namespace {

struct Fixture : AnalysisFixture {
  // "c1 certain", by claim; "outside" for one that does not come into the world.
  Lines levels() const {
    Lines out;
    for (std::size_t i = 0; i < program.claim_levels.size(); ++i) {
      const analysis::Level level = program.claim_levels[i];
      out.push_back(module.claims[i].what.id.text + " " +
                    (level == analysis::kOutside ? "outside" : program.levels.at(level)));
    }
    return out;
  }
};

const std::string kLevels = "source book \"B\". source paper \"P\". levels certain > likely > possible.\n";

}  // namespace

BOOST_FIXTURE_TEST_SUITE(claims, Fixture)

BOOST_AUTO_TEST_CASE(one_level_where_none_is_declared) {
  analyse("p(a). claim c \"c\" { p(b). }");
  BOOST_TEST(program.levels == std::vector<std::string>{"certain"});
  BOOST_TEST(levels() == Lines{"c certain"});
}

BOOST_AUTO_TEST_CASE(a_claim_stands_at_the_lowest_of_its_level_and_the_trust_in_its_speakers) {
  BOOST_TEST(check(kLevels + "trust sure certain. trust fair likely. trust weak possible. trust liar none.\n"
                             "claim a \"a\" { p. } claim b \"b\" level likely { p. }\n"
                             "claim c \"c\" by fair { p. } claim d \"d\" by fair level possible { p. }\n"
                             "claim e \"e\" by sure level likely { p. } claim f \"f\" by weak level likely { p. }\n"
                             "claim g \"g\" by liar { p. } claim h \"h\" by stranger { p. }") == Lines{});
  BOOST_TEST(levels() == (Lines{"a certain", "b likely", "c likely", "d possible", "e likely", "f possible",
                                "g outside", "h outside"}));
}

BOOST_AUTO_TEST_CASE(joint_speakers_count_as_the_best_and_nested_ones_as_the_worst) {
  analyse(kLevels +
          "trust fair likely. trust weak possible. trust liar none.\n"
          "claim a \"a\" by weak, fair { p. } claim b \"b\" by stranger, weak { p. }\n"
          "claim c \"c\" by fair by weak { p. } claim d \"d\" by fair by stranger { p. }\n"
          "claim e \"e\" by liar by fair { p. } claim f \"f\" by fair by weak, liar, fair { p. }");
  BOOST_TEST(levels() == (Lines{"a likely", "b possible", "c possible", "d outside", "e outside", "f likely"}));
}

BOOST_AUTO_TEST_CASE(without_by_the_first_source_speaks) {
  analyse(kLevels +
          "trust paper possible. trust encoder likely.\n"
          "claim a \"a\" at book/s/1.1 at paper/s/1.1 { p. } claim b \"b\" at paper/s/1.1 at book/s/1.1 { p. }\n"
          "claim c \"c\" added { p. } claim d \"d\" added at book/s/1.1 { p. }");
  BOOST_TEST(levels() == (Lines{"a certain", "b possible", "c likely", "d certain"}));
}

BOOST_AUTO_TEST_CASE(a_repeat_is_no_ground) {
  analyse("claim a \"a\" { p(x). } claim b \"b\" repeats a. claim c \"c\" repeats b { p(x). }");
  BOOST_TEST(diagnostics.ok());
  BOOST_TEST(levels() == (Lines{"a certain", "b outside", "c outside"}));
}

BOOST_AUTO_TEST_CASE(too_many_levels) {
  std::string text = "levels l0";
  for (int i = 1; i < 200; ++i) text += fmt::format(" > l{}", i);
  BOOST_TEST(check(text + ".") == Lines{});
  BOOST_TEST(program.levels.size() == 200U);
  module = {};
  BOOST_TEST(check(text + " > l200 > l201.") == (Lines{"E219 1:1298 there are 202 levels, and 200 at most"}));
}

BOOST_AUTO_TEST_CASE(facts_of_claims_are_said) {
  BOOST_TEST(check(kLevels +
                   "predicate share(of, over: int).\n"
                   "claim a \"a\" at book/s/1.1 at paper/s/1.1 { p(x). -p(f(y)). r. share(over: 40 + 2, of: x). }\n"
                   "claim b \"b\" by liar level possible { p(z). q(X) :- p(X). }\n"
                   "claim c \"c\" by reports by officials, ann { -r. }\n"
                   "claim d \"d\" at book/s/1.1 implicit { p(i). } claim e \"e\" added { p(j). }\n"
                   "claim f \"f\" { p(k). }  p(l).") == Lines{});
  BOOST_TEST(
      facts("says", 3) ==
      (Lines{"book p(x) certain", "paper p(x) certain", "book -p(f(y)) certain", "paper -p(f(y)) certain",
             "book r certain", "paper r certain", "book share(x, 42) certain", "paper share(x, 42) certain",
             "liar p(z) possible", "reports says(officials, '-'(r)) certain", "reports says(ann, '-'(r)) certain"}));
}

BOOST_AUTO_TEST_CASE(a_presumption_is_said_too) {
  analyse("claim a \"a\" by ann { normally p(1 + 1). normally q(X) :- p(X). }");
  BOOST_TEST(facts("says", 3) == (Lines{"ann p(2) certain"}));
}

BOOST_AUTO_TEST_CASE(a_repeat_says_what_it_repeats) {
  BOOST_TEST(check("claim a \"a\" { p(x). p(y). q(X) :- p(X). } claim b \"b\" by ann repeats a.\n"
                   "claim c \"c\" by bob repeats b { p(y). } claim d \"d\" by cid repeats a { q(X) :- p(X). }") ==
             Lines{});
  BOOST_TEST(facts("says", 3) == (Lines{"ann p(x) certain", "ann p(y) certain", "bob p(y) certain"}));
}

BOOST_AUTO_TEST_CASE(what_is_said_comes_by_claim_so_that_more_is_added_at_the_end) {
  analyse("claim a \"a\" by ann { q(x). p(x). }");
  const Lines before = facts("says", 3);
  analyse("claim b \"b\" by bob { q(y). p(y). }");
  const Lines after = facts("says", 3);
  BOOST_TEST(Lines(after.begin(), after.begin() + 2) == before);
  BOOST_TEST(after.size() == 4U);
}

BOOST_AUTO_TEST_CASE(says_is_provided) {
  analyse("claim a \"a\" by ann { p(x). }");
  Diagnostics found;
  BOOST_TEST(ask("says(what: F, speaker: S)?", found).has_value());
  BOOST_TEST(ask_errors("says(X, Y)?") == (Lines{"E102 1:1 `says` has 2 arguments here, and takes 3"}));
  module = {};
  BOOST_TEST(check("says(a, b, c). predicate says(a, b, c). -says(X, Y, Z) :- p(X, Y, Z). p(a, b, c).") ==
             (Lines{"E109 1:1 `says/3` is filled from the claims, and can't be stated",
                    "E111 1:26 `says/3` is provided by the language, and can't be declared",
                    "E109 1:42 `-says/3` is filled from the claims, and can't be stated"}));
}

BOOST_AUTO_TEST_CASE(a_repeat_that_says_something_else) {
  BOOST_TEST(check("claim a \"a\" { p(x). q(X) :- p(X), not -p(X). }\nclaim b \"b\" { s. }\n"
                   "claim c \"c\" repeats a, b { p(y). q(X) :- p(X), not -p(_). s. t. }") ==
             (Lines{"E221 3:28 nothing in `a` or `b` reads like this, and `c` only repeats it",
                    "E221 3:34 nothing in `a` or `b` reads like this, and `c` only repeats it",
                    "E221 3:62 nothing in `a` or `b` reads like this, and `c` only repeats it"}));
  BOOST_TEST(notes() == (Lines{"1:15 `a` is here", "2:1 `b` is here", "1:21 `a` is here", "2:1 `b` is here",
                               "1:1 `a` is here", "2:1 `b` is here"}));
}

BOOST_AUTO_TEST_CASE(repeats_in_a_circle) {
  BOOST_TEST(
      check("claim a \"a\" repeats b. claim b \"b\" repeats c, a. claim c \"c\" repeats d. claim d \"d\" { p. }\n"
            "claim e \"e\" repeats e.") == (Lines{"E222 1:7 a claim can't repeat itself: `a` repeats `b` repeats `a`",
                                                  "E222 2:7 a claim can't repeat itself: `e` repeats `e`"}));
}

BOOST_AUTO_TEST_CASE(speakers_not_said_to_be_trusted_are_listed_when_checking) {
  const std::string text =
      "trust ann certain. trust liar none.\n"
      "claim a \"a\" by reports { p(a). } claim b \"b\" by ann by reports { p(b). } claim c \"c\" by ann, dan { p(c). "
      "}\n"
      "claim d \"d\" by liar { p(d). } claim e \"e\" by eve repeats a.\n"
      "claim f \"f\" by fay, guy { p(f). }";
  BOOST_TEST(check(text) == Lines{});
  module = {};
  options.list_speakers = true;
  BOOST_TEST(check(text) ==
             (Lines{"W135 2:16 `reports` is quoted without a `trust` statement, so 2 claims are left out",
                    "W135 2:94 `dan` is quoted without a `trust` statement",
                    "W135 3:46 `eve` is quoted without a `trust` statement",
                    "W135 4:16 `fay` is quoted without a `trust` statement, so one claim is left out",
                    "W135 4:21 `guy` is quoted without a `trust` statement, so one claim is left out"}));
}

BOOST_AUTO_TEST_SUITE_END()
