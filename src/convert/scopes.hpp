// The scopes of an aggregate's variables.
#pragma once

#include "convert/bodies.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// In Souffle a variable inside an aggregate is the rule's where the rule binds it outside the aggregate and the
// aggregate's own expression does not use it; else it is the aggregate's own, whatever is called so elsewhere. In
// Linchpin it is the rule's where it occurs outside. So variables of aggregates' own get names of their own where they
// are shared.
//
// After this, `count` has as arguments what it counts: all variables of its own, those that were `_` in its atoms
// named; so it counts bindings, as Souffle does. The same is done in aggregates within aggregates.
//
// A variable that the rule gets from inside an aggregate, a witness, is told (E607).
void resolve_scopes(Rule& rule, Diagnostics& diagnostics);

}  // namespace linchpin::convert
