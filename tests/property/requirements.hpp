// What `requires` answers, against the plain reasoner: every set makes the goal hold and no proper part of it does; on
// small programs, no other set does, as far as the answer says so.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "disagreement.hpp"
#include "random.hpp"
#include "text.hpp"

namespace linchpin::property {

// How often something came to pass, by name.
using Counts = std::map<std::string, int>;

// A program small enough for all sets of facts to be tried, with recursion, `not` and exceptions.
Program generate_small(Random& random);
// A goal of one fact, that the program may have something to say of; empty if there is none.
std::string some_goal(Random& random, const Program& program);

// Asks `requires` for the goal. `all`: also tries the open facts over a few names, alone and in pairs.
std::optional<Disagreement> check_requirements(Random& random, const Program& program, const std::string& goal,
                                               bool all, Counts& counts);

}  // namespace linchpin::property
