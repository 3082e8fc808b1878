// `why` and `why all`: the proofs and supports of answers, as text.
#pragma once

#include "explain/why.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// Of more answers than these only the first ones are explained.
inline constexpr std::size_t kMostProofs = 20;

// Those to be explained, in the order given: rows of `answers`.
std::vector<explain::Wanted> first_answers(const engine::Answers& answers, const std::vector<std::uint64_t>& order);

// Put the best proofs of the answers, or their minimal supports, into `out`. They throw as the engine does. `assumed`:
// the places of what is not stated but assumed. REQUIRES: the query has these answers.
void give_proofs(State& state, const analysis::Query& query, const std::vector<explain::Wanted>& answers,
                 const std::vector<Assumed>& assumed, Answer& out, engine::Budget& budget);
void give_supports(State& state, const analysis::Query& query, const std::vector<explain::Wanted>& answers, Answer& out,
                   engine::Budget& budget);

// A proof as text.
Proof written(State& state, const explain::Proof& proof, const std::vector<Assumed>& assumed);

}  // namespace linchpin::session
