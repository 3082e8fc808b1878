// Checks the proofs of all answers to the questions of a file.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "check_proof.hpp"

namespace linchpin::check {

struct Tally {
  std::size_t questions = 0, proofs = 0, nodes = 0;
  std::map<std::string, std::size_t> kinds;  // of nodes
  std::map<std::string, std::size_t> left;   // questions that could not be checked, by the reason
  std::size_t faults = 0;
};

// Called for each proof that is right.
using OnProof = std::function<void(const Json& answer, std::size_t proof, const Asked& asked, const Truth& truth)>;

// Asks `why` of each question, whatever its form, and prints each fault. Texts that can't be loaded are left out.
void check_file(const std::string& path, const std::string& text, Tally& tally, const OnProof& on_proof);

// The proofs of one answer, as JSON; prints each fault with `at` before it.
void check_answer(const Json& answer, const syntax::Question& question, const Truth& truth, const std::string& at,
                  Tally& tally, const OnProof& on_proof);

}  // namespace linchpin::check
