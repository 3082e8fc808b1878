// What in a question without answers may be a slip.
#pragma once

#include <string>
#include <vector>

#include "session/state.hpp"

namespace linchpin::session {

// A message for each name or string of the question of which nothing is said anywhere, with the nearest of those that
// something is said of in its place; none where there is too much to look through.
std::vector<std::string> slips(const State& state, const analysis::Query& query);

}  // namespace linchpin::session
