// The engine's ways to store and read relations, each of which a test can force.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "session/state.hpp"

namespace linchpin::property {

struct Path {
  const char* name;
  engine::Use engine::Tuning::*use;
  bool (*taken)(session::State&);  // whether a relation is stored, or was read, in this way
  // Per cent of the programs that must take it, for the test to tell.
  int least_chosen, least_forced, least_forced_with_claims;
};
const std::vector<Path>& paths();

// The engine's own choice, each path by itself always and never, all always, and all never.
struct NamedTuning {
  std::string name;
  engine::Tuning tuning;
};
const std::vector<NamedTuning>& tunings();

// Those for the program made from `seed`: the first one and the last two, and of the paths by themselves one in three.
std::vector<NamedTuning> tunings_for(std::uint64_t seed);

}  // namespace linchpin::property
