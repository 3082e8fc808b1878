// An independent checker of proofs: takes a proof as `why` writes it in JSON and the program's text, and shares nothing
// with what finds proofs but the parser.
//
// A proof is right if
//   each node is what a clause of the program gives, as cited: a statement of the fact, or a rule that, under one
//   binding, has the premises for its body (step.hpp), with its conditions true and what is negated absent;
//   the level of each is the lowest of its clause's and its premises', and the best at which the fact holds;
//   what speaks against a fact is told in full, and is overridden as told, or the fact is definite;
//   nothing rests on itself;
//   and the whole is a proof of the answer, with its speakers and weakest links.
// What holds at which level is known from the plain reasoner (truth.hpp).
#pragma once

#include <optional>

#include "proof_tree.hpp"

namespace linchpin::check {

// An answer to a question.
// NOLINTNEXTLINE(bugprone-exception-escape): the library's json asserts when it moves
struct Asked {
  std::vector<syntax::Literal> body;  // arguments in their places
  std::vector<std::string> columns;
  Json row;           // the values by column, as in JSON
  std::string level;  // of the answer
  int lowest = 0;     // the level of `at least`; else the lowest
};

// What is wrong with a proof of the answer.
std::optional<std::string> fault(const Json& proof, const Asked& asked, const Truth& truth);

}  // namespace linchpin::check
