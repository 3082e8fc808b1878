// A fact: a row of a predicate's relation, by its values.
#pragma once

#include <vector>

#include "analysis/program.hpp"

namespace linchpin::explain {

using analysis::PredicateId;

struct Fact {
  PredicateId predicate = 0;
  std::vector<Value> args;
  friend bool operator==(const Fact&, const Fact&) = default;
};

}  // namespace linchpin::explain
