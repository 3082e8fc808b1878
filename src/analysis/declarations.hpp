// What a module declares, and what it gives meaning to by stating it.
#pragma once

#include "analysis/context.hpp"
#include "analysis/levels.hpp"

namespace linchpin::analysis {

// Sorts, entities and their membership facts, predicates. REQUIRES: the target is a program.
void declare(Context& context, Program& program, const knowledge::Module& module);

// Claims, sources, levels, trust: what they name exists, and is declared once. Gives the program its levels and those
// of its claims. Adds claimed/4, cites/5 and says/3. REQUIRES: `declare` and `define` are done.
void check_claims(Context& context, Program& program, const knowledge::Module& module);

// Scenarios: each is stated once, those that they extend exist and extend one another in no circle, and the levels and
// sources that they name are declared. What their edits do is for `scenarios` to say.
void check_scenarios(Context& context, const knowledge::Module& module, Levels& levels,
                     const std::vector<std::string>& sources);

// Marks every predicate that is stated, defined or imported as known, and reports clauses for what takes none:
// builtins, sorts, provided relations, keywords, other arities of a declared name. Returns for each of module.clauses
// whether its head is sound. Adds predicate_info/2.
std::vector<bool> define(Context& context, Program& program, const knowledge::Module& module);
// Whether a clause with this head may be stated; reports it otherwise.
bool check_stated(Context& context, const syntax::Atom& head);

}  // namespace linchpin::analysis
