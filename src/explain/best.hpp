// The best proof of each fact of a slice, in the order that proof.hpp defines.
//
// Source: Knuth, "A generalization of Dijkstra's algorithm", 1977: the least fixpoint of a superior function, here of
// the height of an instance, which is never less than that of a premise. Facts are settled in ascending order of
// height, so that a circle never supports itself. Levels are settled already: the ways of a slice are those that give a
// fact its level.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "explain/slice.hpp"

namespace linchpin::explain {

struct Choice {
  std::optional<std::uint32_t> way;  // of the fact's ways; none where no proof is in the slice
  std::uint32_t height = 0;
};

// By FactId. `usable`: of the ways only these are there.
std::vector<Choice> best_ways(const Slice& slice, const std::function<bool(FactId, const Way&)>& usable = {});

}  // namespace linchpin::explain
