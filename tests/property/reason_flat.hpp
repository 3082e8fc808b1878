// A program with claims made flat: what of it holds in the world at all, each clause with its level.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "naive.hpp"

namespace linchpin::naive {

// What a clause rests on.
struct Ground {
  int level = 0;  // 0 is the highest
  bool normally = false;
  bool spoken = false;  // its claim names a speaker by `by`
  std::string claim;    // empty outside claims
};

struct Flat {
  std::vector<std::string> levels;         // highest first
  std::vector<syntax::Statement> program;  // clauses without `normally`, and declarations; the rows of `says` are facts
  std::vector<Ground> grounds;             // by statement of `program`
  std::set<std::pair<std::string, std::string>> overrides;        // winner, loser
  std::vector<std::pair<syntax::Atom, syntax::Atom>> contraries;  // each pair of an `incompatible`
};

// Throws Invalid on a name that is not declared, a repetition that is none, a cycle of `overrides`.
Flat flatten(const std::vector<syntax::Statement>& program);

// The clauses at this level or above.
std::vector<syntax::Statement> cut(const Flat& flat, int level);

}  // namespace linchpin::naive
