// Which parts of the language a program makes use of: what the shares printed at the end of a run count.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "naive.hpp"
#include "text.hpp"

namespace linchpin::property {

// All that are counted.
const std::vector<std::string>& all_constructs();

// Those that the program uses in facts, and in rules that derived something.
std::set<std::string> constructs(const Program& program, const naive::Result& result);

}  // namespace linchpin::property
