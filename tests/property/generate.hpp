// Random programs: safe, stratified and ending by construction.
//
// A program is a stack of layers. The lowest are base predicates with facts over small domains; each further one is a
// predicate, or two that depend on each other, with rules that read the layers below: positively, under `not` and in
// aggregates. Within a layer rules read their own predicates positively only. Every argument of a predicate has a sort
// (node, integer, text, ...), so that joins find partners and arithmetic finds numbers; the sort `any` mixes them all.
// What may grow without end (arithmetic and terms in recursion) is bounded by a comparison in the same rule.
#pragma once

#include <cstdint>

#include "text.hpp"

namespace linchpin::property {

// The predicates whose rules are made to compute what has no value (an overflow, a division by zero) start with this.
// Their bodies are one atom and one equation, so that the error does not depend on the order of evaluation.
inline constexpr const char* kFailing = "fail";

Program generate(std::uint64_t seed);

}  // namespace linchpin::property
