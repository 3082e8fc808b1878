#include "explain/aggregate_rows.hpp"

#include <algorithm>

namespace linchpin::explain {

AggregateRows rows_of(const analysis::Aggregation& aggregation, const Instances& instances, std::uint64_t shown,
                      const Pool& pool) {
  // What tells rows apart: the arguments of the input beyond the group.
  std::vector<analysis::Operand> key(aggregation.input.head_args.begin() + aggregation.group,
                                     aggregation.input.head_args.end());
  const auto at = [&](std::uint64_t i, const analysis::Operand& o) { return value_of(o, instances.row(i)); };
  const auto level_then_bindings = [&](std::uint64_t x, std::uint64_t y) {
    if (instances.levels[x] != instances.levels[y]) return instances.levels[x] < instances.levels[y];
    for (std::uint32_t v = 0; v < instances.width; ++v) {
      const auto by = pool.compare(instances.row(x)[v], instances.row(y)[v]);
      if (by != 0) return by < 0;
    }
    return false;
  };
  std::vector<std::uint64_t> rows(instances.count);
  for (std::uint64_t i = 0; i < rows.size(); ++i) rows[i] = i;
  if (!aggregation.distinct) {  // else each instance is a row of its own
    const auto same = [&](std::uint64_t x, std::uint64_t y) {
      return std::all_of(key.begin(), key.end(), [&](const auto& o) { return at(x, o) == at(y, o); });
    };
    // Any order that brings instances of one row together, of which the first then stands for it.
    std::sort(rows.begin(), rows.end(), [&](std::uint64_t x, std::uint64_t y) {
      for (const analysis::Operand& o : key) {
        if (at(x, o) != at(y, o)) return at(x, o).bits() < at(y, o).bits();
      }
      return level_then_bindings(x, y);
    });
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
  }
  AggregateRows out;
  out.count = rows.size();
  const auto end = rows.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(shown, rows.size()));
  std::partial_sort(rows.begin(), end, rows.end(), [&](std::uint64_t x, std::uint64_t y) {
    if (instances.levels[x] != instances.levels[y]) return instances.levels[x] > instances.levels[y];
    for (const analysis::Operand& o : key) {
      const auto by = pool.compare(at(x, o), at(y, o));
      if (by != 0) return by < 0;
    }
    return level_then_bindings(x, y);
  });
  out.first.assign(rows.begin(), end);
  return out;
}

}  // namespace linchpin::explain
