// How many columns of a terminal a text takes.
#pragma once

#include <cstddef>
#include <string_view>

namespace linchpin {

// Wide characters count two, combining marks none. REQUIRES: no control characters.
std::size_t display_width(std::string_view text);

}  // namespace linchpin
