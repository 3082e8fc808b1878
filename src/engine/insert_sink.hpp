// Takes a rule's head tuples into a relation.
#pragma once

#include <optional>
#include <vector>

#include "engine/sink.hpp"

namespace linchpin::engine {

class InsertSink final : public Sink {
 public:
  InsertSink(Relation& relation, const analysis::Rule& rule, Budget& budget)
      : relation_(relation), rule_(rule), budget_(budget) {}
  void take(const Value* const* columns, std::uint32_t n) override {
    budget_.check(&rule_, relation_.insert(columns, n));
  }
  bool take_groups(const Groups& groups) override {
    const std::uint32_t before = relation_.rows();
    const bool all = relation_.insert_groups(groups);
    budget_.check(&rule_, relation_.rows() - before);
    return all;
  }
  bool has_parts(const Work& work) const override;
  std::unique_ptr<Parts> parts(std::size_t n) override;

 private:
  Relation& relation_;
  const analysis::Rule& rule_;
  Budget& budget_;
};

}  // namespace linchpin::engine
