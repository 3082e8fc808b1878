// `why not`: what is missing for what was asked, or what stands against it, in the terms of what the user wrote.
//
// What does not hold is a goal: a fact, or one that is known in part. Below it stand the clauses that would give it,
// the nearest first (near_miss.hpp), each with the literals that are missing; a missing fact is a goal in turn, down to
// what nothing states. Where something speaks for a goal and it does not hold all the same, what speaks against it
// stands there, with its proof.
//
// Everything said can be checked: what is missing does not hold, what stands in the way does, and a condition that is
// called false is. It depends on what is stated alone, not on the order in which it came.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "explain/near_miss.hpp"
#include "explain/proof.hpp"

namespace linchpin::explain {

// What may have been meant, or is known beside a goal.
struct Remark {
  enum class Kind : std::uint8_t {
    nowhere,    // `value` occurs in no fact that is stated or follows
    not_there,  // `value` is never argument `argument` of the predicate
    swapped,    // `fact` holds, with two arguments exchanged
    similar,    // `fact` holds, with another value for argument `argument`
    better,     // `fact` holds, with a better value for its `min` or `max` argument
    said,       // the clause `origin` says it, and nobody on whose word it is is trusted
    assumed,    // the scenario `name` assumes it
    ruled,      // the rule `origin` concludes such things, and nobody on whose word it is is trusted
  };
  Kind kind = Kind::nowhere;
  Value value;
  std::size_t argument = 0;
  std::string near;  // of a value: what may have been meant; empty if nothing is near
  Fact fact;
  knowledge::Origin origin;
  std::string name;
};

struct Shortfall {
  enum class Kind : std::uint8_t {
    // A goal:
    missing,     // nothing states it, and no rule concludes such a thing
    underived,   // rules conclude such things, and none of them applies; or none could
    defeated,    // something speaks for it, and does not prevail
    undecided,   // it is neither true nor false
    lower,       // it holds at a lower level than asked for: `proof`
    unfit,       // it holds of others, of which none fits the rest
    circular,    // it is what is being explained: it would rest on itself
    unexplored,  // bounds were reached before it was looked into
    // A clause:
    rule,            // would give the goal above it; below are its literals
    question,        // what was asked
    speaks_for,      // a clause that applies, of a goal that is defeated; `proof` of what it rests on
    speaks_against,  // a clause for `goal`, a contrary, that applies
    // A literal:
    held,       // it holds, of these values
    untold,     // it can't be told before what is missing is there
    blocked,    // a `not`, of which the contrary holds: `proof`
    condition,  // a comparison or builtin that is false
    denied,     // an edit of what is supposed denies `goal`, whatever the clause says
    aggregate,  // the value is another: `value`
    // Beside a goal:
    contrary,  // `goal`, which can't be so at the same time, holds: `proof`
  };
  Kind kind = Kind::missing;
  Goal goal;         // of a goal; of what is against it; of `held` and `blocked` where it is a fact
  std::string text;  // of a literal: as written, with values for its variables
  Level level = 0;   // of `lower`, `speaks_for`, `speaks_against` and `contrary`
  knowledge::Origin origin;
  std::vector<std::size_t> below;
  std::optional<std::size_t> proof;                   // of WhyNot::proofs
  std::vector<std::pair<std::string, Value>> values;  // of a rule's variables
  std::size_t lacks = 0;                              // of a rule: how many literals
  std::uint64_t choices = 1;                          // of a rule: how many bindings miss as little
  bool more_choices = false;                          // too many to be counted
  std::vector<std::string> choice;                    // some of them
  std::optional<Value> value;                         // of an aggregate; nothing where there is no row
  // Of a goal: rules not shown, or, where it is missing, those that conclude other such things; of `unfit`: the facts
  // that hold; of `blocked`, `defeated` and `lower`: those that hold, are contested or are lower besides.
  std::uint64_t others = 0;
  std::vector<knowledge::ClaimIndex> overridden_by;  // of `speaks_against`
  std::vector<Remark> remarks;
};

struct WhyNot {
  std::vector<Shortfall> nodes;  // what is below comes before what is above; what is needed twice is there once
  std::size_t root = 0;
  std::vector<Proof> proofs;
  bool complete = true;  // no bound on the search was reached
};

// REQUIRES: the question has no answer at `query.lowest` or above. Throws as the engine does.
WhyNot why_not(const World& world, const analysis::Query& query);

}  // namespace linchpin::explain
