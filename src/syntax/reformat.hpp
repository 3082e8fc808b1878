// A text in its canonical layout, with its comments.
//
// Only blanks and line breaks change: the tokens stay as they were written, in their order, and so do the comments,
// each behind the token or on the line of its own where it stood. So the text parses to the same tree.
//
// - A statement a line. Of several blank lines one is left.
// - A rule or question that is too wide has its conditions below it, on as few lines as they take, evenly filled.
// - A claim or scenario has a blank line or a comment before it, each part of its header on a line, the braces on lines
// of
//   their own, and what they hold in between. One that was written on a single line, and fits there, stays.
// - Facts and declarations are never broken.
#pragma once

#include <optional>
#include <string>

#include "syntax/diagnostic.hpp"
#include "syntax/source.hpp"

namespace linchpin::syntax {

// Nothing where the text has errors, which go into `diagnostics`.
std::optional<std::string> reformat(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

}  // namespace linchpin::syntax
