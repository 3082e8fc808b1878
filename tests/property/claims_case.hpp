// Trials of programs with claims, levels, exceptions and negation in cycles: the engine against the plain reasoner.
#pragma once

#include "case.hpp"
#include "files.hpp"
#include "reason.hpp"

namespace linchpin::property {

// What holds in the end. Throws as naive::reason does.
naive::Conclusions expected_conclusions(const Case& trial);

// Runs the case in a session of its own and compares every predicate: its tuples, levels and undecided tuples, those at
// a level or above, one of its tuples asked for by itself, and the proofs, of which each that is right is handed on.
std::optional<Disagreement> compare(const Case& trial, const naive::Conclusions& expected,
                                    const check::OnProof& on_proof = {});

// The same where the later statements and what is taken back are the edits of a scenario, and all is asked in it. The
// later ones are facts and claims, and those taken back, too.
std::string as_scenario(const Case& trial);
// `in`: what stands before each question.
std::optional<Disagreement> compare_in(Session& session, const std::string& in, const naive::Conclusions& expected);
std::optional<Disagreement> compare_supposed(const Case& trial, const naive::Conclusions& expected,
                                             const check::OnProof& on_proof = {});

// Both at once, for a case that may have become nonsense: none if the plain reasoner can't work it out.
std::optional<Disagreement> claims_disagreement(const Case& trial);

// The two oracles against each other: `reason` and `naive::evaluate`, on the program cut at each level, without
// exceptions, negation and aggregates; and, if it is stratified then, on the program at one level without exceptions.
std::optional<Disagreement> compare_with_naive(const Program& program);

}  // namespace linchpin::property
