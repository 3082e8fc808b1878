// The rows of relations by some of their arguments, in the order of their values: so that a search which goes through
// them takes the same course whatever the order in which facts came.
#pragma once

#include <unordered_map>
#include <vector>

#include "explain/partial.hpp"
#include "explain/world.hpp"

namespace linchpin::explain {

class Rows {
 public:
  // More than these are in no order, as that would take too long.
  static constexpr std::size_t kMost = 10000;

  explicit Rows(const World& world) : world_(world) {}

  // The rows that hold and fit: those that have the constants among the arguments in their places.
  const std::vector<std::uint32_t>& fitting(PredicateId predicate, const std::vector<Operand>& args);
  Value at(PredicateId predicate, std::uint32_t row, std::size_t argument) const;
  // Whether a row fits. A variable that occurs twice counts as two.
  bool any(PredicateId predicate, const std::vector<Operand>& args) { return !fitting(predicate, args).empty(); }
  // The values of an argument, in their order, each once; none where there are more rows than kMost.
  const std::vector<Value>& values(PredicateId predicate, std::size_t argument);

 private:
  struct Hash {
    std::size_t operator()(const std::vector<std::uint32_t>& key) const noexcept;
  };

  const World& world_;
  std::unordered_map<std::vector<std::uint32_t>, std::vector<std::uint32_t>, Hash> fitting_;  // what was asked for
  std::unordered_map<std::uint64_t, std::vector<Value>> values_;  // by predicate and argument
};

}  // namespace linchpin::explain
