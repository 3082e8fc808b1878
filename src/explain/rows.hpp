// The rows of relations by some of their arguments, in the order of their values: so that a search which goes through
// them takes the same course whatever the order in which facts came.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "explain/partial.hpp"
#include "explain/world.hpp"

namespace linchpin::explain {

class Rows {
 public:
  explicit Rows(const World& world);
  ~Rows();

  // The rows that hold and fit: those that have the constants among the arguments in their places. The reference stands
  // until the next call.
  const std::vector<std::uint32_t>& fitting(PredicateId predicate, const std::vector<Operand>& args);
  Value at(PredicateId predicate, std::uint32_t row, std::size_t argument) const;
  // Whether a row fits. A variable that occurs twice counts as two.
  bool any(PredicateId predicate, const std::vector<Operand>& args);
  // The values of an argument, in their order, each once.
  const std::vector<Value>& values(PredicateId predicate, std::size_t argument);

 private:
  struct Table;
  Table& table(PredicateId predicate, const std::vector<std::size_t>& columns);

  const World& world_;
  std::unordered_map<PredicateId, std::vector<std::unique_ptr<Table>>> tables_;
  std::unordered_map<std::uint64_t, std::vector<Value>> values_;  // by predicate and argument
};

}  // namespace linchpin::explain
