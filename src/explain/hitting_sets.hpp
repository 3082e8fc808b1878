// The minimal sets of claims without which something no longer holds, the smallest first.
//
// Source: the hitting-set tree of Reiter, "A theory of diagnosis from first principles", 1987, with the correction of
// Greiner, Smith, Wilkerson, 1989, for conflict sets that are not minimal: no node is closed because of another's
// label. A node is a set of claims left out. Its label is a conflict: claims of which each larger set that breaks the
// thing has one; a node without one is a set that does. Nodes are looked at by size, so that with all conflicts right,
// each minimal set up to the size reached is found, and no other. Programs need not be monotone: more left out than a
// minimal set may restore what that breaks, and only sets of which no part breaks it are told.
#pragma once

#include <functional>
#include <vector>

#include "knowledge/module.hpp"

namespace linchpin::explain {

using ClaimSet = std::vector<knowledge::ClaimIndex>;  // ascending

// What is found without a set of claims.
struct Verdict {
  enum class Kind : std::uint8_t {
    broken,
    holds,
    unknown,  // it was not looked at, as a limit was reached
  };
  Kind kind = Kind::holds;
  ClaimSet conflict;  // where it holds; in the order in which they are to be tried
};

struct HittingSets {
  std::vector<ClaimSet> sets;   // by size; of the same size in the order found
  std::size_t complete_to = 0;  // all minimal sets up to this size are there
  bool all = false;             // there are no others of any size
};

struct HittingLimits {
  std::size_t size = 3;
  std::size_t nodes = 4000;
};

HittingSets hitting_sets(const std::function<Verdict(const ClaimSet&)>& without, const HittingLimits& limits);

}  // namespace linchpin::explain
