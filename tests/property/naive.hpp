// The meaning of a program, computed in the plainest way: for checking the engine against, and by eye against
// docs/language.md.
//
//   For each component of mutually dependent predicates, lowest first:
//     repeat: derive every head of every rule from what holds now, by trying every tuple for every literal
//     until nothing new comes.
//
// Knows facts, rules, sorts with their entities, and `predicate` declarations (of which only `min` and `max` matter
// here).
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "naive_builtins.hpp"
#include "naive_value.hpp"
#include "syntax/ast.hpp"

namespace linchpin::naive {

// p/2 and -p/2 are two relations.
struct Signature {
  std::string name;
  std::size_t arity = 0;
  bool denied = false;
  friend auto operator<=>(const Signature&, const Signature&) = default;
};
Signature signature(const syntax::Atom& atom);
std::string print(const Signature& signature);  // -p/2

using Database = std::map<Signature, std::set<Tuple>>;

// Not a program with a meaning: unsafe, not stratified, or too large to be worked out plainly (without end, perhaps).
inline constexpr const char* kTooLarge = "more tuples than the bound";
struct Invalid : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Result {
  Database relations;       // every predicate that occurs, empty ones too
  std::vector<bool> fired;  // by statement: a clause that derived something
  std::size_t tuples = 0;   // derived by rules, facts apart
  std::size_t rounds = 0;   // most rounds that a recursive component took, the last without gain not counted
};

// Throws Invalid or EvaluationError.
Result evaluate(const std::vector<syntax::Statement>& program);

// The named variables outside aggregates, in order of appearance: the columns of a question of this body.
std::vector<std::string> question_variables(const std::vector<syntax::Literal>& body);

}  // namespace linchpin::naive
