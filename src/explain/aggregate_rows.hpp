// The rows that an aggregate goes over, as they are shown.
#pragma once

#include "explain/instances.hpp"

namespace linchpin::explain {

struct AggregateRows {
  std::uint64_t count = 0;           // distinct ones, of the group
  std::vector<std::uint64_t> first;  // instances, one a row: those at the lowest level first, then in value order
};

// REQUIRES: all instances of the aggregate's input for one group, with their levels.
AggregateRows rows_of(const analysis::Aggregation& aggregation, const Instances& instances, std::uint64_t shown,
                      const Pool& pool);

}  // namespace linchpin::explain
