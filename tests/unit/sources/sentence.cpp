#include "sources/sentence.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace linchpin::sources;

namespace {

// The sentences of a paragraph, with `|` between them.
std::string cut(std::string_view paragraph) {
  std::string out;
  for (const std::string_view sentence : sentences(paragraph)) {
    if (!out.empty()) out += '|';
    out += sentence;
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sentence)

BOOST_AUTO_TEST_CASE(ends_at_stops) {
  BOOST_TEST(cut("One. Two! Three? Four") == "One.|Two!|Three?|Four");
  BOOST_TEST(cut("  One.\tTwo.\n") == "One.|Two.");
  BOOST_TEST(cut("What?! Never.") == "What?!|Never.");
  BOOST_TEST(cut("") == "");
  BOOST_TEST(cut(" . ") == ".");
}

BOOST_AUTO_TEST_CASE(what_closes_belongs_to_the_sentence) {
  BOOST_TEST(cut("He said \"No.\" She left.") == "He said \"No.\"|She left.");
  BOOST_TEST(cut("He said “No.” She left.") == "He said “No.”|She left.");
  BOOST_TEST(cut("It fell (in May.) Then it rose.") == "It fell (in May.)|Then it rose.");
  BOOST_TEST(cut("A fact.[3] Another.[4][5] A third.") == "A fact.[3]|Another.[4][5]|A third.");
  BOOST_TEST(cut("It ended. “Why?” he asked. (Nobody knew.)") == "It ended.|“Why?” he asked.|(Nobody knew.)");
  BOOST_TEST(cut("“Stop!” she cried.") == "“Stop!” she cried.");
}

BOOST_AUTO_TEST_CASE(abbreviations) {
  BOOST_TEST(cut("Mr. Kim met Dr. Lee. They talked.") == "Mr. Kim met Dr. Lee.|They talked.");
  BOOST_TEST(cut("Goods, e.g. Coal, i.e. Fuel, cf. Table 2.") == "Goods, e.g. Coal, i.e. Fuel, cf. Table 2.");
  BOOST_TEST(cut("The U.S. Navy sails from the U.S. The fleet is large.") ==
             "The U.S. Navy sails from the U.S.|The fleet is large.");
  BOOST_TEST(cut("Acme Inc. Ltd. sold it to Foo Corp. It paid.") == "Acme Inc. Ltd. sold it to Foo Corp.|It paid.");
  BOOST_TEST(cut("See No. 5 and p. 7. He said no. Then he left.") == "See No. 5 and p. 7.|He said no.|Then he left.");
  BOOST_TEST(cut("At 5 p.m. Tuesday it rained. It was 6 p.m. They left.") ==
             "At 5 p.m. Tuesday it rained.|It was 6 p.m.|They left.");
  BOOST_TEST(cut("On Sept. 9 it began.") == "On Sept. 9 it began.");
}

BOOST_AUTO_TEST_CASE(initials) {
  BOOST_TEST(cut("Kim J. Un and J. R. R. Tolkien met. George W. Bush left.") ==
             "Kim J. Un and J. R. R. Tolkien met.|George W. Bush left.");
  BOOST_TEST(cut("There is no plan B. The talks failed.") == "There is no plan B.|The talks failed.");
}

BOOST_AUTO_TEST_CASE(numbers) {
  BOOST_TEST(cut("It grew by 3.5 percent. In 2018. 2019 was worse.") ==
             "It grew by 3.5 percent.|In 2018.|2019 was worse.");
  BOOST_TEST(cut("1. First things first. Then the rest.") == "1. First things first.|Then the rest.");
}

BOOST_AUTO_TEST_CASE(ellipses) {
  BOOST_TEST(cut("Well ... it may be. Or not... Who knows? Perhaps… Yes.") ==
             "Well ... it may be.|Or not...|Who knows?|Perhaps…|Yes.");
  BOOST_TEST(cut("He paused… then spoke.") == "He paused… then spoke.");
}

BOOST_AUTO_TEST_CASE(other_scripts) {
  BOOST_TEST(cut("第一句。第二句！") == "第一句。|第二句！");
  BOOST_TEST(cut("Первое. Второе.") == "Первое.|Второе.");
}

BOOST_AUTO_TEST_CASE(the_end_of_a_line) {
  BOOST_TEST(ends_like_a_sentence("It is so."));
  BOOST_TEST(ends_like_a_sentence("“Is it?” "));
  BOOST_TEST(ends_like_a_sentence("It is (so.)"));
  BOOST_TEST(!ends_like_a_sentence("A Heading"));
  BOOST_TEST(!ends_like_a_sentence("Version 2.0"));
  BOOST_TEST(!ends_like_a_sentence("Image Credit - U.S. Navy"));
  BOOST_TEST(!ends_like_a_sentence(""));
}

BOOST_AUTO_TEST_SUITE_END()
