// Facts of predicates that may be slips of others.
#pragma once

#include <vector>

#include "session/state.hpp"

namespace linchpin::session {

// Warns of undeclared predicates that facts state and nothing asks for, beside one that is used more, of the same name
// with more or fewer arguments, or of a near name with as many: `1,250,000` gives three arguments, and `payed` is not
// `paid`. Of questions that are not in a file nothing is known, so that this is for `check` only.
void warn_of_strays(const State& state, const std::vector<const syntax::Question*>& questions,
                    Diagnostics& diagnostics);

}  // namespace linchpin::session
