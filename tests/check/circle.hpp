// A proof led in a circle: each of its steps is right by itself.
#pragma once

#include "proof_tree.hpp"

namespace linchpin::check {

// A node for the same fact whose premises are facts known already, one of them a fact that stands above it; null where
// no rule gives one. `above`: nodes of facts over it; `beside`: nodes of facts written out elsewhere.
std::optional<Json> circular_step(const Json& node, const std::vector<const Json*>& above,
                                  const std::vector<const Json*>& beside, const Truth& truth);

}  // namespace linchpin::check
