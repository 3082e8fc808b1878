// Questions of a scenario, or under `suppose`: asked of a state of their own, which the edited module makes. It shares
// with the state that it comes from all that the edits don't touch, so that it costs what they change.
#pragma once

#include "scenarios/edits.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// What a question is asked under, once it is evaluated.
struct Supposition {
  std::vector<Assumed> assumed;    // where what it assumes is written
  std::string key;                 // the edits as they are written
  std::unique_ptr<State> state;    // shares texts and values with the one it comes from
  std::vector<std::string> edits;  // as an Answer shows them
};

inline bool is_supposed(const syntax::Question& question) {
  return !question.suppose.empty() || !question.scenarios.empty();
}

// The supposition of a question. The base keeps it while it doesn't change, but may let it go when the next one is
// made. Null where there are errors, or where `status` says what stopped it. REQUIRES: is_supposed(question), and it
// compares nothing.
const Supposition* supposition(State& base, const syntax::Question& question, engine::Budget& budget,
                               Diagnostics& diagnostics, Status& status);

// Only the diagnostics of a question under edits, and of the edits. `program` is that of the state's module.
void check_supposed(State& base, const analysis::Program& program, const syntax::Question& question,
                    Diagnostics& diagnostics);
// The same of all scenarios that are stated.
void check_scenarios(State& base, const analysis::Program& program, Diagnostics& diagnostics);

}  // namespace linchpin::session
