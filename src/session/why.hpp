// `why`: the proofs of answers, as text.
#pragma once

#include "explain/proof.hpp"
#include "explain/world.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// Of more answers than these only the first ones are explained.
inline constexpr std::size_t kMostProofs = 20;

// What explanations of a state read.
explain::World world_of(State& state, engine::Budget& budget);

// A proof as text. `assumed`: the places of what is not stated but assumed.
Proof written(const State& state, const explain::Proof& proof, const std::vector<Assumed>& assumed);

// What a claim's clauses rest on: stated, implicit or added; empty outside claims.
std::string basis_of(const State& state, const knowledge::Origin& origin);

// Puts the best proofs of the answers into `out`, in the order given: rows of `answers`. Throws as the engine does.
// `assumed`: the places of what is not stated but assumed. REQUIRES: `query` is answered by `answers`.
void give_proofs(State& state, const analysis::Query& query, const engine::Answers& answers,
                 const std::vector<std::uint64_t>& order, const std::vector<Assumed>& assumed, Answer& out,
                 engine::Budget& budget);

}  // namespace linchpin::session
