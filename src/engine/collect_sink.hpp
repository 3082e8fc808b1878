// Collects a rule's head tuples, packed, for a relation that several threads add to.
#pragma once

#include "engine/sink.hpp"

namespace linchpin::engine {

class CollectSink final : public Sink {
 public:
  // REQUIRES: one or two columns.
  explicit CollectSink(std::uint32_t arity) : arity_(arity) {}
  void take(const Value* const* columns, std::uint32_t n) override {
    keys_.reserve_more(n);
    for (std::uint32_t i = 0; i < n; ++i) keys_.push(row_key(columns, arity_, i));
    remove_repeated();
  }
  bool take_groups(const Groups& groups) override {
    if (groups.sets != nullptr) return false;
    for (std::uint32_t i = 0; i < groups.n; ++i) {
      const Range range = groups.ranges[i];
      const Value one = groups.one[i];
      keys_.reserve_more(range.end - range.begin);
      for (const Value* many = groups.many + range.begin; many != groups.many + range.end; ++many) {
        keys_.push(groups.one_first ? pack(one, *many) : pack(*many, one));
      }
    }
    remove_repeated();
    return true;
  }

  const Buffer<std::uint64_t>& keys() const { return keys_; }
  std::uint64_t bytes() const { return keys_.bytes() + seen_.bytes(); }
  void forget() {
    keys_.truncate(0);
    seen_.clear();
    looked_at_ = 0;
  }

 private:
  // Once there are many, so that they are bounded by what there is to find.
  void remove_repeated() {
    constexpr std::size_t kMany = std::size_t{1} << 20;
    if (keys_.size() < kMany) return;
    std::size_t kept = looked_at_;
    seen_.reserve_more(keys_.size() - looked_at_, [](std::uint64_t slot) { return slot; });
    for (std::size_t i = looked_at_; i < keys_.size(); ++i) {
      const std::uint64_t key = keys_[i];
      if (seen_.add(key)) keys_[kept++] = key;
    }
    keys_.truncate(kept);
    looked_at_ = kept;
  }

  std::uint32_t arity_;
  Buffer<std::uint64_t> keys_;
  TupleSet seen_;              // the first `looked_at_` keys
  std::size_t looked_at_ = 0;  // all different
};

}  // namespace linchpin::engine
