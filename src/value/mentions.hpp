// Whether a value is another, or a term that has it somewhere inside.
#pragma once

#include <algorithm>

#include "value/pool.hpp"

namespace linchpin {

inline bool mentions(const Pool& pool, Value value, Value wanted) {
  if (value == wanted) return true;
  if (!value.is_term()) return false;
  const auto args = pool.args(value);
  return std::any_of(args.begin(), args.end(), [&](Value v) { return mentions(pool, v, wanted); });
}

}  // namespace linchpin
