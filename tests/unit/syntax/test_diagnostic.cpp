#include <boost/test/unit_test.hpp>

#include "support.hpp"

using namespace linchpin;

BOOST_AUTO_TEST_SUITE(diagnostic)

namespace {

std::string shown(const std::string& text, std::uint32_t begin, std::uint32_t end, bool colour = false) {
  SourceMap sources;
  const FileId file = sources.add("a.kb", text);
  return render({Severity::error, 7, true, {file, begin, end}, "it is wrong", {}, ""}, sources, colour);
}

}  // namespace

BOOST_AUTO_TEST_CASE(errors_are_counted_warnings_are_not) {
  Diagnostics diagnostics;
  diagnostics.warning(12, {}, "w");
  BOOST_TEST(diagnostics.ok());
  diagnostics.error(12, {}, "e", "h").notes.push_back({{}, "n"});
  BOOST_TEST(diagnostics.errors() == 1U);
  BOOST_TEST(diagnostics.all().size() == 2U);
  BOOST_TEST(diagnostics.all()[1].notes.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_message_shows_its_line_a_caret_notes_and_the_hint) {
  SourceMap sources;
  const FileId file = sources.add("a.kb", "p(a).\n  q(b, cde).\n");
  const Diagnostic diagnostic{Severity::warning, 120, true, {file, 13, 16}, "odd", {{{file, 0, 1}, "see here"}},
                              "mend it"};
  BOOST_TEST(render(diagnostic, sources) ==
             "a.kb:2:8: warning[W120]: odd\n"
             "    q(b, cde).\n"
             "         ^~~\n"
             "a.kb:1:1: note: see here\n"
             "  p(a).\n"
             "  ^\n"
             "  hint: mend it\n");
}

BOOST_AUTO_TEST_CASE(without_a_place_only_the_message_is_shown) {
  const SourceMap sources;
  BOOST_TEST(render({Severity::error, 400, false, {}, "can't read x.kb", {}, "look"}, sources) ==
             "error[E400]: can't read x.kb\n  hint: look\n");
}

BOOST_AUTO_TEST_CASE(the_caret_stands_under_its_character) {
  BOOST_TEST(shown("\tp(x).", 3, 4) == "a.kb:1:4: error[E007]: it is wrong\n      p(x).\n        ^\n");
  BOOST_TEST(shown("\xE4\xB8\xAD x", 4, 5) == "a.kb:1:3: error[E007]: it is wrong\n  \xE4\xB8\xAD x\n     ^\n");
  BOOST_TEST(shown("ab", 2, 2) == "a.kb:1:3: error[E007]: it is wrong\n  ab\n    ^\n");
  BOOST_TEST(shown("", 0, 0) == "a.kb:1:1: error[E007]: it is wrong\n  \n  ^\n");
  BOOST_TEST(shown("ab\ncd", 1, 5) == "a.kb:1:2: error[E007]: it is wrong\n  ab\n   ^\n");
}

BOOST_AUTO_TEST_CASE(what_acts_on_a_terminal_is_shown_as_text) {
  BOOST_TEST(shown(std::string("a\x1b[2Jb\xFF\0", 8), 0, 1) ==
             "a.kb:1:1: error[E007]: it is wrong\n  a<U+001B>[2Jb<FF><U+0000>\n  ^\n");
  BOOST_TEST(shown("a\xE2\x80\xAE z", 0, 1).find("a<U+202E> z") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_long_line_is_cut_to_a_window) {
  const std::string text = std::string(1'000'000, 'a') + "!" + std::string(1'000'000, 'b');
  const std::string out = shown(text, 1'000'000, 1'000'001);
  BOOST_TEST(out.size() < 400U);
  BOOST_TEST(out.find("a!b") != std::string::npos);
  const std::size_t line = out.find('\n') + 1;
  const std::size_t caret_line = out.find('\n', line) + 1;
  BOOST_TEST(out.find('!') - line == out.find('^') - caret_line);
  BOOST_TEST(out.substr(line, 5) == "  ...");
}

BOOST_AUTO_TEST_CASE(colour_is_only_there_when_wanted) {
  BOOST_TEST(shown("a", 0, 1).find('\x1b') == std::string::npos);
  BOOST_TEST(shown("a", 0, 1, true).find("\x1b[1;31merror[E007]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_pen_is_recognised) {
  const std::vector<std::string> names = {"depends_on", "disapproves", "agent", "state", "sort"};
  BOOST_TEST(nearest("depend_on", names) == "depends_on");
  BOOST_TEST(nearest("dispaproves", names) == "disapproves");
  BOOST_TEST(nearest("sotr", names) == "sort");
  BOOST_TEST(nearest("State", names) == "state");
  BOOST_TEST(nearest("agnt", names) == "agent");
  BOOST_TEST(nearest("trade", names) == "");
  BOOST_TEST(nearest("ab", names) == "");
  BOOST_TEST(nearest("state", names) == "");
  BOOST_TEST(nearest("", names) == "");
  BOOST_TEST(nearest(std::string(1'000'000, 'x'), names) == "");
}

BOOST_AUTO_TEST_SUITE_END()
