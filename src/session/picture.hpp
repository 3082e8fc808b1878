// `as svg|dot|mermaid|html` and `to "FILE"`: pictures of proofs and of relations.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

inline bool asks_for_picture(const syntax::Question& question) {
  return question.kind == syntax::Question::Kind::graph || question.format || !question.path.empty();
}

// Only the diagnostics: a form that there is not, a question that is not drawn. False where there are errors.
bool check_picture(State& state, const syntax::Question& question, Diagnostics& diagnostics);

// Draws the answer, and puts it into `out` or into the file. `order` numbers rows of `answers`; `notes` go below the
// title. An answer that there is not is not drawn. Throws as the engine does.
// REQUIRES: asks_for_picture and check_picture hold, and `out` has the answer's rows and proofs.
void give_picture(State& state, const syntax::Question& question, const analysis::Query& query,
                  const engine::Answers& answers, const std::vector<std::uint64_t>& order,
                  const std::vector<std::string>& notes, Answer& out, engine::Budget& budget, Diagnostics& diagnostics);

}  // namespace linchpin::session
