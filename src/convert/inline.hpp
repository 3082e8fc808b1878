// Relations qualified `inline` that only make sense where they are used.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "convert/program.hpp"

namespace linchpin::convert {

// Of the relations qualified `inline`, those with a clause that does not bind each variable of its head, as
// `less(x, y) :- x < y.` doesn't; the others are relations like all. Each of their atoms is replaced by the bodies of
// their clauses, and their declarations and clauses are taken out. What can't be replaced is told (E610).
void expand_inline(std::vector<Item>& items, const Declared& declared, Diagnostics& diagnostics);

}  // namespace linchpin::convert
