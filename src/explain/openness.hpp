// Which predicates a program leaves open, and what further facts of these can bring about and undo.
//
// Open are those that `assumable` names, denials included. Where there is no such statement, those that bodies ask for
// and no rule concludes. Neither are sorts open, nor what the claims themselves tell.
#pragma once

#include <vector>

#include "analysis/program.hpp"

namespace linchpin::explain {

struct Openness {
  // `question`: what it asks for is asked for by a body, too.
  Openness(const analysis::Program& program, const analysis::Rule& question);

  // By predicate:
  std::vector<bool> open;
  std::vector<bool> within_reach;  // open, or concluded, perhaps by way of others, from what is
  std::vector<bool> varies;        // what holds of it depends on open predicates in any way
  std::vector<bool> fades;         // what holds of it may fail once more of open predicates does
};

}  // namespace linchpin::explain
