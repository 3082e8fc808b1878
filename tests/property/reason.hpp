// The meaning of a program with claims, levels, exceptions and negation in cycles, computed straight from its
// definition: nothing is compiled into other rules.
//
//   For each component of mutually dependent predicates, lowest first (what can be attacked depends on its contraries):
//     truth:  what surely holds and what possibly does, each the least fixpoint against the other's negations, until
//             neither changes; what possibly but not surely holds is undecided;
//     levels: from the highest down, what the clauses at that level or above derive, once more, where `not` and
//             attacks are looked up in the finished truth.
//
//   Of what can be attacked, that is, of a predicate that depends on a `normally` clause and has contraries:
//     applicable(r)  the body of r holds
//     definite(q)    by clauses without exceptions from definite premises
//     beaten(s)      some applicable t with head q has a claim that overrides that of s
//     holds(q)       definite(q); or a clause for q is applicable, no contrary of q is definite, and every applicable
//                    clause for a contrary of q is beaten
//
// Knows what `reason_flat.hpp` and `naive.hpp` know. Where the definition leaves open what holds of a predicate with a
// `min` or `max` argument, the program is Invalid: over undecided tuples; under attack; and where its rows depend on
// what can be attacked and a conclusion could be definite by them.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "naive.hpp"

namespace linchpin::naive {

struct Conclusions {
  std::vector<std::string> levels;                      // highest first
  std::map<Signature, std::map<Tuple, int>> holds;      // with the level; every predicate that occurs, empty ones too
  std::map<Signature, std::map<Tuple, int>> definite;   // of what can be attacked: what holds by itself, likewise
  std::map<Signature, std::set<Tuple>> undecided;       // every predicate, as above
  std::map<Signature, std::set<Tuple>> blocked;         // an applicable clause, and yet neither true nor undecided
  std::map<Signature, std::set<Tuple>> held_by_a_team;  // every attack beaten, by no one clause alone
};

// Throws Invalid when the program has an error at load, EvaluationError when it has none of the values it asks for: an
// aggregate over undecided tuples, too.
Conclusions reason(const std::vector<syntax::Statement>& program);

}  // namespace linchpin::naive
