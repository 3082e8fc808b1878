// Recursion that goes on at one end only, as that of reachability: from given arguments it needs no pairs.
//
// Let some arguments of p be given and the others free. In each rule of p that is recursive, let there be an atom
// `left` of p with the head's given arguments, or an atom `right` of p with the head's free arguments, or both, and let
// the rest join only the other ends:
//
//   p(B, F) :- p(B, Z), rest(Z, W), p(W, F).
//
// Then whatever is reached from the given arguments by the steps to W has for its free arguments some that belong to
// the given ones, too; so it is enough to know what is `reached`, and the free arguments `derived` from it:
//
//   reached(b).   reached(W) :- derived(Z), rest(Z, W).   derived(F) :- reached(B), body(B, F).
#pragma once

#include <optional>
#include <vector>

#include "analysis/program.hpp"

namespace linchpin::analysis {

struct Link {
  const Rule* rule = nullptr;
  std::optional<Literal> left, right;
  std::vector<Literal> rest;
  bool needs_bound = false;  // of a rule without `right`: it says something of the given arguments
};

// The rules of a predicate in that form, with `bound` telling which arguments are given; none if some are not of it.
std::optional<std::vector<Link>> links_of(PredicateId predicate, const std::vector<bool>& bound,
                                          const std::vector<const Rule*>& rules);

// Whether one leads on from the given arguments to others.
bool goes_on(const std::vector<Link>& links);

// Puts the values in the place of the given arguments, all through the rule's rest; false where the rule does not apply
// to them. `needs_bound` stays where a literal of the rest says by itself what such an argument is. REQUIRES: !goes_on.
bool put_in(Link& link, const std::vector<bool>& bound, const std::vector<Value>& from);

struct Chain {
  PredicateId of = 0;
  std::vector<bool> bound;
  std::vector<Value> from;  // the arguments given
  PredicateId reached = 0, derived = 0;

  std::vector<Operand> bound_args(const std::vector<Operand>& args) const { return args_where(args, true); }
  std::vector<Operand> free_args(const std::vector<Operand>& args) const { return args_where(args, false); }

 private:
  std::vector<Operand> args_where(const std::vector<Operand>& args, bool is_bound) const {
    std::vector<Operand> out;
    for (std::size_t i = 0; i < args.size(); ++i) {
      if (bound[i] == is_bound) out.push_back(args[i]);
    }
    return out;
  }
};

}  // namespace linchpin::analysis
