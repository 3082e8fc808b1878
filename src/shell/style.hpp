// Colours and weight, on terminals that have them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace linchpin::shell {

enum class Colour : std::uint8_t { automatic, always, never };
std::optional<Colour> find_colour(std::string_view name);  // auto, always, never

// Whether to use colour on this descriptor: as asked; else on a terminal, unless NO_COLOR is set or TERM is dumb.
bool use_colour(Colour asked, int descriptor);

std::string bold(std::string_view text, bool colour);
std::string red(std::string_view text, bool colour);
std::string green(std::string_view text, bool colour);
std::string cyan(std::string_view text, bool colour);
std::string magenta(std::string_view text, bool colour);
std::string dim(std::string_view text, bool colour);

}  // namespace linchpin::shell
