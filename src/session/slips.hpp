// What in a question may be a slip, and why it has no answer.
#pragma once

#include <string>
#include <vector>

#include "session/state.hpp"

namespace linchpin::session {

// Messages; none where there is too much to look through. Whatever the answers are: of variables that read like names
// which stand in their place, and of comparisons with values of another kind than all that they are compared with.
// `is_empty`, without an answer: of names and strings of which nothing is said anywhere, with the nearest of those that
// something is said of in that place; and of what only speakers say who are not trusted.
std::vector<std::string> slips(const State& state, const analysis::Query& query, bool is_empty);

}  // namespace linchpin::session
