// A rule of Souffle's as a clause of Linchpin's.
#pragma once

#include "convert/bodies.hpp"
#include "convert/names.hpp"
#include "syntax/ast.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// REQUIRES: the rule's variables are in scope (scopes.hpp), and its arguments have types (types.hpp).
syntax::Clause clause(const Rule& rule, const Names& names, Diagnostics& diagnostics);

}  // namespace linchpin::convert
