// An index of a relation over some of its columns: key to the rows that hold it, in ascending order.
//
// A list of runs, each over a range of rows and laid out as groups of row numbers (compressed sparse rows). New rows
// become a new run; runs of like size are merged, so n rows cost O(n log n) in all and a look-up visits O(log n) runs.
// A run over one column whose values are dense is addressed by the value itself; others by an open-addressing table.
//
// An index may cover further columns: their values are then kept in the order of the groups, so that what a look-up
// gives is read in a row.
//
// Runs never change once they are made, so that the index of a relation that goes on from another one shares the
// other's.
#pragma once

#include <cstdint>
#include <memory>
#include <ranges>
#include <vector>

#include "engine/buffer.hpp"
#include "engine/domain.hpp"
#include "engine/row_set.hpp"
#include "engine/span.hpp"
#include "value/value.hpp"

namespace linchpin::engine {

class Relation;

// Row numbers [begin, end) of a run's `rows`.
struct Range {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(const Range&, const Range&) = default;
};

class Run {
 public:
  // Rows [first, last) of the relation by `columns`, with the values of those covered.
  Run(const Relation& relation, const std::vector<std::uint32_t>& columns, const std::vector<std::uint32_t>& covered,
      std::uint32_t first, std::uint32_t last);

  std::uint32_t first() const { return first_; }
  std::uint32_t last() const { return last_; }
  std::size_t groups() const { return groups_; }
  std::uint32_t rows_in_all() const { return last_ - first_; }
  bool direct() const { return direct_; }
  const std::uint32_t* rows() const { return rows_.data(); }
  const Buffer<std::uint32_t>& offsets() const { return offsets_; }  // where groups begin, and the end of the last
  std::size_t covered() const { return covered_.size(); }
  const Value* covered(std::size_t k) const { return covered_[k].data(); }  // by position, as rows()
  const Span32& span(std::size_t k) const { return spans_[k]; }             // of these values
  std::size_t bytes() const;

  // Forgets some rows, which stand at these places of rows(), in order, and numbers the others as if these had never
  // been. REQUIRES: the run begins with row 0, and no group loses all of its rows.
  void remove(const std::vector<std::uint32_t>& places, const RowSet& gone);

  // The range of each of n keys, given as columns.
  void find(const Relation& relation, const std::vector<std::uint32_t>& columns, const Value* const* keys,
            std::uint32_t n, Range* out) const;

 private:
  void build(const Relation& relation, const std::vector<std::uint32_t>& columns,
             const std::vector<const Value*>& covered);
  bool is_direct(const Relation& relation, std::uint32_t column);
  void build_direct(const Value* column);
  void build_by_parts(const Value* column, const std::vector<const Value*>& covered);
  void build_numbered(const Value* column);
  void build_hashed(const Relation& relation, const std::vector<std::uint32_t>& columns);

  std::uint32_t first_, last_;
  std::size_t groups_ = 0;
  Buffer<std::uint32_t> rows_;
  std::vector<Buffer<Value>> covered_;
  std::vector<Span32> spans_;
  Buffer<std::uint32_t> offsets_;  // direct: by value - lowest_; hashed: by group; one more at the end
  bool direct_ = false;
  std::uint32_t lowest_ = 0;
  Domain domain_;  // of a single column that is not direct: group by number
  Buffer<std::uint64_t> slot_keys_;
  Buffer<std::uint32_t> slot_groups_;
  std::uint32_t shift_ = 0;
};

class Index {
 public:
  explicit Index(std::vector<std::uint32_t> columns) : columns_(std::move(columns)) {}

  const std::vector<std::uint32_t>& columns() const { return columns_; }
  // Covers this column from the next `extend` on.
  void cover(std::uint32_t column);
  std::size_t number(std::uint32_t column) const;  // under which runs have a column; REQUIRES: it is covered
  // Covers rows [0, rows) of the relation.
  void extend(const Relation& relation, std::uint32_t rows);
  // The same of a relation that goes on from another one, whose rows `below` covers: shares its runs.
  void extend(const Relation& relation, std::uint32_t rows, const Index& below);
  // See Run::remove. REQUIRES: there is one run, shared with no one.
  void remove(const std::vector<std::uint32_t>& places, const RowSet& gone) { runs_.front()->remove(places, gone); }
  // Forgets rows from `rows` on (an undone evaluation).
  void truncate(std::uint32_t rows);
  auto runs() const {
    return std::views::transform(runs_, [](const std::shared_ptr<Run>& run) -> const Run& { return *run; });
  }
  std::size_t bytes() const;  // but for what is shared

 private:
  std::vector<std::uint32_t> columns_;
  std::vector<std::uint32_t> covered_;
  std::vector<std::shared_ptr<Run>> runs_;
  std::size_t shared_ = 0;  // of the runs
};

}  // namespace linchpin::engine
