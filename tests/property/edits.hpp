// A session that is edited again and again, against what the plain reasoner concludes from what is stated then.
#pragma once

#include <optional>

#include "case.hpp"
#include "random.hpp"

namespace linchpin::property {

struct EditTally {
  int made = 0, changing = 0;  // how many statements were made or taken back, and after how many other things hold
};

// States the program but for some of it in a session of its own; then states and takes back clauses and claims at
// random, several times over, and compares every predicate after each: tuples, levels and what is undecided.
std::optional<Disagreement> compare_edits(Random& random, const Program& program, EditTally& edits);

}  // namespace linchpin::property
