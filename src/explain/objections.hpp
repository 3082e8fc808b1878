// What speaks against a fact, and why it does not keep it from holding where it holds.
#pragma once

#include "explain/slice.hpp"

namespace linchpin::explain {

// The facts that something speaks for and that can't be so at the same time.
std::vector<Fact> contraries(const World& world, const Fact& fact);

// The clauses that support a contrary of the fact, in the order of the files. REQUIRES: its predicate is weighed.
std::vector<Objection> objections(Slice& slice, const Fact& fact);

}  // namespace linchpin::explain
