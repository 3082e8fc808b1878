// `min` and `max` arguments within their own recursion.
//
// Only the best value is kept, and better ones come while the recursion runs, so nothing there may hold of a value and
// fail of a better one. A rule of the recursion may pass such a value on, unchanged or by adding or `min`/`max`, into
// an argument of the same kind, or compare it in the direction that improvement keeps true.
#pragma once

#include "analysis/program.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::analysis {

// REQUIRES: no negation or aggregate lies on a cycle.
void check_extrema(const Program& program, Diagnostics& diagnostics);

}  // namespace linchpin::analysis
