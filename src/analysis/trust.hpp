// Who says a claim, and how far what it holds is believed for that.
//
// Joint speakers of one `by` count as the most trusted of them, nested `by`s as the least trusted. Quoting is not
// believing: who is named after `by` and has no `trust` statement is trusted in nothing. A claim without `by` is said
// by the first source it stands at, or by its author or encoder, who are trusted unless a `trust` statement says how
// far.
#pragma once

#include "analysis/levels.hpp"

namespace linchpin::analysis {

// Who says a claim in the end: the outermost speakers, else the first source it stands at, else its author or encoder.
std::vector<std::string> first_speakers(const syntax::ClaimDeclaration& claim);

// By ClaimIndex: the lowest of the claim's level and the trust in its speakers; kOutside where they are not trusted,
// and for claims that repeat others.
std::vector<Level> claim_levels(const knowledge::Module& module, const Levels& levels);

// Those among its speakers who settle how far a claim is trusted.
std::vector<std::string> least_trusted(const syntax::ClaimDeclaration& claim, const knowledge::Module& module,
                                       const std::vector<std::string>& levels);

// Warns once of each speaker who is quoted without a `trust` statement. REQUIRES: program.claim_levels is there.
void list_speakers(Context& context, const Program& program, const knowledge::Module& module);

}  // namespace linchpin::analysis
