// Graphviz, which says where the boxes and arrows of a picture go. It is a program beside this one, not a library: one
// that crashes or takes too long then harms nothing, and who wants no pictures needs it not.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace linchpin::pictures {

struct Drawn {
  std::optional<std::string> svg;
  bool missing = false;  // there is no program `dot` on the PATH
  std::string why;       // what it said, where it failed
};

// Runs `dot -Tsvg`, found on the PATH and without a shell, with `text` as its standard input. Meanwhile `look` is
// called every 20 milliseconds or more often, and may throw, which ends the program. The result is the `svg` element
// alone, without what names its version or refers elsewhere, and has `title` for those who can't see it.
Drawn draw(const std::string& text, const std::string& title, const std::function<void()>& look);

// The drawing as Graphviz gives it, made such. For tests.
std::string tidied(const std::string& svg, const std::string& title);

}  // namespace linchpin::pictures
