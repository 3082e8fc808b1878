// What a fact rests on directly.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// The clause that stands there, with what is known of its claim.
Ground ground_at(const State& state, const knowledge::Origin& origin);

// The clauses that give a fact, in the order of the texts: facts as they are stated, and rules whose bodies hold. Of a
// predicate that is weighed against its contraries all those that speak for it. Where there is none, those that may
// give it by what is undecided.
std::vector<Ground> grounds(State& state, const analysis::GroundFact& fact, engine::Budget& budget);

}  // namespace linchpin::session
