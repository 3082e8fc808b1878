// A program once more, for a module that differs in facts alone.
//
// Which facts there are decides nothing but what holds, as long as there are some of a predicate: then the rules, and
// all that was checked and compiled, are those of the program before, and the two share them.
#pragma once

#include <optional>

#include "analysis/analyse.hpp"

namespace linchpin::analysis {

// What `before` is edited to. `program` is that of `before`. In `after` facts may be gone, claims may be emptied, and
// facts assumed; all else is the same.
struct FactsEdited {
  const Program& program;
  const knowledge::Module& before;
  const knowledge::Module& after;
};

// Nothing where more than facts has changed, or it takes an analysis to tell, or to report what is wrong.
std::optional<Program> with_other_facts(const FactsEdited& edited, const Signatures& signatures, Pool& pool);

}  // namespace linchpin::analysis
