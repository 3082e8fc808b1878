// Proofs made wrong on purpose, to see that the checker refuses each.
//
// Each kind of mutation is such that what comes out is wrong whatever the program, or is tried only where the plain
// reasoner says so: a mutant that happens to be a proof again would be no test.
#pragma once

#include <map>

#include "check_proof.hpp"
#include "random.hpp"

namespace linchpin::check {

struct Mutant {
  std::string kind;
  Json proof;
};

const std::vector<std::string>& all_mutations();

// One of each kind that a proof has room for. REQUIRES: `proofs[number]` is right.
std::vector<Mutant> mutants(const Json& proofs, std::size_t number, const Json& answers, const Truth& truth,
                            property::Random& random);

// Counts mutants by kind, and prints those that are not refused.
struct Mutations {
  std::map<std::string, std::size_t> tried;
  std::size_t survivors = 0;

  void run(const Json& answer, std::size_t number, const Asked& asked, const Truth& truth, property::Random& random);
  // Prints the counts. Whether each kind needed occurs, and no mutant survives.
  bool report(const std::vector<std::string>& needed) const;
};

}  // namespace linchpin::check
