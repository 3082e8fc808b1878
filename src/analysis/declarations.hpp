// What a module declares, and what it gives meaning to by stating it.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

// Sorts, entities and their membership facts, predicates. REQUIRES: the target is a program.
void declare(Context& context, Program& program, const knowledge::Module& module);

// Claims, sources, levels, trust: what they name exists, and is declared once. Gives the program its levels and those
// of its claims. Adds claimed/4, cites/5 and says/3. REQUIRES: `declare` and `define` are done.
void check_claims(Context& context, Program& program, const knowledge::Module& module);

// Marks every predicate that is stated, defined or imported as known, and reports clauses for what takes none:
// builtins, sorts, provided relations, keywords, other arities of a declared name. Returns for each of module.clauses
// whether its head is sound. Adds predicate_info/2.
std::vector<bool> define(Context& context, Program& program, const knowledge::Module& module);

// Parts of the language that parse but do not come to bear yet.
void report_unsupported(Context& context, const knowledge::Module& module);

}  // namespace linchpin::analysis
