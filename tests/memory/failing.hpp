// Allocations that fail: operator new, and malloc and its like of our own code, which the linker wraps.
#pragma once

#include <cstdint>

namespace linchpin::failing {

// From now on allocations are counted, and those from number `first` on, `length` of them, fail.
void begin(std::uint64_t first, std::uint64_t length);
// Counts no more; how many there were.
std::uint64_t end();

}  // namespace linchpin::failing
