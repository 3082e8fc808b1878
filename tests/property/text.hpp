// Programs between text and tree, for the property tests.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::property {

using Program = std::vector<syntax::Statement>;

// Throws std::runtime_error with the diagnostics when there is an error.
Program parse(const std::string& text);

// Visits every clause, those of claims too.
template <class Statements, class Visit>
void each_clause(Statements&& program, const Visit& visit) {
  for (auto& s : program) {
    if (auto* clause = std::get_if<syntax::Clause>(&s.body)) {
      visit(*clause);
    } else if (auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) {
      for (auto& inside : claim->clauses) visit(inside);
    }
  }
}

// A tree of its own: aggregates' bodies are not shared with the original.
syntax::Statement copy(const syntax::Statement& statement);
Program copy(const Program& program);

std::string print(const Program& program);  // one statement a line

// The statement with its variables numbered in order of appearance: equal for statements that differ in names only, as
// `retract` sees them.
std::string canonical(const syntax::Statement& statement);

}  // namespace linchpin::property
