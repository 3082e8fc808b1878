// A fresh knowledge base for a text: linchpin::lay_out.
//
// The claims are real ones, whose braces are still empty: the files load from the first, each claim is filled in where
// it stands, and `linchpin sources` counts what is done.
#include <fmt/core.h>

#include "io/utf8.hpp"
#include "linchpin.hpp"
#include "sources/lock.hpp"
#include "syntax/print.hpp"

namespace linchpin {
namespace {

std::string main_file(std::string_view name, const sources::Text& text) {
  return fmt::format(R"(% What one text says, claim by claim, and how it reasons. README.md tells how to go on.

source {0} {1}.
levels certain > likely > possible.

% Who is quoted, and how far each is believed; claims of others are left out.
% trust reports likely.

include "claims.kb".
)",
                     name, syntax::print_string(text.title));
}

std::string claims_file(std::string_view name, const sources::Outline& outline) {
  std::string out =
      "% One claim a sentence to begin with. Say in your own words what it says between the quotes, and state it "
      "between\n"
      "% the braces; split it where it says two things, and end the header with `remark.` where it claims nothing.\n";
  std::string section;
  std::size_t number = 0;
  for (const sources::Sentence& sentence : outline) {
    if (section != sentence.at.section) {
      section = sentence.at.section;
      out += fmt::format("\n% {} {}\n", sentence.heading,
                         std::string(sentence.heading.size() < 90 ? 90 - sentence.heading.size() : 0, '-'));
    }
    out += fmt::format("\n% {}.{}  {}\nclaim c{:03} \"\" at {} {{ }}\n", sentence.at.paragraph, sentence.at.sentence,
                       sources::first_words(sentence.text), ++number, sources::print(name, sentence.at));
  }
  return out;
}

std::string questions_file(std::string_view name, const sources::Locator& first) {
  return fmt::format(R"(% What the text should answer, with the answers. This one only shows how it is written.
include "main.kb".

cites(c001, {}, Section, Paragraph, Sentence)?
% expect: {}, {}, {}
)",
                     name, syntax::print_name(first.section), first.paragraph, first.sentence);
}

std::string readme(std::string_view name, const sources::Text& text, std::size_t sentences) {
  return fmt::format(R"(# {1}

The knowledge base of one text. `text.txt` is a copy of it: see whether you may pass it on before you do.

| file | what is in it |
|---|---|
| `main.kb` | the entry: source, levels, trust, includes |
| `claims.kb` | a claim for each of the {2} sentences |
| `questions.kb` | questions with their answers |
| `main.kb.lock` | fingerprints of the sentences: a later edit of the text is noticed |

1. Write down in `questions.kb` what the text should answer.
2. Fill in the claims: what each says, in your own words, and the facts and rules of it. A sentence that claims nothing
   has `remark.` instead of braces. Use few predicates, each in several claims: `linchpin uses main.kb questions.kb`
   lists those that nothing joins with.
3. `linchpin check main.kb` finds mistakes, and `linchpin sources main.kb --text {0}=text.txt` what is still to do.
4. `linchpin main.kb` is the prompt, and `linchpin test questions.kb` compares the answers.
)",
                     name, text.title, sentences);
}

}  // namespace

LaidOut lay_out(std::string_view name, std::string_view content) {
  LaidOut out;
  if (!io::valid_utf8(content)) return out;
  const sources::Text text = sources::segment(content);
  const sources::Outline outline = sources::outline(text);
  out.sentences = outline.size();
  if (outline.empty()) return out;
  out.files = {{"main.kb", main_file(name, text)},
               {"claims.kb", claims_file(name, outline)},
               {"main.kb.lock", sources::print(sources::Lock{{std::string(name), outline}})},
               {"text.txt", std::string(content)},
               {"questions.kb", questions_file(name, outline.front().at)},
               {"README.md", readme(name, text, outline.size())}};
  return out;
}

}  // namespace linchpin
