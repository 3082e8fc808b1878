// A state as explanations read it.
#pragma once

#include "explain/world.hpp"
#include "session/state.hpp"

namespace linchpin::session {

inline explain::World world_of(State& state, engine::Budget& budget) {
  return {
      *state.program,
      state.module,
      state.sources,
      state.engine,
      state.pool,
      budget,
      [of = &state](analysis::PredicateId predicate, const auto& visit) { of->each_imported_row(predicate, visit); }};
}

}  // namespace linchpin::session
