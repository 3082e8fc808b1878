// Many facts at once: duplicates found by an index, without a table of their own.
#include <algorithm>

#include "engine/crew.hpp"
#include "engine/relation.hpp"

namespace linchpin::engine {
namespace {

// Where in the groups [first, last) of an index over one of two columns, covering the other, a value stands that stood
// before in its group; in order.
std::vector<std::uint32_t> repeated(const Run& run, std::size_t first, std::size_t last) {
  std::vector<std::uint32_t> out;
  const Value* values = run.covered(0);
  std::vector<std::uint64_t> sorted;
  for (std::size_t g = first; g < last; ++g) {
    const std::uint32_t begin = run.offsets()[g];
    const std::uint32_t end = run.offsets()[g + 1];
    constexpr std::uint32_t kFew = 16;
    if (end - begin <= kFew) {
      for (std::uint32_t i = begin; i < end; ++i) {
        if (std::find(values + begin, values + i, values[i]) != values + i) out.push_back(i);
      }
      continue;
    }
    sorted.clear();
    for (std::uint32_t i = begin; i < end; ++i) sorted.push_back((std::uint64_t{values[i].bits()} << 32) | i);
    std::sort(sorted.begin(), sorted.end());
    const auto before = static_cast<std::ptrdiff_t>(out.size());
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if ((sorted[i] >> 32) == (sorted[i - 1] >> 32)) out.push_back(static_cast<std::uint32_t>(sorted[i]));
    }
    std::sort(out.begin() + before, out.end());
  }
  return out;
}

// The same of all groups.
std::vector<std::uint32_t> repeated(const Run& run) {
  std::vector<std::vector<std::uint32_t>> found(CrewLoan::threads());
  CrewLoan::share(run.last(), [&](std::size_t k, std::uint32_t begin, std::uint32_t end) {  // groups that begin there
    const auto group_at = [&](std::uint32_t place) {
      return static_cast<std::size_t>(std::lower_bound(run.offsets().begin(), run.offsets().end() - 1, place) -
                                      run.offsets().begin());
    };
    found[k] = repeated(run, group_at(begin), group_at(end));
  });
  std::vector<std::uint32_t> out;
  for (const auto& places : found) out.insert(out.end(), places.begin(), places.end());
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
  const std::vector<std::uint32_t> places = repeated(by_first.runs().front());
  if (!places.empty()) {
    RowSet again(rows_);
    for (const std::uint32_t place : places) again.add(by_first.runs().front().rows()[place]);
    again.count();
    const std::vector<std::uint32_t> gone = again.rows();
    by_first.remove(places, again);
    for (Buffer<Value>& column : columns_) column.erase(gone);
    rows_ -= static_cast<std::uint32_t>(gone.size());
  }
  return rows_;
}

}  // namespace linchpin::engine
