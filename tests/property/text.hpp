// Programs between text and tree, for the property tests.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::property {

using Program = std::vector<syntax::Statement>;

// Throws std::runtime_error with the diagnostics when there is an error.
Program parse(const std::string& text);

// A tree of its own: aggregates' bodies are not shared with the original.
syntax::Statement copy(const syntax::Statement& statement);
Program copy(const Program& program);

std::string print(const Program& program);  // one statement a line

// The statement with its variables numbered in order of appearance: equal for statements that differ in names only, as
// `retract` sees them.
std::string canonical(const syntax::Statement& statement);

}  // namespace linchpin::property
