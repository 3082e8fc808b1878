// Bodies in disjunctive normal form, and what they bind.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "convert/souffle.hpp"

namespace linchpin::convert {

// A rule with one head and a conjunction for its body: atoms and comparisons, of which atoms and tests may be negated.
struct Rule {
  Span span;
  Atom head;
  std::vector<Formula> body;
  bool is_fact = false;
};

using Conjunction = std::vector<Formula>;

// The alternatives of a formula, each a conjunction; none of `false`, and an empty one of `true`. A negation goes
// inwards as in Souffle: `!(a, b)` is `!a; !b`, and `!(x < y)` is `x >= y`.
std::vector<Conjunction> alternatives(const Formula& formula, bool negated = false);

// The variables that a conjunction binds, with those `given`: by an atom, unless `passed_over` holds of its relation,
// or by `=` with what is bound. An aggregate has a value whatever it goes over.
std::set<std::string> bound_variables(const Conjunction& body, std::set<std::string> given = {},
                                      const std::function<bool(const std::string&)>& passed_over = {});

// Calls `visit` for each variable, in order, `_` left out; it may put something else in the variable's place.
using OnVariable = std::function<void(Argument& variable)>;
void each_variable(Argument& argument, const OnVariable& visit, bool in_aggregates = true);
void each_variable(Atom& atom, const OnVariable& visit, bool in_aggregates = true);
void each_variable(Formula& formula, const OnVariable& visit, bool in_aggregates = true);

}  // namespace linchpin::convert
