// The value of an aggregate for each group, in one pass over the rows of its body.
#pragma once

#include <memory>

#include "engine/pipeline.hpp"

namespace linchpin::engine {

// Numbers distinct rows of a few columns from 0, in order of first sight.
class GroupTable {
 public:
  explicit GroupTable(std::uint32_t width) : columns_(width) {}
  void number(const Value* const* columns, std::uint32_t n, std::uint32_t* out);
  std::uint32_t size() const { return groups_; }
  std::size_t width() const { return columns_.size(); }
  std::size_t bytes() const {
    std::size_t sum = keys_.bytes() + numbers_.bytes();
    for (const Buffer<Value>& column : columns_) sum += column.bytes();
    return sum;
  }
  const Value* column(std::uint32_t c) const { return columns_[c].data(); }

 private:
  void grow();
  std::vector<Buffer<Value>> columns_;
  Buffer<std::uint64_t> keys_;
  Buffer<std::uint32_t> numbers_;
  std::uint32_t shift_ = 64;
  std::uint32_t groups_ = 0;
};

class Aggregator final : public Sink {
 public:
  Aggregator(const analysis::Aggregation& aggregation, Workspace& workspace);

  // Rows taken from now on have this level. REQUIRES: it is not above the one before.
  void begin_level(Level level);

  // Rows of the aggregation's input: distinct by all their columns. Throws Failure on a value that can't be added.
  void take(const Value* const* columns, std::uint32_t n) override;

  // Where it costs less to add up the groups of the parts than to find them.
  bool has_parts(const Work& work) const override { return groups_.width() == 0 || work.steps > 1; }
  std::unique_ptr<Parts> parts(std::size_t n) override;

  // Adds (group..., result) for each group, at the lowest level among its rows. Throws Failure when a sum is out of
  // range.
  void finish(Relation& into);

 private:
  class InParts;
  void meet_groups(const Value* const* columns, std::uint32_t n);
  void add(const Aggregator& part);
  void add(const Aggregator& part, std::uint32_t from, std::uint32_t to);
  void finish(const std::vector<std::uint32_t>& groups, Relation& into);
  void add(Value v, std::uint32_t group);
  Value result(std::uint32_t group);
  Value sum(std::uint32_t group, bool mean);
  std::uint64_t bytes() const;

  const analysis::Aggregation& aggregation_;
  Workspace& workspace_;
  Pool& pool_;
  Beside beside_;
  std::uint64_t listed_ = 0;  // values in lists and among decimals
  GroupTable groups_;
  Buffer<std::uint32_t> group_of_;
  Buffer<std::uint64_t> counts_;
  Level level_ = 0;
  // By group, once there is a second level: those that `take` has met since then.
  std::vector<Level> levels_;
  bool levelled_ = false;
  __extension__ using Wide = __int128;
  std::vector<Wide> integers_;
  std::unordered_map<std::uint32_t, std::vector<double>> decimals_;  // by group; few groups have any
  Buffer<Value> best_;
  std::vector<std::vector<Value>> lists_;
};

}  // namespace linchpin::engine
