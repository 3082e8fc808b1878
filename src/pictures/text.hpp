// Texts as they may stand in a picture, whatever its form.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace linchpin::pictures {

// In one line, and of characters that XML and HTML allow: a line break or tab is a blank, other control characters are
// the signs for them (U+2400 and on). What is no character is U+FFFD, and so is what turns the direction of writing and
// would make the rest of a line read otherwise.
std::string printable(std::string_view text);

// With `&`, `<`, `>` and both quotes written as entities, for HTML, XML and Graphviz's labels alike.
std::string escaped(std::string_view text);

// Lines of at most `width` columns, broken at blanks; within a word only where it is wider than a line, behind a `/`,
// `-`, `_`, `,` or `(` if there is one. At least one line. REQUIRES: `text` is printable.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace linchpin::pictures
