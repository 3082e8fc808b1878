// Components expanded: a program of plain items, whose names are full.
#pragma once

#include <vector>

#include "convert/souffle.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// What `.init i = C` brings stands where it stands. A relation `r` of an instance `i` is `i.r` from outside, and so are
// types and branches. A name is looked for in the instance that it stands in, then in the one around that, and so on. A
// component's bases come before its own items; the clauses of a relation that it overrides are left out of them.
//
// What is declared nowhere, or twice, is told (E604).
std::vector<Item> expand(const std::vector<Item>& items, Diagnostics& diagnostics);

}  // namespace linchpin::convert
