// `linchpins of`: which claims an answer hangs on.
//
// Candidates come from proofs and what they take for granted (explain::Exposure), and the sets of them from a
// hitting-set tree (explain::hitting_sets). Where a proof is left that the missing claims do not touch, the answer
// holds. Else it is asked again of the state without them, which alone decides; if it still holds there, its proof
// there leads on. So no set is told that was not tried, and up to the size told, none is missing.
#pragma once

#include "explain/why.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// Puts the linchpins of the answers into `out`. The status of what stopped it, if anything did. May throw as the engine
// does. One that is undecided has none. REQUIRES: the question has these answers.
Status give_linchpins(State& state, const syntax::Question& question, const analysis::Query& query,
                      const std::vector<explain::Wanted>& answers, Answer& out, engine::Budget& budget,
                      Diagnostics& diagnostics);

}  // namespace linchpin::session
