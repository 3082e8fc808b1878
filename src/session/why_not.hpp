// `why not`: what is missing or stands against what was asked, as text.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// Puts it into `out`. Throws as the engine does. `assumed`: the places of what is not stated but assumed.
// REQUIRES: nothing that was asked holds.
void give_why_not(State& state, const syntax::Question& question, const analysis::Query& query,
                  const std::vector<Assumed>& assumed, Answer& out, engine::Budget& budget);

}  // namespace linchpin::session
