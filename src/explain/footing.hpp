// What carries the facts of a slice: claims, and what is stated outside any claim.
//
// A ground is a claim with all that repeats it, or a single clause, assumption or row of a table that stands in no
// claim. What analysis makes of the user's clauses is no ground, nor is that an entity is of its sort.
#pragma once

#include "explain/slice.hpp"

namespace linchpin::explain {

struct Ground {
  knowledge::ClaimIndex claim = knowledge::kNoClaim;
  knowledge::Origin origin;  // of what stands in no claim
  Fact row;                  // of a table
};

// The grounds of one slice.
class Footing {
 public:
  Footing(Slice& slice, const std::vector<std::vector<knowledge::ClaimIndex>>& originals)
      : slice_(slice), originals_(originals) {}

  // What a way of a fact takes beside its premises. What a repeat alone tells (that it stands there, say) is put down
  // to all of its originals.
  std::vector<Ground> of(FactId fact, const Way& way) const;
  // The claims of these.
  std::vector<knowledge::ClaimIndex> claims(FactId fact, const Way& way) const;
  // The claim itself, or those that it repeats. REQUIRES: the clause stands in one.
  std::vector<knowledge::ClaimIndex> claims(const knowledge::Origin& origin) const;

  Slice& slice() const { return slice_; }

 private:
  Slice& slice_;
  const std::vector<std::vector<knowledge::ClaimIndex>>& originals_;
};

// Claims in the order of the files, what stands in none behind them.
bool before(const Ground& a, const Ground& b, const Pool& pool);

}  // namespace linchpin::explain
