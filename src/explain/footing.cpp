#include "explain/footing.hpp"

#include <algorithm>

namespace linchpin::explain {

using knowledge::ClaimIndex;
using knowledge::kNoClaim;

std::vector<ClaimIndex> Footing::claims(const knowledge::Origin& origin) const {
  const std::vector<ClaimIndex>& originals = originals_[origin.claim];
  return originals.empty() ? std::vector<ClaimIndex>{origin.claim} : originals;
}

std::vector<ClaimIndex> Footing::claims(FactId fact, const Way& way) const {
  const PredicateId predicate = slice_[fact].fact.predicate;
  const bool user = (way.kind == Way::Kind::rule && !way.made) || way.kind == Way::Kind::stated;
  if (!user || predicate == kQuestion || way.origin.claim == kNoClaim) return {};
  return claims(way.origin);
}

std::vector<Ground> Footing::of(FactId fact, const Way& way) const {
  std::vector<Ground> out;
  for (ClaimIndex claim : claims(fact, way)) out.push_back({claim, {}, {}});
  const Fact& head = slice_[fact].fact;
  const auto known = slice_.world().program.predicates.size();
  if (!out.empty() || way.made || way.kind == Way::Kind::aggregate || head.predicate >= known) return out;
  if (way.origin.span.end == 0) return out;                                   // told of the program as a whole
  if (slice_.world().program.predicates[head.predicate].is_sort) return out;  // what there is, by declaration
  out.push_back({kNoClaim, way.origin, way.kind == Way::Kind::imported ? head : Fact{}});
  return out;
}

bool before(const Ground& a, const Ground& b, const Pool& pool) {
  if (a.claim != b.claim) return a.claim < b.claim;
  if (before(a.origin, b.origin)) return true;
  if (before(b.origin, a.origin)) return false;
  return std::lexicographical_compare(a.row.args.begin(), a.row.args.end(), b.row.args.begin(), b.row.args.end(),
                                      [&](Value x, Value y) { return pool.compare(x, y) < 0; });
}

}  // namespace linchpin::explain
