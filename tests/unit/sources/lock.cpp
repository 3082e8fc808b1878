#include "sources/lock.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using namespace linchpin::sources;

namespace {

Outline of(std::string_view text) { return outline(segment(text)); }

// The changes, one a word: `1.1>1.2` moved, `1.1~` changed, `1.1-` removed, `1.1+` added.
std::string changes(std::string_view before, std::string_view now) {
  const auto place = [](const Locator& l) { return std::to_string(l.paragraph) + "." + std::to_string(l.sentence); };
  std::string out;
  for (const Change& change : compare(of(before), of(now))) {
    if (!out.empty()) out += ' ';
    out += place(change.at);
    switch (change.kind) {
      case Change::Kind::changed:
        out += '~';
        break;
      case Change::Kind::moved:
        out += '>' + place(change.to);
        break;
      case Change::Kind::removed:
        out += '-';
        break;
      case Change::Kind::added:
        out += '+';
        break;
    }
  }
  return out;
}

std::string refused(std::string_view text) {
  LockError error;
  return read_lock(text, error) ? "" : std::to_string(error.line) + " " + error.message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(locks)

BOOST_AUTO_TEST_CASE(fingerprints) {
  BOOST_TEST(print(fingerprint("")) == "cbf29ce484222325");  // the published values of FNV-1a
  BOOST_TEST(print(fingerprint("a")) == "af63dc4c8601ec8c");
  BOOST_TEST(fingerprint("It  is\u00A0so.") == fingerprint("It is so."));
  BOOST_TEST(fingerprint("“It’s so” – yes…") == fingerprint("\"It's so\" - yes..."));
  BOOST_TEST(fingerprint("Caf\u0065\u0301.") == fingerprint("Caf\u00E9."));
  BOOST_TEST(fingerprint("It is so.") != fingerprint("It is so!"));
  BOOST_TEST(fingerprint("It is so.") != fingerprint("it is so."));
}

BOOST_AUTO_TEST_CASE(as_text_and_back) {
  Lock lock;
  lock["article"] = of("Title\nOne\nHere. There.\nOn.\nTwo\nOff.");
  lock["a 'b/c"] = of("Title\nOne\nHere.");
  const std::string text = print(lock);
  LockError error;
  const auto back = read_lock(text, error);
  BOOST_REQUIRE(back.has_value());
  BOOST_TEST(print(*back) == text);
  BOOST_TEST(text.find("Here") == std::string::npos);
  BOOST_TEST(print(back->at("article")[1].at) == "one/1.2");
  BOOST_TEST(back->at("a 'b/c").size() == 1U);
}

BOOST_AUTO_TEST_CASE(damaged_locks) {
  BOOST_TEST(refused("# nothing\n\n") == "");
  BOOST_TEST(refused("<<<<<<< ours\n") == "1 is no fingerprint with a place");
  BOOST_TEST(refused("af63dc4c8601ec8c a/b/1\n") == "1 is no fingerprint with a place");
  BOOST_TEST(refused("xf63dc4c8601ec8c a/b/1.1\n") == "1 is no fingerprint with a place");
  BOOST_TEST(refused("af63dc4c8601ec8c a/b/1.1\r\naf63dc4c8601ec8d a/b/1.1\r\n") == "2 has a/b/1.1 a second time");
}

BOOST_AUTO_TEST_CASE(what_changed) {
  const std::string before = "T\nS\nOne. Two. Three.\nFour.";
  BOOST_TEST(changes(before, before) == "");
  BOOST_TEST(changes(before, "T\nS\nOne. Tow. Three.\nFour.") == "1.2~");
  BOOST_TEST(changes(before, "T\nS\nNew. One. Two. Three.\nFour.") == "1.1>1.2 1.2>1.3 1.3>1.4 1.1+");
  BOOST_TEST(changes(before, "T\nS\nTwo. Three.\nFour.") == "1.1- 1.2>1.1 1.3>1.2");
  BOOST_TEST(changes(before, "T\nS\nOne. Two. Three.") == "2.1-");
  BOOST_TEST(changes(before, "T\nS\nOne. Two.\nFour. Three.") == "1.3>2.2");
  BOOST_TEST(changes("T\nS\nOne. One. Two.", "T\nS\nTwo. One. One.") == "1.1>1.3 1.3>1.1");
}

BOOST_AUTO_TEST_CASE(places_that_are_not_there) {
  const Outline text = of("Title\nEconomic Ties\nOne. Two.\nThree.\nTrade\nFour.");
  const auto hint = [&](std::string section, std::uint32_t paragraph, std::uint32_t sentence) {
    linchpin::syntax::Place place;
    place.source = "article";
    place.section = std::move(section);
    place.paragraph = paragraph;
    place.sentence = sentence;
    const auto wrong = misplaced(place, text);
    return wrong ? wrong->hint : "well";
  };
  BOOST_TEST(hint("economic-ties", 1, 2) == "well");
  BOOST_TEST(hint("economic-tise", 1, 2) == "did you mean `article/economic-ties/1.2`?");
  BOOST_TEST(hint("ties", 1, 2) == "did you mean `article/economic-ties/1.2`?");
  BOOST_TEST(hint("economic-ties", 1, 3) == "paragraph 1 has 2 sentences");
  BOOST_TEST(hint("economic-ties", 2, 2) == "paragraph 2 has 1 sentence");
  BOOST_TEST(hint("economic-ties", 5, 1) == "the section has 2 paragraphs");
}

BOOST_AUTO_TEST_SUITE_END()
