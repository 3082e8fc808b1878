// Recursion that may not end: a rule that computes new numbers or builds larger terms from what it derived before.
#pragma once

#include "analysis/program.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::analysis {

// Warns of such rules, unless something bounds them: a comparison of what grows, a predicate outside the recursion that
// it must belong to, a `min` or `max` argument, or that all factors of a product are -1, 0 or 1.
void warn_of_growth(const Program& program, const knowledge::Module& module, const Pool& pool,
                    Diagnostics& diagnostics);

}  // namespace linchpin::analysis
