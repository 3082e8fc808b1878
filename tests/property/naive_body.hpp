// Which bindings make a rule's body true, found by trying tuple after tuple for each literal in turn.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "naive_rule.hpp"
#include "naive_value.hpp"

namespace linchpin::naive {

using Binding = std::map<std::string, Value>;

// Where an atom stands.
enum class Place : std::uint8_t { body, negated, aggregate };

// What the atoms of a body hold of.
class Tuples {
 public:
  using Visit = std::function<void(const Tuple&)>;
  virtual ~Tuples() = default;
  // Visits, of the atom's predicate, at least the tuples that fit the atom under this binding.
  virtual void each(const syntax::Atom& atom, const Binding& binding, Place place, const Visit& visit) const = 0;
  // Where tuples are seen in more than one way, an aggregate has a value only if it finds the same elements in the
  // other way, too. Null: there is one way.
  virtual const Tuples* other_way() const { return nullptr; }
  // Called when it finds others; may throw.
  virtual void differs() const {}
};

// REQUIRES: every variable of the term is bound, and the term is no aggregate.
Value value(const syntax::Term& term, const Binding& binding);

// The values of the atom's first arguments, as far as they are known: the tuples that fit it begin with these.
Tuple known_beginning(const syntax::Atom& atom, const Binding& binding);

// Visits those elements of a set of tuples, or of a map from them, whose tuples begin so.
template <class Tuples, class Visit>
void each_that_begins(const Tuples& tuples, const Tuple& beginning, const Visit& visit) {
  const auto tuple_of = [](const auto& element) -> const Tuple& {
    if constexpr (requires { element.first; }) {
      return element.first;
    } else {
      return element;
    }
  };
  for (auto at = tuples.lower_bound(beginning); at != tuples.end(); ++at) {
    if (!std::equal(beginning.begin(), beginning.end(), tuple_of(*at).begin())) return;
    visit(*at);
  }
}

// Whether the tuples have the patterns' forms with the same values for the variables of both.
bool fit_together(const std::vector<syntax::Term>& pattern, const Tuple& tuple,
                  const std::vector<syntax::Term>& other_pattern, const Tuple& other);

// Calls `found` for every way in which the body holds; inside that call, and inside the visits around it, the tuples of
// the body's positive atoms are those being visited. REQUIRES: the rule comes from `prepare`.
void solve(const Rule& rule, const Tuples& tuples, const std::function<void(const Binding&)>& found);

}  // namespace linchpin::naive
