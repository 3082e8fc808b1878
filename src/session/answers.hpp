// Answers to questions, from the relations at their fixpoint.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// The answer without its question's text and place. Errors are put into `diagnostics`.
Answer answer(State& state, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics);

// Only the diagnostics of a question to the program.
void check(State& state, const analysis::Program& program, const syntax::Question& question, Diagnostics& diagnostics);

Datum datum(const Pool& pool, Value value);

}  // namespace linchpin::session
