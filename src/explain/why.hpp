// `why`: the best proofs of the answers to a question, in the terms of what the user wrote.
#pragma once

#include "explain/best.hpp"

namespace linchpin::explain {

// An answer to be explained.
struct Wanted {
  std::vector<Value> row;  // as the query's columns
  Level level = 0;         // kOutside: undecided
};

// One proof an answer, put into `out` in their order. They share what they look through. Throws as the engine does:
// where it was stopped, with the proofs of the first answers, of which all had been looked through.
void why(const World& world, const analysis::Query& query, const std::vector<Wanted>& answers, std::vector<Proof>& out,
         const SliceLimits& limits = {});

// The best proof of one goal of a slice that others share: of a fact that holds, or of a rule's body.
Proof prove(Slice& slice, FactId goal);

}  // namespace linchpin::explain
