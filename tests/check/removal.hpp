// Taking statements out of a base.
#pragma once

#include <algorithm>
#include <string>

#include "reading.hpp"

namespace linchpin::check {

// Facts and rules, those of claims too.
template <class Test>
void remove_clauses(Statements& program, const Test& test) {
  std::erase_if(program, [&](const syntax::Statement& s) {
    const auto* clause = std::get_if<syntax::Clause>(&s.body);
    return clause != nullptr && test(*clause);
  });
  for (syntax::Statement& s : program) {
    if (auto* claim = std::get_if<syntax::ClaimDeclaration>(&s.body)) std::erase_if(claim->clauses, test);
  }
}

// A claim with its part in `overrides`, and with the claims that repeat nothing else. What repeats a repeat goes back
// to its originals.
void remove_claim(Statements& program, const std::string& id);

}  // namespace linchpin::check
