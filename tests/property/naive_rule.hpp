// Rules made ready for plain evaluation: what is computed stands in literals of its own, and literals stand in an order
// in which each finds its variables bound.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "naive.hpp"

namespace linchpin::naive {

// The body's literals, in an order of evaluation:
// - a positive literal holds no `_` (each is a variable of its own) and its atom no operation, call or aggregate;
// - an aggregate stands on the right of a comparison, its own body made ready in the same way;
// - the right side of a comparison has its variables bound by literals before it; so has the left, but for `=`.
struct Rule {
  std::size_t statement = 0;  // its number in the program
  syntax::Atom head;
  Signature head_signature;
  std::vector<syntax::Literal> body;
  std::set<Signature> mentioned;   // head and body, aggregates' bodies too
  std::set<Signature> needed;      // positive literals of the body
  std::set<Signature> finished;    // under `not` or inside an aggregate: must be complete before the rule is used
  std::set<Signature> aggregated;  // inside an aggregate
  std::vector<syntax::Atom> finished_atoms;  // the atoms of these
};

// Throws Invalid when a variable is not bound.
Rule prepare(const syntax::Clause& clause, std::size_t statement);

// The `min` or `max` argument of a predicate: of the tuples that agree in all others only the best one stays.
struct Best {
  bool least = true;
  std::size_t argument = 0;

  Tuple key(Tuple tuple) const;                              // without that argument
  bool better(const Tuple& tuple, const Tuple& than) const;  // equals are not
};

// A whole program. An entity is a fact of its sorts and of all sorts above them.
struct RuleBook {
  std::vector<Rule> rules;  // facts too
  std::map<Signature, Best> best;
};

// Throws Invalid as above, and on a statement that is not known here (see naive.hpp).
RuleBook prepare(const std::vector<syntax::Statement>& program);

// Whether a term is computed: an operation or a builtin function's call.
bool is_call(const syntax::Term& term);

// What each predicate reads; all predicates have an entry.
using Dependencies = std::map<Signature, std::set<Signature>>;
Dependencies dependencies(const std::vector<Rule>& rules);

// Sets of mutually dependent predicates, each after those it depends on.
std::vector<std::set<Signature>> components(Dependencies dependencies);
// The same; throws Invalid when a rule needs a predicate of its own component finished.
std::vector<std::set<Signature>> components(const std::vector<Rule>& rules);
bool is_recursive(const std::vector<Rule>& rules, const std::set<Signature>& component);

}  // namespace linchpin::naive
