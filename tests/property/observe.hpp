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
  // Of a program with claims:
  std::map<naive::Signature, std::set<naive::Tuple>> undecided;  // without empty ones
  std::set<std::string> tampered;                                // kinds of tampering that were tried and found out
};

// States the case in a session of its own. `undo`: each later statement is first stated with a rule that fails once
// all else is derived, and so is taken back. `claims`: the order is checked against what the program is compiled to
// (compiled_order.hpp), and whether that check sees what is wrong.
std::variant<Observed, Disagreement> observe(const Case& trial, const engine::Tuning& tuning, bool undo,
                                             bool claims = false);

}  // namespace linchpin::property
