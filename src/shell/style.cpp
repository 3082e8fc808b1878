#include "shell/style.hpp"

#include <unistd.h>

#include <cstdlib>

namespace linchpin::shell {
namespace {

std::string styled(std::string_view code, std::string_view text, bool colour) {
  if (!colour) return std::string(text);
  std::string out = "\x1b[";
  out += code;
  out += 'm';
  out += text;
  return out + "\x1b[0m";
}

}  // namespace

std::optional<Colour> find_colour(std::string_view name) {
  if (name == "auto") return Colour::automatic;
  if (name == "always") return Colour::always;
  if (name == "never") return Colour::never;
  return std::nullopt;
}

bool use_colour(Colour asked, int descriptor) {
  if (asked != Colour::automatic) return asked == Colour::always;
  const char* none = std::getenv("NO_COLOR");
  if (none != nullptr && *none != '\0') return false;
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return isatty(descriptor) != 0;
}

std::string bold(std::string_view text, bool colour) { return styled("1", text, colour); }
std::string red(std::string_view text, bool colour) { return styled("31", text, colour); }
std::string green(std::string_view text, bool colour) { return styled("32", text, colour); }
std::string cyan(std::string_view text, bool colour) { return styled("36", text, colour); }
std::string magenta(std::string_view text, bool colour) { return styled("35", text, colour); }
std::string dim(std::string_view text, bool colour) { return styled("2", text, colour); }

}  // namespace linchpin::shell
