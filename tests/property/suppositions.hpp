// Suppositions of a program, one after another in one session, against the program edited by hand.
#pragma once

#include "claims_case.hpp"
#include "random.hpp"

namespace linchpin::property {

using Edits = std::vector<syntax::Edit>;

// Of all kinds. What is taken back is stated, and comes first. REQUIRES: `all` is what holds in the program.
Edits some_edits(Random& random, const Program& program, const naive::Conclusions& all);

// The program as the edits leave it, statement by statement.
Program edited(const Program& program, const Edits& edits);

// Asks in a session for what holds under several lists of edits, by `suppose` and in scenarios, among them one that a
// limit may stop, and each time whether what holds without them is as it was, row by row. `changed`: how many of the
// lists change a result.
std::optional<Disagreement> compare_suppositions(Random& random, const Program& program, const naive::Conclusions& all,
                                                 int& lists, int& changed);

}  // namespace linchpin::property
