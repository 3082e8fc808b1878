// The minimal supports of a fact: the least sets of grounds that carry it, each by a proof of its own.
//
// Source: the labels of an assumption-based truth maintenance system (de Kleer, "An assumption-based TMS", 1986); as
// provenance, a monomial each of the positive Boolean polynomial (Green, Karvounarakis, Tannen, "Provenance semirings",
// 2007). The label of a fact is the antichain of the least among the unions of labels of premises, over its ways.
// Labels grow from nothing to the least fixpoint, all in one step from those of the step before, so that what is kept
// of a label that is too long depends on no order but that of the files.
//
// A support gives a level: the lowest of its clauses. One that another is part of is left out unless its level is
// better, which may be where a claim only clears the way. What `not` asks for is no ground: supports say what carries a
// fact, not what could get in its way.
#pragma once

#include "explain/footing.hpp"

namespace linchpin::explain {

struct Support {
  Level level = 0;
  std::vector<Ground> grounds;  // in the order of `before`
};

struct SupportLimits {
  std::size_t sets = 32;         // of one fact
  std::uint64_t steps = 400000;  // unions made
};

struct Supports {
  std::vector<Support> sets;  // the best level first, then the fewest grounds, then the order of the files
  bool complete = true;       // false: a limit was reached, and there may be more
};

// REQUIRES: the slice has all ways. `complete` stays false where it was not explored as a whole.
Supports supports(const Footing& footing, FactId goal, bool explored, const SupportLimits& limits = {});

// The greatest number of supports of which no two share a claim. Nothing where there is none, or one
// rests on no claim at all.
struct Disjoint {
  std::size_t count = 0;
  bool exact = true;  // false: at least so many
};
std::optional<Disjoint> disjoint(const Supports& supports);

}  // namespace linchpin::explain
