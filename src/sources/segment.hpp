// A text as sections, paragraphs and sentences: what `at source/section/paragraph.sentence` counts.
//
// Blocks. A text is wrapped where it has blank lines between others, no line with a blank behind its 120th character,
// and, unless it is Markdown, some line that goes on in the next with a small letter: then the lines between two blank
// lines are one block. Otherwise each line is a block.
//
// Headings. Where a line begins with `#` to `######` and a blank (Markdown), or is underlined with `===` or `---`, only
// such lines are headings, of whatever depth, and a list's item is a block of its own, without its mark; settings
// between `---` at the very beginning, tables, code between fences, rules across the page and the marks of quotations
// are passed over. Otherwise a block that doesn't end like a sentence is a heading.
//
// The first block is the title, and stands in no section. All other blocks are paragraphs of the section of the last
// heading, counted from 1; before the first heading, of a section named by the title.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::sources {

struct Section {
  std::string slug;
  std::string heading;
  std::vector<std::vector<std::string>> paragraphs;  // of sentences, with single blanks between words
  std::size_t sentences() const;
};

struct Text {
  std::string title;
  std::vector<Section> sections;  // in their order, also those without a sentence
};

Text segment(std::string_view text);

// Each run of blanks as one, none at the ends.
std::string single_spaced(std::string_view text);

// The first words, with `...` where there are more.
std::string first_words(std::string_view sentence, std::size_t most = 8);

}  // namespace linchpin::sources
