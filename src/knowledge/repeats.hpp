// Claims that repeat others: further citations of them, and no grounds of their own.
#pragma once

#include <vector>

#include "knowledge/module.hpp"

namespace linchpin::knowledge {

// For each claim those that it says again, by way of other repeats, too; ascending. Empty for a claim that repeats
// nothing, and for one whose `repeats` lead to no claim, or only round in a circle.
std::vector<std::vector<ClaimIndex>> originals(const Module& module);

// What the braces of a repeat hold, where none of its originals has a clause that reads like it.
struct Unlike {
  Origin origin;
  const FactTable* table = nullptr;  // of a plain fact; null for an entry of Module::clauses
  std::uint32_t index = 0;           // its row, or its place in Module::clauses
};

// A table's rows, and the clauses, in ascending order. Claims without originals are left out.
std::vector<Unlike> unlike_originals(const Module& module, const std::vector<std::vector<ClaimIndex>>& originals);

}  // namespace linchpin::knowledge
