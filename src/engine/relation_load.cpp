// Many facts at once: duplicates found by an index, without a table of their own.
#include <algorithm>

#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

// The rows of an index over one of two columns, covering the other, that repeat an earlier one.
RowSet repeated(const Run& run) {
  RowSet out(run.last());
  const std::uint32_t* rows = run.rows();
  const Value* values = run.covered(0);
  std::vector<std::uint64_t> sorted;
  for (std::size_t g = 0; g + 1 < run.offsets().size(); ++g) {
    const std::uint32_t begin = run.offsets()[g];
    const std::uint32_t end = run.offsets()[g + 1];
    constexpr std::uint32_t kFew = 16;
    if (end - begin <= kFew) {
      for (std::uint32_t i = begin; i < end; ++i) {
        if (std::find(values + begin, values + i, values[i]) != values + i) out.add(rows[i]);
      }
      continue;
    }
    sorted.clear();
    for (std::uint32_t i = begin; i < end; ++i) sorted.push_back((std::uint64_t{values[i].bits()} << 32) | rows[i]);
    std::sort(sorted.begin(), sorted.end());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if ((sorted[i] >> 32) == (sorted[i - 1] >> 32)) out.add(static_cast<std::uint32_t>(sorted[i]));
    }
  }
  out.count();
  return out;
}

}  // namespace

std::optional<std::uint32_t> Relation::load(const Value* const* columns, std::size_t n) {
  constexpr std::size_t kFew = std::size_t{1} << 16;
  if (rows_ != 0 || arity_ != 2 || has_extremum() || n < kFew || n >= 0xFFFFFFFFULL) return std::nullopt;
  if (tuning_.dense_set == Use::always || tuning_.ordinal_set == Use::always) return std::nullopt;
  Span32 first;
  Span32 second;
  first.add(columns[0], n);
  second.add(columns[1], n);
  if (dense_bytes(first, second) <= TupleSet::bytes_for(n)) return std::nullopt;
  const Change change(*this);
  for (std::uint32_t c = 0; c < 2; ++c) columns_[c].append(columns[c], n);
  rows_ = static_cast<std::uint32_t>(n);
  set_due_ = true;
  auto& by_first = const_cast<Index&>(index({0}, rows_, {1}));
  const RowSet again = repeated(by_first.runs().front());
  if (again.size() != 0) {
    by_first.remove(again);
    std::uint32_t kept = 0;
    for (std::uint32_t r = 0; r < rows_; ++r) {
      for (Buffer<Value>& column : columns_) column[kept] = column[r];
      kept += again.contains(r) ? 0 : 1;
    }
    for (Buffer<Value>& column : columns_) column.truncate(kept);
    rows_ = kept;
  }
  return rows_;
}

}  // namespace linchpin::engine
