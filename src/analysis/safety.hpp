// Which literal of a body binds which variable.
#pragma once

#include <vector>

#include "analysis/program.hpp"

namespace linchpin::analysis {

// A fixpoint over the literals in the order written: a literal binds its variables as soon as those it needs are bound.
struct Grounding {
  static constexpr std::uint32_t kUnbound = ~std::uint32_t{0};
  static constexpr std::uint32_t kGiven = kUnbound - 1;
  std::vector<std::uint32_t> binder;            // by variable: the literal that binds it
  std::vector<std::vector<VariableId>> needed;  // by literal: the variables it was given to bind others
  bool bound(VariableId v) const { return binder[v] != kUnbound; }
};

// `given`: variables bound from elsewhere. `without`: a literal that is to bind nothing, or kUnbound.
Grounding ground(const std::vector<Literal>& body, std::size_t variables, const std::vector<VariableId>& given = {},
                 std::uint32_t without = Grounding::kUnbound);

// The variables that a literal can't do without, whatever it binds; for a term, neither side.
std::vector<VariableId> required(const Literal& literal);
std::vector<VariableId> all_variables(const Literal& literal);

}  // namespace linchpin::analysis
