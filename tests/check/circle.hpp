// A proof led in a circle: each of its steps is right by itself.
#pragma once

#include "proof_tree.hpp"

namespace linchpin::check {

// A node for the same fact whose premises are facts known already, one of them a fact that stands above it; none where
// no rule gives one. `above`: nodes of facts over it; `beside`: nodes written out in the proof.
std::optional<Json> circular_step(const Json& node, const std::vector<const Json*>& above,
                                  const std::vector<const Json*>& beside, const Truth& truth);

// The nodes that are written out in a proof.
std::vector<const Json*> written_in(const Json& proof);
// Whether all that is repeated in a proof is written out somewhere.
bool all_written(const Json& proof);

// What a node tells of its claim; null: it stands in none.
void cite(Json& node, const syntax::ClaimDeclaration* claim);

}  // namespace linchpin::check
