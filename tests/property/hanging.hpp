// Whether an answer hangs on what `linchpins of` and `why all` say: against taking claims out, one after another and in
// pairs, and asking again.
#pragma once

#include "disagreement.hpp"
#include "linchpin.hpp"

namespace linchpin::property {

struct Hanging {
  int answers = 0;  // looked at
  int singles = 0;  // claims that alone break an answer
  int beside = 0;   // of these, how many are in no support of it
  int lower = 0;    // claims that alone lower a level
  int sets = 0;     // larger sets that break an answer
  int paired = 0;   // answers of which all pairs of claims were tried
  int supports = 0;
};

// `question`: without its keyword. `monotone`: the program has neither `not` nor exceptions, aggregates and best
// values. Nothing is compared where the program has no answer without one of its claims.
std::optional<Disagreement> check_hanging(Session& session, const std::string& question, bool monotone, Hanging& tally);

}  // namespace linchpin::property
