// Where sentences end.
//
// A sentence ends at `.`, `!`, `?`, `…` (or a run of them), after the quotes, brackets and note marks that close behind
// it, where a blank or the end of the paragraph follows and the next word does not begin with a small letter. A single
// full stop ends none
//   - behind an abbreviation that something always follows: `Mr.`, `e.g.`, `vs.`; `No.`, `p.`, `Fig.` before a figure;
//   - behind one that may end a sentence, such as `U.S.`, `Inc.`, `etc.`, or behind an initial (`Kim J. Un`), unless
//   the next
//     word is one with which sentences begin far more often than names do (`The`, `In`, `However`);
//   - behind a number that opens the paragraph or sentence, as in a list.
// CJK full stops end a sentence without a blank. The words are English; any other text is cut by the signs alone.
//
// Sentence breaks of Unicode (UAX 29) know no abbreviations, and those of ICU change with its data: places must stay.
#pragma once

#include <string_view>
#include <vector>

namespace linchpin::sources {

// The sentences of a paragraph, in order, without the blanks around them. What is left behind the last end counts as
// one.
std::vector<std::string_view> sentences(std::string_view paragraph);

// Whether the line ends like a sentence, closing quotes and brackets aside.
bool ends_like_a_sentence(std::string_view line);

// Without the blanks, of any kind, at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace linchpin::sources
