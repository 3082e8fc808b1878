// The order of answers.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/program.hpp"
#include "engine/engine.hpp"

namespace linchpin::session {

// Row numbers in value order, by `order` first.
std::vector<std::uint64_t> sorted(const engine::Answers& answers, const std::vector<analysis::Query::Key>& order,
                                  const Pool& pool);

}  // namespace linchpin::session
