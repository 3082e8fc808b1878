// Whether each derived row can be proved by the rules that a program is compiled to, in the order in which rows came
// and at its level. What order.hpp does for programs as they are written, for what has claims, levels, exceptions and
// negation in cycles.
//
// For each row there must be a fact at its level or above, or an instance of a rule
// - of this level or above,
// - whose positive atoms and aggregates match rows of smaller steps, of this level or above,
// - whose comparisons hold and whose negated atoms match nothing.
// Not asked for: rows of levelless predicates, which come first and are proved at any level, but take no part in a
// proof that is told; what is possible, which is made once more after what is true; and aggregates' own rows. Rows of
// these serve in any step where they are not true ones.
#pragma once

#include <optional>
#include <vector>

#include "disagreement.hpp"
#include "session/state.hpp"

namespace linchpin::property {

struct CompiledRow {
  std::vector<Value> args;
  std::uint64_t step = 0;
  analysis::Level level = 0;
  bool dead = false;
};

using CompiledRows = std::vector<std::vector<CompiledRow>>;  // by predicate

CompiledRows compiled_rows(const session::State& state);

// REQUIRES: the rows are those of the state, or made from them.
std::optional<Disagreement> check_compiled_order(session::State& state, const CompiledRows& rows);

// Rows made wrong, one each: a level too high, a step too early. None of these may pass.
struct CompiledTampering {
  std::string how;
  CompiledRows rows;
};
std::vector<CompiledTampering> tamper_compiled(const session::State& state, const CompiledRows& rows);

}  // namespace linchpin::property
