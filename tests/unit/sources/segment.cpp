#include "sources/segment.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "sources/slug.hpp"

using namespace linchpin::sources;

namespace {

// A text as its sections: `slug[a|b;c]` has two paragraphs, the first of two sentences.
std::string outline(std::string_view text) {
  const Text segmented = segment(text);
  std::string out = segmented.title;
  for (const Section& section : segmented.sections) {
    out += " " + section.slug + "[";
    for (std::size_t p = 0; p < section.paragraphs.size(); ++p) {
      if (p > 0) out += ';';
      for (std::size_t s = 0; s < section.paragraphs[p].size(); ++s) {
        out += (s > 0 ? "|" : "") + section.paragraphs[p][s];
      }
    }
    out += "]";
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(segments)

BOOST_AUTO_TEST_CASE(slugs) {
  BOOST_TEST(slug("Beijing’s Watchful Eye") == "beijings-watchful-eye");
  BOOST_TEST(slug("South Korea's Strategic Adjustments") == "south-koreas-strategic-adjustments");
  BOOST_TEST(slug("  Long-Term: 2024 & Beyond!  ") == "long-term-2024-beyond");
  BOOST_TEST(slug("Économie Ärmer") == "économie-ärmer");
  BOOST_TEST(slug("***") == "section");
}

BOOST_AUTO_TEST_CASE(equal_headings_are_counted) {
  Slugs slugs;
  BOOST_TEST(slugs.next("Notes") == "notes");
  BOOST_TEST(slugs.next("Notes 2") == "notes-2");
  BOOST_TEST(slugs.next("notes") == "notes-3");
  BOOST_TEST(slugs.next("Notes!") == "notes-4");
}

BOOST_AUTO_TEST_CASE(a_line_a_paragraph) {
  BOOST_TEST(outline("The Title\nOne\nAy. Be.\nCe.\nTwo\nThree\nDe.\n") ==
             "The Title one[Ay.|Be.;Ce.] two[] three[De.]");
  BOOST_TEST(outline("The Title\nBefore.\nOne\nA.") == "The Title the-title[Before.] one[A.]");
  BOOST_TEST(outline("\xEF\xBB\xBFTitle\r\nOne\r\nA.\r\n\r\nB.\r\n") == "Title one[A.;B.]");
  BOOST_TEST(outline("") == "");
}

BOOST_AUTO_TEST_CASE(wrapped_lines_are_one_paragraph) {
  BOOST_TEST(outline("The\nTitle\n\nOne\n\nA b\nc. D\ne.\n\nF.\n") == "The Title one[A b c.|D e.;F.]");
}

BOOST_AUTO_TEST_CASE(long_lines_are_not_wrapped) {
  const std::string line = "A" + std::string(70, 'a') + " " + std::string(70, 'b') + " c.";
  BOOST_TEST(outline("Title\n\nOne\n" + line + "\nd.\n") == "Title one[" + line + ";d.]");
  // A word that nothing could break makes no long line.
  const std::string word = std::string(200, 'w');
  BOOST_TEST(outline("Title\n\nOne\n\nA\n" + word + "\nc.\n") == "Title one[A " + word + " c.]");
}

BOOST_AUTO_TEST_CASE(short_lines_with_gaps_are_not_wrapped) {
  BOOST_TEST(outline("Title\n\nOne\nAy.\nBe.\n\nTwo\nCe.\n") == "Title one[Ay.;Be.] two[Ce.]");
}

BOOST_AUTO_TEST_CASE(markdown) {
  BOOST_TEST(
      outline("# Title\n\nBefore it.\n\n## One ##\nA\nb. C.\n\n### What now?\n\nAs follows:\n\n- d\n- e\n  f\n") ==
      "Title title[Before it.] one[A b.|C.] what-now[As follows:;d;e f]");
  BOOST_TEST(outline("Title\n=====\n\nOne\n---\n\nA.\n\n---\n\nB.\n") == "Title one[A.;B.]");
  BOOST_TEST(outline("# Title\n\n## Title\n\nA.\n\n## Title\n\nB.\n") == "Title title[A.] title-2[B.]");
}

BOOST_AUTO_TEST_CASE(markdown_that_is_no_prose) {
  BOOST_TEST(outline("---\nauthor: ann\n---\n# Title\n\n## One\n\nAy.\n\n***\n\nBe.\n\n* * *\n\n```sh\n# no heading\n"
                     "ls\n```\n\nCe.\n") == "Title one[Ay.;Be.;Ce.]");
  BOOST_TEST(outline("# Title\n\n## One\n\n> Ay\n> be.\n\n| a | b |\n|---|---|\n\nCe.\n") == "Title one[Ay be.;Ce.]");
  // A fence that nothing closes goes to the end.
  BOOST_TEST(outline("# Title\n\n## One\n\nAy.\n\n~~~\nBe.\n```\n") == "Title one[Ay.]");
}

BOOST_AUTO_TEST_CASE(words) {
  BOOST_TEST(first_words("a b c", 3) == "a b c");
  BOOST_TEST(first_words("a b c d", 3) == "a b c ...");
  BOOST_TEST(single_spaced("  a \t\n b\u00A0c ") == "a b c");
}

BOOST_AUTO_TEST_SUITE_END()
