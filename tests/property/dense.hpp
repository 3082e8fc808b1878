// Random programs over relations of some thousand rows, where the engine's fast paths are at home: closures, same
// generation, points-to and the like, over graphs whose nodes are numbered without gaps, with gaps, or named.
#pragma once

#include <cstdint>

#include "text.hpp"

namespace linchpin::property {

// Too large for naive::evaluate. Numbers in a row have the shapes by turns.
Program generate_dense(std::uint64_t number);

}  // namespace linchpin::property
