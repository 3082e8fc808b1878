#include "explain/rows.hpp"

#include <algorithm>

namespace linchpin::explain {

std::size_t Rows::Hash::operator()(const std::vector<std::uint32_t>& key) const noexcept {
  std::uint64_t h = 0;
  for (std::uint32_t part : key) h = (h ^ part ^ (h >> 31)) * 0x2545F4914F6CDD1DULL;
  return h ^ (h >> 32);
}

const std::vector<std::uint32_t>& Rows::fitting(PredicateId predicate, const std::vector<Operand>& args) {
  std::vector<std::uint32_t> columns, key{predicate};
  std::vector<Value> values;
  for (std::uint32_t i = 0; i < args.size(); ++i) {
    if (args[i].kind != Operand::Kind::constant) continue;
    columns.push_back(i);
    values.push_back(args[i].constant);
    key.push_back(i);
    key.push_back(args[i].constant.bits());
  }
  const auto [at, added] = fitting_.try_emplace(std::move(key));
  std::vector<std::uint32_t>& rows = at->second;
  const engine::Relation* relation = world_.engine.relation(predicate);
  if (!added || relation == nullptr || relation->rows() == 0) return rows;
  if (columns.empty()) {
    for (std::uint32_t r = 0; r < relation->rows(); ++r) {
      if (!relation->dead(r)) rows.push_back(r);
    }
  } else {
    rows = world_.engine.rows(predicate, columns, values.data());
  }
  if (rows.size() > kMost) return rows;
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    for (std::uint32_t c = 0; c < relation->arity(); ++c) {
      const auto order = world_.pool.compare(relation->at(a, c), relation->at(b, c));
      if (order != 0) return order < 0;
    }
    return false;
  });
  return rows;
}

Value Rows::at(PredicateId predicate, std::uint32_t row, std::size_t argument) const {
  return world_.engine.relation(predicate)->at(row, static_cast<std::uint32_t>(argument));
}

const std::vector<Value>& Rows::values(PredicateId predicate, std::size_t argument) {
  const auto [at, added] = values_.try_emplace(std::uint64_t{predicate} << 32 | argument);
  const engine::Relation* relation = world_.engine.relation(predicate);
  if (!added || relation == nullptr || relation->rows() > kMost) return at->second;
  std::vector<Value>& out = at->second;
  for (std::uint32_t r = 0; r < relation->rows(); ++r) {
    if (!relation->dead(r)) out.push_back(relation->at(r, static_cast<std::uint32_t>(argument)));
  }
  std::sort(out.begin(), out.end(), [&](Value a, Value b) { return world_.pool.compare(a, b) < 0; });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace linchpin::explain
