// A question answered from what can bear on it, where the predicates that it reads are not evaluated.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analyse.hpp"

namespace linchpin::analysis {

// The question with rules of its own in place of those of the predicates `put_off` (by PredicateId), which derive only
// what the constants and other atoms of the question, and then of each rule, ask for; its answers and their levels are
// the same. None where nothing is bound, or where something stands in the way: a `not` or an aggregate over what is put
// off, a rule whose rows are checked, or what is undecided.
// REQUIRES: no predicate that is put off has facts, or an argument declared `min` or `max`.
//
// Sources: magic sets, Beeri and Ramakrishnan, On the power of magic, 1991; for recursion that goes on at one end, as
// reachability does, Naughton, Ramakrishnan, Sagiv and Ullman, Argument reduction by factoring, 1989.
std::optional<Query> demanded(const Query& query, const Program& program, const Signatures& signatures,
                              const std::vector<bool>& put_off);

}  // namespace linchpin::analysis
