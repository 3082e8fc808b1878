// Long lines on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace linchpin::shell {

// Lines that are wider than that many columns are broken between words; what follows stands below the first word, and
// the lines of a tree go on beside it. A word that is wider alone stays whole.
std::string wrapped(std::string_view text, std::size_t width);

}  // namespace linchpin::shell
