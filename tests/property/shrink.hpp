// A failing case made small.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "case.hpp"

namespace linchpin::property {

// Whether a case still shows the fault looked for.
using Fails = std::function<bool(const Case&)>;

// Drops statements, literals and arguments and puts simpler terms in place of others, as long as the case fails. Ends
// when no single such step keeps it failing, or after so many seconds. REQUIRES: fails(trial).
Case shrink(Case trial, const Fails& fails, double seconds = 25);

// Prints the case made small, and what `find` finds in it. `kind`: of the fault looked for.
using Find = std::function<std::optional<Disagreement>(const Case&)>;
void show_shrunk(const Case& trial, const std::string& kind, const Find& find);

}  // namespace linchpin::property
