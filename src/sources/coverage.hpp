// Which claims do work: a citation covers its sentence only if what the claim holds can matter to an answer.
//
// A rule does work. A fact does none where it merely quotes the sentence: it holds a string, or its predicate, or one
// of its names, stands nowhere else in the knowledge base, declarations aside, so that nothing can join with it. A
// functor that is the name of a predicate speaks of what that predicate says.
#pragma once

#include <string>
#include <vector>

#include "knowledge/usage.hpp"

namespace linchpin::sources {

// For each claim why it covers nothing; empty where it does, and for remarks.
std::vector<std::string> idle_claims(const knowledge::Module& module, const knowledge::Usage& usage, const Pool& pool);

}  // namespace linchpin::sources
