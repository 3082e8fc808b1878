// What speaks against a fact that holds, and why it does not keep it from holding.
#pragma once

#include "explain/slice.hpp"

namespace linchpin::explain {

// The clauses that support a contrary of the fact, in the order of the files. REQUIRES: its predicate is weighed.
std::vector<Objection> objections(Slice& slice, const Fact& fact);

}  // namespace linchpin::explain
