#include <fmt/core.h>

#include "shell/format.hpp"

namespace linchpin::shell {
namespace {

std::string counted(std::size_t n, std::string_view noun) { return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s"); }

}  // namespace

std::string format_picture(const Picture& picture) {
  if (picture.file.empty()) return picture.text;
  std::string out = fmt::format("wrote {}: ", picture.file);
  if (picture.facts != 0) {
    out += counted(picture.facts, "fact");
  } else {
    out += counted(picture.things, "thing");
    if (picture.arrows != 0) out += ", " + counted(picture.arrows, "arrow");
  }
  if (picture.drawn != picture.answers)
    out += fmt::format(" (the first {} of {} answers)", picture.drawn, picture.answers);
  return out + '\n';
}

}  // namespace linchpin::shell
