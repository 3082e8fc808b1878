// Observations made wrong on purpose, to see that `check_order` reports each.
#pragma once

#include <string>
#include <vector>

#include "order.hpp"
#include "random.hpp"

namespace linchpin::property {

// Number of different steps in which the rows came.
std::size_t span(const std::vector<Row>& rows);

struct Tampered {
  std::string how;
  Derived derived;
};

// The kinds of tampering.
const std::vector<std::string>& all_tamperings();

// Those that the program has room for; none of them may pass. REQUIRES: `derived` comes from stating the program at
// once, and passes.
std::vector<Tampered> tamper(Random& random, const Program& program, const Derived& derived);

}  // namespace linchpin::property
