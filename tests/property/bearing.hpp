// What in a program with claims comes to bear on its results: what the shares printed at the end of a run count.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reason.hpp"
#include "text.hpp"

namespace linchpin::property {

// All that are looked for, each with the least share of programs, in per cent, for a run to be worth its while.
const std::vector<std::pair<std::string, int>>& all_bearings();

// REQUIRES: `conclusions` are the program's.
std::set<std::string> bearing(const Program& program, const naive::Conclusions& conclusions);

}  // namespace linchpin::property
