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

// The first `most` ways to meet the conditions. A variable is a fresh name, where that meets them and its arguments
// allow one; then it goes through the values that stand in its places already, and those that the conditions mention,
// each in their order.
struct Witnesses {
  std::vector<Witness> found;
  bool all = true;  // there are no others with such values
};
// `tries`: how many values may be tried still, over all calls.
Witnesses witnesses(const World& world, Rows& rows, const Hypothesis& hypothesis, std::size_t most,
                    std::uint64_t& tries);

// Whether conditions hold under bindings, which may bind more; not, where a variable in them is open.
bool met(std::vector<Literal> conditions, Bindings bindings, Rows& rows, Pool& pool);

}  // namespace linchpin::explain
