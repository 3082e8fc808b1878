// A rule as an order of steps. Plans are data: they print, and another back end can run them.
//
// A step takes the bindings made so far, one row a binding, and passes on those that it extends or lets through. The
// variables it passes on are listed: what no later step needs is dropped at once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "analysis/program.hpp"

namespace linchpin::plan {

using analysis::Operand;
using analysis::PredicateId;
using analysis::VariableId;

// Which rows of a predicate an atom reads in a round of the semi-naive evaluation. `all` = `old` and `delta`.
enum class Rows : std::uint8_t { all, old, delta };

struct Key {
  std::uint32_t column = 0;
  Operand operand;  // a bound variable or a constant
};

struct Output {
  std::uint32_t column = 0;
  VariableId variable = 0;
};

// Two columns of one atom that hold the same, not yet bound, variable.
struct Same {
  std::uint32_t first = 0, second = 0;
};

// One of the atoms that bind the new variable of an `intersect` step: what a probe of it by the keys gives in the
// column.
struct Meet {
  std::uint32_t literal = 0;
  PredicateId predicate = 0;
  Rows rows = Rows::all;
  std::vector<Key> keys;  // at least one
  std::uint32_t column = 0;
};

struct Step {
  enum class Kind : std::uint8_t {
    scan,       // all rows of the atom's predicate: the first step, or a product
    distinct,   // the different values of some columns of new rows: the first step; the rows themselves come last
    probe,      // the rows that agree with the keys
    intersect,  // the values of one new variable that each of several atoms gives
    exists,     // lets through where some row agrees with the keys
    absent,     // lets through where none does
    lookup,     // an aggregate's value for a group, or its value for the empty group
    compare,    // from here on: as the literal says
    bind,       // computes a new variable
    check,      // computes, and compares with a bound variable
    build,      // makes a term
    match,      // takes a term apart
    test,
    generate,
  };
  Kind kind = Kind::scan;
  std::uint32_t literal = 0;  // index in the rule's body; intersect: of the first that it meets, as what follows
  PredicateId predicate = 0;
  Rows rows = Rows::all;
  std::vector<Key> keys;
  std::vector<Output> outputs;
  std::vector<Meet> meets;  // intersect: two or more
  std::vector<Same> same;
  std::vector<VariableId> live;  // bound and needed after this step, in ascending order
  double estimate = 0;           // rows passed on, for one run over all rows
};

struct Plan {
  static constexpr std::uint32_t kNoDelta = ~std::uint32_t{0};
  std::uint32_t delta = kNoDelta;  // the literal that reads new rows only; none: every atom reads all rows
  bool late = false;               // what can fail is computed last, see `make`
  std::vector<Step> steps;
  double cost = 0;  // rows passed on, summed over the steps
};

// What the order of joins is chosen by.
struct Statistics {
  std::function<double(PredicateId)> rows;                     // rows that hold
  std::function<double(PredicateId, std::uint32_t)> distinct;  // distinct values of a column; at least 1
  std::function<double(PredicateId)> delta_rows;               // rows of the delta
};

// Whether a way is taken by estimates, or forced by tests, `always` wherever it is possible at all.
enum class Use : std::uint8_t { choose, never, always };

struct Request {
  std::uint32_t delta = Plan::kNoDelta;
  // Builtins that can fail (overflow, division) are placed after everything that does not need their result, so that
  // an error arises only from bindings that satisfy the rest of the body, whatever the order of joins.
  bool late = false;
  Use projected = Use::choose;  // whether the delta's rows may come last, after what other literals ask of them
  Use intersect = Use::choose;  // whether atoms that bind the same new variable are met in one step
};

// An order of steps for a rule's body. Greedy by expected rows from each possible first atom, the cheapest kept; ties
// go to the order written. Atoms that bind the same new variable are met in one step, so that a cyclic join looks at no
// more values than the atom with the fewest has. Sources: the classic bound-is-easier heuristic with exact
// cardinalities; Wang, Willsey, Suciu, Free Join: Unifying Worst-Case Optimal and Traditional Joins (SIGMOD 2023).
Plan make(const analysis::Rule& rule, const Request& request, const Statistics& statistics);

// One line a step; `actual` gives the rows each step passed on, where it was run.
std::string print(const Plan& plan, const analysis::Rule& rule, const analysis::Program& program, const Pool& pool,
                  const std::vector<std::uint64_t>& actual);

}  // namespace linchpin::plan
