// Clauses with exceptions, compiled to plain rules: `normally`, `overrides`, `incompatible`.
//
// Source: defeasible logic with ambiguity blocking and team defeat, as in Antoniou, Billington, Governatori, Maher,
// "Representation results for defeasible logic", 2001; with the well-founded reading of Maher and Governatori, "A
// semantic decomposition of defeasible logics", 1999. For a predicate q that is weighed against its contraries c:
//
//   supported_g(X) :- BODY.                        each clause of q, of the group g
//   definite(X)    :- DEFINITE BODY.               strict clauses alone, from definite premises alone
//   q(X) :- definite(X).
//   q(X) :- supported(X), not c's definite(X), clear_s(X), ...       for each group s of a contrary
//   clear_s(X) :- supported(X), not c's supported_s(X).
//   clear_s(X) :- supported_t(X).                  each group t of q whose claim overrides that of s
//
// What is clear is at the highest level: how sure a defender is does not matter to what it defends.
//
// A group is a claim that `overrides` names, or all other clauses together. A predicate is weighed if it depends on a
// `normally` clause, through bodies or contraries, and a contrary of it has a clause. All others stay as they are:
// without a contrary, a clause that holds normally holds.
#pragma once

#include "analysis/context.hpp"

namespace linchpin::analysis {

// Reads `incompatible` and `overrides`: names, places, circles.
struct Precedence {
  std::vector<std::vector<knowledge::ClaimIndex>> losers;  // by ClaimIndex: the claims it overrides
  std::vector<bool> named;                                 // by ClaimIndex: takes part in an `overrides`
  bool overrides(knowledge::ClaimIndex winner, knowledge::ClaimIndex loser) const;
};
Precedence read_precedence(Context& context, const knowledge::Module& module);
void read_contraries(Context& context, Program& program, const knowledge::Module& module);

// Replaces the rules and facts of weighed predicates. REQUIRES: no error so far.
void compile_defeat(Context& context, Program& program, const knowledge::Module& module, const Precedence& precedence);

}  // namespace linchpin::analysis
