// What can't be decided: predicates that depend on their own negation, and all that depend on these.
//
// Such a predicate p has two relations: its own holds what is true, and that of `possible(p)` what is true or
// undecided. Its rules are doubled: the ones for p read what is true, and under `not` what is not even possible; those
// for possible(p) the other way round. Within a component that depends on its own negation the two are evaluated in
// turn, each from the other as it was last, until they stay the same: the alternating fixpoint, whose limit is the
// well-founded model (Van Gelder, "The alternating fixpoint of logic programs with negation", 1993). Above it they are
// plain rules of further strata.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

// Doubles the rules of the program's undecided predicates and orders its strata anew, if there are any. What can't be
// doubled must rest on what turns out to be decided (Stratum::decided): aggregates, and predicates with a `min` or
// `max` argument. Within a component itself the latter are an error. REQUIRES: strata are ordered, and no error so far.
void double_undecided(Context& context, Program& program);

// The same for a question over a program. Sets Query::possible if its answer may be undecided.
void double_undecided(Context& context, const Program& program, Query& query);

}  // namespace linchpin::analysis
