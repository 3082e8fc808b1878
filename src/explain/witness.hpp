// Values for the variables of a hypothesis, so that it can be tried.
#pragma once

#include "explain/abduction.hpp"
#include "explain/proof.hpp"

namespace linchpin::explain {

struct Witness {
  std::vector<Fact> facts;    // those of the hypothesis
  std::vector<Value> values;  // by variable
  std::vector<bool> fresh;    // whether it is a name that stands nowhere else, so that any would do
};

// The first `most` ways to meet the conditions. A variable that nothing is asked of is a fresh name, where its
// arguments allow one; others go through the values that stand in their places already, then through those that the
// conditions mention, each in their order. Nothing where no such values do.
std::vector<Witness> witnesses(const World& world, Rows& rows, const Hypothesis& hypothesis, std::size_t most);

// Whether conditions hold under bindings, which may bind more; not, where a variable in them is open.
bool met(std::vector<Literal> conditions, Bindings bindings, Rows& rows, Pool& pool);

}  // namespace linchpin::explain
