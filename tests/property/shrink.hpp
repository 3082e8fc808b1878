// A failing case made small.
#pragma once

#include <functional>

#include "case.hpp"

namespace linchpin::property {

// Whether a case still shows the fault looked for.
using Fails = std::function<bool(const Case&)>;

// Drops statements, literals and arguments and puts simpler terms in place of others, as long as the case fails. Ends
// when no single such step keeps it failing, or after so many seconds. REQUIRES: fails(trial).
Case shrink(Case trial, const Fails& fails, double seconds = 25);

}  // namespace linchpin::property
