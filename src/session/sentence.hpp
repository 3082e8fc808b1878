// Rows in words: as the sentences of predicates, functors and entities have them, and as the language writes them.
#pragma once

#include "explain/goal.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// A row of a declared predicate as its sentence; empty where the declaration has none. In it an entity reads as its
// display name, a term as its functor's declaration says, and any other name as its words; a sort needs no sentence.
std::string sentence(const State& state, analysis::PredicateId predicate, std::span<const Value> row);

// The same of arguments in words.
std::string sentence(const State& state, analysis::PredicateId predicate, const std::vector<std::string>& parts);

// The same of a fact that is known in part: what is open reads as its variable, or as "something", "some actor".
std::string sentence(const State& state, const explain::Goal& goal);

// A comparison or the like, of which the variables have these values.
std::string sentence(State& state, std::string_view condition,
                     const std::vector<std::pair<std::string, Value>>& values);

// A row as the language writes it; of a part of a predicate's meaning as a row of that predicate.
std::string fact_text(const State& state, analysis::PredicateId predicate, std::span<const Value> row);

// A value as it stands in a sentence.
std::string shown(const State& state, Value value);

}  // namespace linchpin::session
