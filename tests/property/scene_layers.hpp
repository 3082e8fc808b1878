// What random programs with claims, levels, exceptions and negation in cycles are made of.
#pragma once

#include "text.hpp"

namespace linchpin::property {

// A program that is valid by construction. The same seed gives the same program.
Program generate_claims(std::uint64_t seed);

// Heads of rules over what is undecided by design: asking for them is an error.
inline constexpr const char* kUnanswerable = "unanswerable";

}  // namespace linchpin::property
