// Ways to state one program.
#pragma once

#include <utility>

#include "case.hpp"
#include "random.hpp"

namespace linchpin::property {

// Divides the clauses in two: about one in `one_in` moves out, at most eight. Facts, and one in three times rules too;
// but never the last of a predicate, since a name that nothing states may be taken for a slip.
Program take_some(Random& random, Program& from, int one_in);

// The same for programs with claims: claims as a whole, as far as no other statement speaks of them, and clauses
// outside.
Program take_some_claims(Random& random, Program& from, int one_in);

// The same with the statements, and the literals of each, in another order.
Case shuffled(Random& random, const Program& program);

// The same with other names for predicates and variables, and what holds then.
std::pair<Case, naive::Result> renamed(const Program& program, const naive::Result& result);

// A rule's body, to be asked as a question; empty when there is no rule.
std::vector<syntax::Literal> some_body(Random& random, const Program& program);

}  // namespace linchpin::property
