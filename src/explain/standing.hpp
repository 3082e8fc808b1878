// How a goal stands without some claims, as far as its slice tells: by the best of the proofs that are left.
//
// That no proof is left does not say that it falls: the slice is of what holds with all claims, and more may hold
// without some. That one is left says that it stands, unless something gets in its way: see exposure.hpp.
#pragma once

#include "explain/footing.hpp"

namespace linchpin::explain {

struct Standing {
  std::optional<Level> level;  // nothing where it is not to be told, for want of a row of an aggregate
  std::vector<std::pair<FactId, const Way*>> proof;  // the ways of a best proof, the goal's first
};

// `without`: by claim. Nothing where no proof in the slice is left.
std::optional<Standing> standing(const Footing& footing, FactId goal, const std::vector<bool>& without);

}  // namespace linchpin::explain
