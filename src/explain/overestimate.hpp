// All that could hold without some of the claims: the fixpoint of the program's rules with every `not` left out, from
// what holds now. Taking clauses out makes less of it, whatever that lets through elsewhere.
//
// It bounds no predicate whose values may come out differently: those of aggregates, of `min` and `max` arguments, of
// what is computed and may fail, and all that depend on these.
#pragma once

#include <memory>
#include <vector>

#include "explain/world.hpp"

namespace linchpin::explain {

class Overestimate {
 public:
  explicit Overestimate(const World& world);

  // Whether all that could hold of the predicate is among the rows of `world()`.
  bool bounds(analysis::PredicateId predicate) const { return bounded_[predicate]; }
  // The program's predicates with these rows. Where they are too many to be worked out, none is bounded, and these are
  // the rows that hold.
  const World& world() const { return *world_; }

 private:
  std::shared_ptr<const analysis::Program> relaxed(const analysis::Program& program);

  std::vector<bool> bounded_;
  std::unique_ptr<engine::Engine> engine_;
  std::shared_ptr<const analysis::Program> program_;
  std::unique_ptr<World> world_;
};

}  // namespace linchpin::explain
