// Syntax to program: every check that needs no evaluation.
#pragma once

#include <string>
#include <vector>

#include "analysis/program.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::analysis {

struct Options {
  bool strict = false;         // also warn of undeclared predicates and unused claims
  bool list_speakers = false;  // warn of speakers who are quoted and not said to be trusted or not
  // What the module is an edit of: a predicate that is known there is known here, though all its clauses be gone.
  const Program* edit_of = nullptr;
  const knowledge::Module* edited = nullptr;  // that program's module: tables that are the same have been checked
};

// Checks all of `module` and returns the program. With errors in `diagnostics` the program must not be evaluated.
Program analyse(const knowledge::Module& module, Signatures& signatures, Pool& pool, Diagnostics& diagnostics,
                const Options& options = {});

// A question over a program: rules of its own, evaluated above the program's strata, and how to show the answers.
struct Query {
  std::vector<Predicate> predicates;  // by PredicateId - program.predicates.size(): internal, for this question only
  std::vector<Aggregation> aggregations;  // in order of evaluation, with `rules` of inner aggregates and negations
  std::vector<Rule> rules;                // auxiliary ones
  std::vector<Stratum> strata;            // of the above and `answer`, which is the last rule
  PredicateId answer = 0;                 // its arguments are `columns`
  std::optional<PredicateId> possible;    // the same of what is true or undecided, where something may be
  std::vector<std::string> columns;       // the variables asked for, in order of appearance (or as `find` lists them)
  struct Key {
    std::uint32_t column = 0;
    bool descending = false;
  };
  std::vector<Key> order;
  std::optional<std::uint64_t> limit;
  Level lowest = kOutside - 1;  // `at least LEVEL`
  bool one_pass = false;        // the answers' own levels don't matter: all are said to be at `lowest`
  // A question that is one positive or denied ground atom: both sides, to tell `denied` and `both` from `not stated`.
  std::optional<GroundFact> holds, contrary;
};

// Of a question under `suppose` or in a scenario: the program is that of the edited module.
std::optional<Query> analyse(const syntax::Question& question, const Program& program, const Signatures& signatures,
                             Pool& pool, Diagnostics& diagnostics);

// A literal or rule as a person reads it, for listings and messages.
std::string print(const Literal& literal, const Rule& rule, const Program& program, const Pool& pool);
std::string print(const Rule& rule, const Program& program, const Pool& pool);
std::string print(const Program& program, const Pool& pool);

}  // namespace linchpin::analysis
