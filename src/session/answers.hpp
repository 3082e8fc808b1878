// Answers to questions, from the relations at their fixpoint.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// The rows of an answer as they are in the engine.
struct AnswerRows {
  std::shared_ptr<const Texts> texts;  // of their values
  engine::Answers answers;
  std::vector<std::uint64_t> order;  // numbers of rows, as they are to be given
  std::vector<std::string> levels;   // names; the last: undecided
};

// The answer without its question's text and place. Errors are put into `diagnostics`. With `rows` its rows go there.
Answer answer(State& state, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics,
              AnswerRows* rows = nullptr);

// Only the diagnostics of a question to the program.
void check(State& state, const analysis::Program& program, const syntax::Question& question, Diagnostics& diagnostics);

Datum datum(const Pool& pool, Value value);

// "undecided" for what is at none.
std::string level_name(const State& state, analysis::Level level);

// Whether one of the answers does more than stay undecided.
bool any_holds(const engine::Answers& answers);

}  // namespace linchpin::session
