// `conflicts?`: what can't hold together.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// Contradictions first, then contested conclusions, those of which neither holds before the others, then broken
// constraints; each in the order of predicates by name and of values. Throws as the engine does.
std::vector<Conflict> conflicts(State& state, engine::Budget& budget);

}  // namespace linchpin::session
