// Which bindings make a rule's body true, found by trying tuple after tuple for each literal in turn.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "naive_rule.hpp"
#include "naive_value.hpp"

namespace linchpin::naive {

using Binding = std::map<std::string, Value>;

// What the atoms of a body hold of.
class Tuples {
 public:
  using Visit = std::function<void(const Tuple&)>;
  virtual ~Tuples() = default;
  // Visits, of the atom's predicate, at least the tuples that fit the atom under this binding. `finished`: the atom
  // stands under `not` or inside an aggregate.
  virtual void each(const syntax::Atom& atom, const Binding& binding, bool finished, const Visit& visit) const = 0;
};

// REQUIRES: every variable of the term is bound, and the term is no aggregate.
Value value(const syntax::Term& term, const Binding& binding);

// Calls `found` for every way in which the body holds; inside that call, and inside the visits around it, the tuples of
// the body's positive atoms are those being visited. REQUIRES: the rule comes from `prepare`.
void solve(const Rule& rule, const Tuples& tuples, const std::function<void(const Binding&)>& found);

}  // namespace linchpin::naive
