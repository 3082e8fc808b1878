// Whether what was derived, in the order in which it was, can be proved from the program as it is written.
//
// Every row of every relation has the step in which it came. For each row there must be an instance of one of the
// program's own rules
// - with this row as its head,
// - whose positive atoms all match rows of smaller steps,
// - whose comparisons and builtins hold, and whose negations and aggregates hold of the relations as they are in the
//   end, all of whose rows have smaller steps, too.
// A fact is a rule without a body: it may come in any step. With such an instance for every row, proofs can be found
// for every tuple, and end, as each goes down in steps only. And nothing may be missing: the head of every instance of
// rows that hold in the end must hold.
//
// A `min` or `max` argument: a better value is a new row, and the one before it is superseded from then on. What came
// up to then may rest on the superseded row alone: by `wide(Z, min(D, W)) :- wide(Y, D), road(Y, Z, W)`, max, the row
// wide(b, 5) may come from wide(a, 7); when wide(a, 9) comes later, it leads to nothing better for b, and to wide(b, 5)
// only by a row younger than that. So within a component of mutually recursive predicates a superseded row supports
// rows up to the step of the better one, and needs support of its own: a proof may go through it. Rules of other
// components read their input when it is complete, so only what holds in the end supports theirs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "disagreement.hpp"
#include "naive.hpp"
#include "text.hpp"

namespace linchpin::property {

struct Row {
  static constexpr std::uint64_t kNever = ~std::uint64_t{0};

  naive::Tuple tuple;
  std::uint64_t step = 0;
  std::uint64_t superseded = kNever;  // in which step a better row came
  int level = 0;

  bool holds() const { return superseded == kNever; }
  friend bool operator==(const Row&, const Row&) = default;
};

// Each relation's rows in the order of their tuples, without duplicates.
using Derived = std::map<naive::Signature, std::vector<Row>>;

// Throws as naive::evaluate does.
std::optional<Disagreement> check_order(const Program& program, const Derived& derived);

}  // namespace linchpin::property
