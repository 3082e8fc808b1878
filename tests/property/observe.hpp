// What the engine derives from a case, row by row with the steps, when its paths are forced.
#pragma once

#include <set>
#include <string>
#include <variant>

#include "case.hpp"
#include "engine/tuning.hpp"
#include "order.hpp"

namespace linchpin::property {

struct Observed {
  Derived derived;              // all predicates with rows, but for those that the program only reads: claimed/4, ...
  std::set<std::string> taken;  // names of paths
};

// States the case in a session of its own. `undo`: each later statement is first stated with a rule that fails once
// all else is derived, and so is taken back.
std::variant<Observed, Disagreement> observe(const Case& trial, const engine::Tuning& tuning, bool undo);

}  // namespace linchpin::property
