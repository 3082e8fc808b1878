// What speaks against a fact: the clauses for its contraries that apply.
#pragma once

#include "proof_tree.hpp"

namespace linchpin::check {

// Throws Fault unless exactly what speaks against the node's fact is told, and does not keep it from holding.
void check_objections(const Node& node, const Fact& fact, int level, const Truth& truth);

}  // namespace linchpin::check
