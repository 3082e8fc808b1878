// The types of the variables, constants and records of a rule.
#pragma once

#include "convert/bodies.hpp"
#include "convert/program.hpp"

namespace linchpin::convert {

// Fills in `type` of each argument of the rule, from the relations' declarations on: through variables, comparisons,
// functors and the fields of records, until nothing changes. A number that nothing says more of is of kind `number`.
// Records whose type nothing says are left so where a rule has no others, and else told (E608). So are casts that give
// the same bits another meaning (E605).
//
// REQUIRES: variables of one name are one variable (scopes.hpp).
void infer(Rule& rule, const Declared& declared, Diagnostics& diagnostics);

}  // namespace linchpin::convert
