// The ways of making a proof wrong at one of its nodes.
#pragma once

#include "proof_tree.hpp"
#include "random.hpp"

namespace linchpin::check {

// One attempt at a mutation.
struct Site {
  Json& proof;
  Json& node;
  const std::vector<const Json*>& above;  // nodes over it, in the proof before the mutation
  const Json& before;                     // that proof
  const Truth& truth;
  property::Random& random;
};

struct Mutation {
  const char* kind;
  bool (*mutate)(Site&);  // false where there is no room for it; the proof is then to be thrown away
};
const std::vector<Mutation>& mutations();

inline constexpr const char* kCircle = "a circular step";

}  // namespace linchpin::check
