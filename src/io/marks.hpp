// Where the separators, line breaks and quotes of a block stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace linchpin::io {

// The offsets of all separators, line breaks and quotes in `size` bytes, in order, into the beginning of `marks`, which
// grows where it is too short and is never made shorter. Returns how many they are. REQUIRES: size < 2^32.
std::size_t find_marks(const char* text, std::size_t size, char separator, std::vector<std::uint32_t>& marks);

}  // namespace linchpin::io
