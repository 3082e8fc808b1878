// `why`: the proofs of answers, as text.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// Of more answers than these only the first ones are explained.
inline constexpr std::size_t kMostProofs = 20;

// Puts the best proofs of the answers into `out`, in the order given: rows of `answers`. Throws as the engine does.
// `assumed`: the places of what is not stated but assumed. REQUIRES: `query` is answered by `answers`.
void give_proofs(State& state, const analysis::Query& query, const engine::Answers& answers,
                 const std::vector<std::uint64_t>& order, const std::vector<Assumed>& assumed, Answer& out,
                 engine::Budget& budget);

}  // namespace linchpin::session
