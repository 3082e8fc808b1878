// Answers to questions, from the relations at their fixpoint.
#pragma once

#include "session/state.hpp"

namespace linchpin::session {

// The answer without its question's text and place. Errors are put into `diagnostics`.
Answer answer(State& state, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics);

// Only the diagnostics of a question to the program.
void check(State& state, const analysis::Program& program, const syntax::Question& question, Diagnostics& diagnostics);

Datum datum(const Pool& pool, Value value);

// A row of a declared predicate as its sentence, with the entities' display names; empty without a template.
std::string sentence(const State& state, analysis::PredicateId predicate, std::span<const Value> row);
// The same of arguments as they are to be shown.
std::string sentence(const State& state, analysis::PredicateId predicate, const std::vector<std::string>& shown);
// A value as sentences show it.
std::string display_name(const State& state, Value value);

}  // namespace linchpin::session
