// Whether the answers to a question have proofs.
#pragma once

#include "check_proof.hpp"
#include "disagreement.hpp"
#include "files.hpp"
#include "linchpin.hpp"

namespace linchpin::property {

// Where questions about a program are asked, and what is known of it.
struct Prover {
  Session& session;
  std::string in;  // stands before each question
  const check::Truth& truth;
  check::Tally& tally;
  check::OnProof on_proof;
  bool best_values = false;  // the program has `min` or `max` arguments, of which a proof may be out of reach
};

// For the rows of a plain answer those of `why`, and for the first of them proofs that the independent checker accepts.
std::optional<Disagreement> check_proofs(const Prover& prover, const std::string& question, const Answer& plain);

// What is wrong with one proof; empty if nothing.
std::string fault_in(const Proof& proof, const std::vector<std::string>& levels);

}  // namespace linchpin::property
