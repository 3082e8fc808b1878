// The relations by predicate, and how much of each the running round may read.
#pragma once

#include <memory>
#include <vector>

#include "analysis/program.hpp"
#include "engine/relation.hpp"
#include "plan/plan.hpp"

namespace linchpin::engine {

// Rows [0, old) are known to every rule of the stratum; [old, all) are the delta. Rows from `all` on are new in this
// round, and read in the next.
struct Extent {
  std::uint32_t old = 0, all = 0;
};

struct Table {
  std::shared_ptr<Relation> relation;
  Extent extent;
  bool growing = false;  // in the stratum that is being evaluated
  bool shared = false;   // the relation is another engine's, and not to be changed
};

class Database {
 public:
  Table& operator[](analysis::PredicateId id) { return tables_[id]; }
  const Table& operator[](analysis::PredicateId id) const { return tables_[id]; }
  Relation& relation(analysis::PredicateId id) { return *tables_[id].relation; }
  const Relation& relation(analysis::PredicateId id) const { return *tables_[id].relation; }
  std::size_t size() const { return tables_.size(); }
  void resize(std::size_t n) { tables_.resize(n); }

  // The rows an atom may read now.
  std::uint32_t limit(analysis::PredicateId id, plan::Rows rows) const {
    const Extent& extent = tables_[id].extent;
    return rows == plan::Rows::old ? extent.old : extent.all;
  }

  std::uint64_t bytes() const {  // but for what is shared
    std::uint64_t sum = 0;
    for (const Table& table : tables_) {
      if (table.relation && !table.shared) sum += table.relation->bytes();
    }
    return sum;
  }

 private:
  std::vector<Table> tables_;
};

}  // namespace linchpin::engine
