// Taking facts out of a module: what is stated, and what rules would give.
#pragma once

#include <vector>

#include "scenarios/pattern.hpp"

namespace linchpin::scenarios {

// Whether the clause states a fact that fits.
bool states(const syntax::Clause& clause, const Pattern& pattern, const analysis::Program& program,
            const analysis::Signatures& signatures, Pool& pool);

// Removes what states facts that fit: plain ones, and those with named arguments or under `normally`, in all claims.
// Returns how many there were.
std::size_t retract(knowledge::Module& module, const Pattern& pattern, const analysis::Program& program,
                    const analysis::Signatures& signatures, Pool& pool);

// Keeps rules from giving what fits any of the patterns. A rule whose head always fits is removed; one whose head may
// fit gets a condition, so that p(X, Y) :- q(X, Y). without p(a, b) is p(X, Y) :- q(X, Y), t(X, Y) != t(a, b).
void narrow_rules(knowledge::Module& module, const std::vector<Pattern>& denied, const analysis::Program& program,
                  const analysis::Signatures& signatures, Pool& pool);

}  // namespace linchpin::scenarios
