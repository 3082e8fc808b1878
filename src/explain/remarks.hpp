// What may have been meant instead of a goal that does not hold, and where else it is said.
#pragma once

#include <set>

#include "explain/why_not.hpp"

namespace linchpin::explain {

// `like`: whether facts that are like it are looked for. `told`: values that occur nowhere, of which each is told once.
std::vector<Remark> remarks(const World& world, const Goal& goal, Work& work, bool like, std::set<std::uint32_t>& told);

}  // namespace linchpin::explain
