// `requires`: what would make a goal hold. Each set of facts that the search finds is tried, and so are its parts: by
// evaluating what is stated with the facts assumed.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// Puts the sets into `out`, and what stopped the search. REQUIRES: `query` is that of the question, and `out` has its
// answer.
void give_requirements(State& state, const syntax::Question& question, const analysis::Query& query, Answer& out,
                       engine::Budget& budget, Diagnostics& diagnostics);

}  // namespace linchpin::session
