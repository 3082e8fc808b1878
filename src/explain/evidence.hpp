// Proofs of single facts, and of what makes a clause apply.
#pragma once

#include <optional>

#include "explain/why.hpp"

namespace linchpin::explain {

// The best proof of a fact that holds.
Proof proof_of(const World& world, const Fact& fact);

// The best proof of a rule's body where its head is `head`, as of a question: its uppermost node is that of the one
// premise, or has all of them. REQUIRES: the body holds, at `level` together with the rule.
Proof proof_of_body(const World& world, const analysis::Rule& rule, std::span<const Value> head, Level level);

}  // namespace linchpin::explain
