// `why all`, and what `why` tells of other proofs: what carries answers.
#pragma once

#include <functional>

#include "explain/supports.hpp"
#include "explain/why.hpp"
#include "session/state.hpp"

namespace linchpin::session {

// A clause or claim as explanations show it: with its level, and the claims that repeat it.
class GroundWriter {
 public:
  explicit GroundWriter(const State& state);
  Ground write(const knowledge::Origin& origin) const;
  Ground write(const explain::Ground& ground) const;
  // The claim as a whole. REQUIRES: it repeats no other.
  Ground write(knowledge::ClaimIndex claim) const;
  const std::vector<std::vector<knowledge::ClaimIndex>>& originals() const { return originals_; }

 private:
  const State& state_;
  std::vector<std::vector<knowledge::ClaimIndex>> originals_, repeats_;  // by claim
};

// Of each answer, in their order; one that is undecided has none. Throws as the engine does.
void find_supports(const explain::World& world, const analysis::Query& query,
                   const std::vector<explain::Wanted>& answers,
                   const std::vector<std::vector<knowledge::ClaimIndex>>& originals,
                   const std::function<void(const explain::Supports&)>& take);

Supports write(const State& state, const GroundWriter& writer, const explain::Supports& supports);

}  // namespace linchpin::session
