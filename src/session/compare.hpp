// `compare A, B: QUESTION?`: what is otherwise in one scenario than in another.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// The name of what is stated, without any scenario.
inline constexpr std::string_view kBaseline = "baseline";

// The same question in one of the scenarios that it compares; without one for the baseline, unless there is a scenario
// of that name.
syntax::Question side_of(const State& base, const syntax::Question& question, std::size_t side);

// A row for each that is gained, lost, or at another level, in this order: what has changed, its values, and its levels
// before and after. Of a question without variables one row, if its truth has changed.
Answer compare(State& base, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics);

}  // namespace linchpin::session
