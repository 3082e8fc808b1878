// The statements of a fact: clauses of the module, and what analysis made facts of.
#pragma once

#include <deque>
#include <span>
#include <unordered_map>
#include <vector>

#include "explain/world.hpp"

namespace linchpin::explain {

struct Statement {
  knowledge::Origin origin;
  analysis::Level level = 0;
  bool imported = false;
};

// Finds statements by hash, for the predicates that are asked for: their facts are numbered once each.
class Statements {
 public:
  explicit Statements(const World& world) : world_(world) {}
  // In the order of the files. Of a predicate that is weighed: none, as its parts have them.
  std::vector<Statement> of(analysis::PredicateId predicate, std::span<const Value> args);

 private:
  struct Entry {
    const Value* row = nullptr;
    Statement statement;
  };
  using Table = std::unordered_multimap<std::uint64_t, Entry>;
  Table& table(analysis::PredicateId predicate);
  void add_imported(analysis::PredicateId predicate, Table& out);

  const World& world_;
  std::unordered_map<analysis::PredicateId, Table> tables_;
  std::unordered_map<analysis::PredicateId, std::vector<std::uint32_t>> facts_;  // program.facts by predicate
  bool grouped_ = false;
  std::deque<std::vector<Value>> imported_;  // rows that tables point to
};

// Whether a clause stands before another: by file and place.
bool before(const knowledge::Origin& a, const knowledge::Origin& b);

}  // namespace linchpin::explain
