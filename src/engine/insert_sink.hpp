// Takes a rule's head tuples into a relation.
#pragma once

#include <optional>
#include <vector>

#include "engine/sink.hpp"

namespace linchpin::engine {

class InsertSink final : public Sink {
 public:
  InsertSink(Relation& relation, const analysis::Rule& rule, Budget& budget, bool scattered = false)
      : relation_(relation), rule_(rule), budget_(budget), scattered_(scattered) {}
  void take(const Value* const* columns, std::uint32_t n) override {
    budget_.check(&rule_, relation_.insert(columns, n));
  }
  bool take_groups(const Groups& groups) override {
    if (scattered_ && groups.sets != nullptr) return false;
    Groups taken = groups;
    taken.in_order = scattered_;
    const std::uint32_t before = relation_.rows();
    const bool all = relation_.insert_groups(taken);
    budget_.check(&rule_, relation_.rows() - before);
    return all;
  }
  bool is_early() override {
    if (settled_) return false;
    scattered_ = relation_.is_scattered();
    settled_ = relation_.arity() != 2 || relation_.rows() >= Relation::kFewRows;
    return !settled_;
  }
  bool has_parts(const Work& work) const override;
  std::unique_ptr<Parts> parts(std::size_t n) override;

 private:
  bool collects() const { return relation_.is_packed() && (relation_.arity() == 1 || scattered_); }

  Relation& relation_;
  const analysis::Rule& rule_;
  Budget& budget_;
  bool scattered_;  // then no rows come as unions of bitmaps, whatever they come to fill
  bool settled_ = false;
};

}  // namespace linchpin::engine
