// `repeats`: what a further citation of a claim may hold.
#pragma once

#include "analysis/context.hpp"
#include "knowledge/repeats.hpp"

namespace linchpin::analysis {

// Reports claims that repeat each other in a circle, and clauses in the braces of a repeat that none of its originals
// states. Returns knowledge::originals.
std::vector<std::vector<knowledge::ClaimIndex>> check_repeats(Context& context, const knowledge::Module& module);

}  // namespace linchpin::analysis
