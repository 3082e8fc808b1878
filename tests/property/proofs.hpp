// Whether the answers to a question have proofs that hold together.
#pragma once

#include "disagreement.hpp"
#include "linchpin.hpp"

namespace linchpin::property {

// For the rows of a plain answer those of `why`: that each has a proof at its own level, made of facts that are proved
// before what rests on them and at its level or above, down to statements. `levels`: highest first. What is undecided
// has none. `best_values`: the program has `min` or `max` arguments, of which a proof may be out of reach.
std::optional<Disagreement> check_proofs(const Answer& plain, const Answer& why, const std::vector<std::string>& levels,
                                         bool best_values);

// What is wrong with one proof; empty if nothing.
std::string fault_in(const Proof& proof, const std::vector<std::string>& levels);

}  // namespace linchpin::property
