// says(Speaker, What, Level): saying is not the same as being so.
//
// Each fact that a claim with a speaker states is said by that speaker, trusted or not, at the claim's own level: as a
// term, with functor `-` around it when it is denied. Whoever is quoted by others is what these say: `by a by b` gives
// says(a, says(b, what), level). Rules and consequences are not said. A claim that repeats others says what its braces
// hold, or without braces all that they state.
#pragma once

#include "analysis/levels.hpp"

namespace linchpin::analysis {

// `originals`: by ClaimIndex, the claims that one repeats.
void provide_says(Context& context, Program& program, const knowledge::Module& module, const Levels& levels,
                  const std::vector<std::vector<knowledge::ClaimIndex>>& originals);

}  // namespace linchpin::analysis
