// A proof of a fact, as plain data.
//
// A proof is a tree of facts, each given by a statement of it or by an instance of a rule whose premises have proofs in
// turn; no fact stands above itself. Here a subproof that is needed more than once is one node, so the tree is a graph
// without circles.
//
// The best proof of a fact is the one in which
//   1. every fact is proved at its own level: the highest weakest link that any of its proofs has;
//   2. then every fact has the least height that leaves: 0 for a statement, else one more than the highest premise;
//   3. then the clause that comes first in the files, statements before rules;
//   4. then the instance whose bindings come first in value order, variable by variable.
// So it is a property of what is stated, whatever the engine's threads and paths, and in whichever order facts came. A
// fact is explained in the same way wherever it stands. (Taking a lower level for a premise because the whole is at no
// higher one could make a proof less high; but it would tell of the premise less than is known.)
//
// Heights count what the user wrote. What analysis makes of a clause with exceptions, or of an aggregate, is told in
// the user's terms, and counts nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "explain/goal.hpp"

namespace linchpin::explain {

using analysis::Level;
using NodeId = std::uint32_t;

// A clause that speaks for a contrary of the fact, and what lets the fact hold against it.
struct Objection {
  Fact contrary;
  knowledge::Origin clause;
  Level level = 0;                                   // of what it supports
  std::vector<knowledge::ClaimIndex> overridden_by;  // claims that speak for the fact; empty: the fact is definite
  bool holds = false;                                // the contrary holds as well: a contradiction
};

struct Node {
  enum class Kind : std::uint8_t {
    stated,     // by the clause `origin`
    imported,   // from the table that `origin` names
    provided,   // told by the claims themselves: claimed, cites, says, predicate_info
    rule,       // by an instance of the rule `origin`; premises in the order of its body
    aggregate,  // `text` says which; premises are those of the first rows
    condition,  // a comparison or builtin, as `text`; its variables are replaced by their values
    absent,     // a `not`, as `text`
    undecided,  // what was asked, as `text`, is neither true nor false, so it has no proof
    // The fact holds, and no proof was found, so the whole is not complete. Where values of `min` or `max` arguments go
    // round in a circle, what holds may have come from a value that a better one has replaced.
    unknown,
    question,  // the conjunction that was asked; premises in its order
  };
  Kind kind = Kind::stated;
  Fact fact;                 // of `condition`, `absent` and `question` empty
  Level level = 0;           // of the fact
  Level clause_level = 0;    // of the clause alone
  knowledge::Origin origin;  // of `condition` and `absent`: the literal
  std::string text;
  std::optional<Goal> denied;                         // of `absent`: what there is not, if the user's own predicate
  std::vector<std::pair<std::string, Value>> values;  // of `condition`: of the variables of its clause
  std::vector<NodeId> premises;
  std::vector<Objection> objections;  // of a fact that is weighed against contraries
  bool definite = false;              // of such a fact: it holds whatever the objections
  bool best = false;                  // of a fact with a `min` or `max` argument: there is none better
  std::uint64_t rows = 0, shown = 0;  // of an aggregate: how many rows it goes over, and of how many premises are given
};

struct Proof {
  std::vector<Node> nodes;  // premises before what rests on them
  NodeId root = 0;
  std::uint32_t height = 0;
  // Whether it is the best one. The slice of a fact (the facts and instances that its proofs may be made of) can be too
  // large to be looked through; then it is a proof in which the level is the highest one, and the height need not be
  // the least.
  bool complete = true;
  // The clauses at the level of the whole, where that is not the highest: nodes, in the order of the files.
  std::vector<NodeId> weakest;
};

}  // namespace linchpin::explain
