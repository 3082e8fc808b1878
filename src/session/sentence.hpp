// Rows in words: as the sentences of predicates, functors and entities have them.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// A row of a declared predicate as its sentence; empty where the declaration has none. In it an entity reads as its
// display name, a term as its functor's declaration says, and any other name as its words; a sort needs no sentence.
std::string sentence(const State& state, analysis::PredicateId predicate, std::span<const Value> row);

}  // namespace linchpin::session
