#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "shell/commands.hpp"
#include "shell/completion.hpp"
#include "shell/history.hpp"
#include "shell/repl.hpp"
#include "tests/unit/io/temporary.hpp"

using namespace linchpin::shell;

namespace {

Vocabulary sample() {
  return {{"depends_on", "depends", "china", "'North Korea'", "'北京'", "'北海'", "c100"},
          {"depends_on", "depends"},
          {":load", ":list", ":help"},
          {"facts", "find"},
          {"rows", "timing"}};
}

std::string words(std::string_view line) {
  std::string out;
  const Completion completion = complete(line, sample());
  for (const std::string& word : completion.words) out += (out.empty() ? "" : " ") + word;
  return out + completion.suffix;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(completion)

BOOST_AUTO_TEST_CASE(names_and_keywords) {
  BOOST_TEST(words("dep") == "depends depends_on");
  BOOST_TEST(words("depends_") == "depends_on(");
  BOOST_TEST(words("p(X), not depends_") == "depends_on(");
  BOOST_TEST(words("depends_on(X, ch") == "china");
  BOOST_TEST(words("whe") == "where ");
  BOOST_TEST(words("c") == "c100 china claim conflicts constraint");
  BOOST_TEST(words("'Nor") == "'North Korea'");
  BOOST_TEST(words("zzz") == "");
  BOOST_TEST(complete("p(ch", sample()).begin == 2U);
  BOOST_TEST(complete("p('Nor", sample()).begin == 2U);
}

BOOST_AUTO_TEST_CASE(nothing_within_strings_and_for_nothing) {
  BOOST_TEST(words("") == "");
  BOOST_TEST(words("p(") == "");
  BOOST_TEST(words("p(\"ch") == "");
  BOOST_TEST(words("p(\"it's\", ch") == "china");
  BOOST_TEST(words("p(\"a\\\"b\", ch") == "china");
}

BOOST_AUTO_TEST_CASE(commands_and_what_follows_them) {
  BOOST_TEST(words(":l") == ":list :load ");
  BOOST_TEST(words(":h") == ":help ");
  BOOST_TEST(words(":list dep") == "depends depends_on");
  BOOST_TEST(words(":help f") == "facts find");
  BOOST_TEST((complete(":load fam", sample()).kind == Completion::Kind::path));
  BOOST_TEST(complete(":load fam", sample()).begin == 6U);
}

BOOST_AUTO_TEST_CASE(a_common_beginning_ends_with_a_whole_character) {
  BOOST_TEST(common_beginning({"depends", "depends_on"}) == "depends");
  BOOST_TEST(common_beginning({"a", "b"}) == "");
  BOOST_TEST(common_beginning({"china"}) == "china");
  BOOST_TEST(common_beginning({"'\u5317\u4eac'", "'\u5317\u4e00'"}).size() <= 4U);
  BOOST_TEST(common_beginning({"'北京'"}) == "'北京'");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(histories)

BOOST_AUTO_TEST_CASE(entries_outlive_the_prompt_and_are_private) {
  const TemporaryDirectory directory;
  const std::string path = directory / "state/linchpin/history";
  {
    History history(path);
    BOOST_TEST(history.add("p(a)."));
    BOOST_TEST(!history.add("p(a)."));
    BOOST_TEST(!history.add("  \n"));
    BOOST_TEST(history.add("p(X),\n  q(X)?"));
  }
  const History again(path);
  BOOST_TEST(again.entries() == (std::vector<std::string>{"p(a).", "p(X), q(X)?"}), boost::test_tools::per_element());
  const auto permissions = std::filesystem::status(path).permissions();
  BOOST_TEST((permissions == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)));
}

BOOST_AUTO_TEST_CASE(two_prompts_keep_each_others_entries) {
  const TemporaryDirectory directory;
  History one(directory / "history");
  History two(directory / "history");
  one.add("a?");
  two.add("b?");
  one.add("c?");
  BOOST_TEST(History(directory / "history").entries().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_long_history_is_shortened) {
  const TemporaryDirectory directory;
  std::string text;
  for (int i = 0; i < 6000; ++i) text += "p(" + std::to_string(i) + ").\n";
  const std::string path = directory.write("history", text);
  BOOST_TEST(History(path).entries().size() == 2500U);
  const History again(path);
  BOOST_TEST(again.entries().size() == 2500U);
  BOOST_TEST(again.entries().back() == "p(5999).");
}

BOOST_AUTO_TEST_CASE(without_a_file_there_is_still_a_history) {
  History history("");
  BOOST_TEST(history.add("p(a)."));
  BOOST_TEST(history.entries().size() == 1U);
}

BOOST_AUTO_TEST_CASE(statements_on_one_line) {
  BOOST_TEST(on_one_line("p(X) :-   % all\n  q(X),\n\tr(X).\n") == "p(X) :- q(X), r(X).");
  BOOST_TEST(on_one_line("p(\"100 % sure\").") == "p(\"100 % sure\").");
  BOOST_TEST(on_one_line("p('it\\'s % x').") == "p('it\\'s % x').");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(prompts)

BOOST_AUTO_TEST_CASE(the_question_mark_is_put_behind_the_text) {
  BOOST_TEST(with_question_mark("p(X)\n") == "p(X)?");
  BOOST_TEST(with_question_mark("p(X),\nq(X)  \n") == "p(X),\nq(X)?");
  BOOST_TEST(with_question_mark("p(X) % who\n") == "p(X) % who\n?");
}

BOOST_AUTO_TEST_CASE(a_claim_of_one_not_trusted_is_told) {
  linchpin::Session session;
  session.load_text("<test>", "trust smith certain. claim c1 \"one\" by priest { p(a). }");
  BOOST_TEST(left_out(session, 0) == "c1 is noted as said, and not taken for so: no trust in priest (:help trust)\n");
  BOOST_TEST(left_out(session, 1).empty());
  session.load_text("<test>",
                    "claim c2 \"two\" by smith { p(b). } claim c3 \"three\" by smith by baker, miller { p(b). }");
  BOOST_TEST(left_out(session, 1) ==
             "c3 is noted as said, and not taken for so: no trust in baker, miller (:help trust)\n");
}

BOOST_AUTO_TEST_CASE(every_command_and_topic_has_help) {
  for (const std::string& topic : help_topics()) BOOST_TEST(!help(topic).empty(), topic);
  for (const Command& command : commands()) {
    BOOST_TEST(help(command.name.substr(1)).find(command.example) != std::string::npos);
    BOOST_TEST(help("").find(command.name) != std::string::npos);
  }
  BOOST_TEST(help("zebra").empty());
}

BOOST_AUTO_TEST_SUITE_END()
