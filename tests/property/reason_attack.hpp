// Which predicates and tuples are contraries, and which clauses can be attacked.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "naive_rule.hpp"
#include "reason_flat.hpp"

namespace linchpin::naive {

class Attack {
 public:
  // The rules must outlive it.
  Attack(const Flat& flat, const std::vector<Rule>& rules);

  // Depends on a `normally` clause, through bodies or contraries.
  bool is_affected(const Signature& s) const { return affected_.contains(s); }
  // The predicates, with clauses of their own, that have a contrary of some tuple of this one.
  std::set<Signature> contraries(const Signature& s) const;
  bool are_contraries(const Signature& p, const Tuple& of_p, const Signature& q, const Tuple& of_q) const;
  bool is_attackable(const Signature& s) const { return is_affected(s) && !contraries(s).empty(); }
  // Whether the rule supports its head definitely when its premises are definite. Only where that matters: of what is
  // affected.
  bool may_be_definite(std::size_t rule) const;
  // Of bodies, and among contraries that attack each other.
  Dependencies dependencies() const;

 private:
  bool has_exceptions(const Signature& s) const;

  const std::vector<Rule>& rules_;
  std::vector<Ground> grounds_;  // by rule
  std::vector<std::pair<syntax::Atom, syntax::Atom>> pairs_;
  std::set<Signature> with_clauses_, with_normally_, affected_;
};

}  // namespace linchpin::naive
