#include "explain/rows.hpp"

#include <algorithm>

namespace linchpin::explain {
namespace {

struct KeyHash {
  std::size_t operator()(const std::vector<Value>& key) const noexcept {
    std::uint64_t h = 0;
    for (Value v : key) h = (h ^ v.bits() ^ (h >> 31)) * 0x2545F4914F6CDD1DULL;
    return h ^ (h >> 32);
  }
};

constexpr std::uint32_t kRowsPerLook = 1024;

}  // namespace

// The rows of one predicate by their values in some columns. Each list is put in order when it is first asked for.
struct Rows::Table {
  struct Group {
    std::vector<std::uint32_t> rows;
    bool in_order = false;
  };
  std::vector<std::size_t> columns;
  std::unordered_map<std::vector<Value>, Group, KeyHash> groups;
};

Rows::Rows(const World& world) : world_(world) {}
Rows::~Rows() = default;

Rows::Table& Rows::table(PredicateId predicate, const std::vector<std::size_t>& columns) {
  auto& all = tables_[predicate];
  const auto at = std::find_if(all.begin(), all.end(), [&](const auto& t) { return t->columns == columns; });
  if (at != all.end()) return **at;
  auto made = std::make_unique<Table>();
  made->columns = columns;
  const engine::Relation& relation = *world_.engine.relation(predicate);
  std::vector<Value> key(columns.size());
  for (std::uint32_t r = 0; r < relation.rows(); ++r) {
    if (r % kRowsPerLook == 0) world_.budget.check(nullptr, 0);
    if (relation.dead(r)) continue;
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = relation.at(r, static_cast<std::uint32_t>(columns[i]));
    made->groups[key].rows.push_back(r);
  }
  all.push_back(std::move(made));
  return *all.back();
}

const std::vector<std::uint32_t>& Rows::fitting(PredicateId predicate, const std::vector<Operand>& args) {
  static const std::vector<std::uint32_t> kNone;
  const engine::Relation* relation = world_.engine.relation(predicate);
  if (relation == nullptr || relation->rows() == 0) return kNone;
  std::vector<std::size_t> columns;
  std::vector<Value> key;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i].kind != Operand::Kind::constant) continue;
    columns.push_back(i);
    key.push_back(args[i].constant);
  }
  Table& by = table(predicate, columns);
  const auto at = by.groups.find(key);
  if (at == by.groups.end()) return kNone;
  Table::Group& group = at->second;
  if (!group.in_order) {
    std::sort(group.rows.begin(), group.rows.end(), [&](std::uint32_t a, std::uint32_t b) {
      for (std::uint32_t c = 0; c < relation->arity(); ++c) {
        const auto order = world_.pool.compare(relation->at(a, c), relation->at(b, c));
        if (order != 0) return order < 0;
      }
      return false;
    });
    group.in_order = true;
  }
  return group.rows;
}

Value Rows::at(PredicateId predicate, std::uint32_t row, std::size_t argument) const {
  return world_.engine.relation(predicate)->at(row, static_cast<std::uint32_t>(argument));
}

bool Rows::any(PredicateId predicate, const std::vector<Operand>& args) { return !fitting(predicate, args).empty(); }

const std::vector<Value>& Rows::values(PredicateId predicate, std::size_t argument) {
  const auto [at, added] = values_.try_emplace(std::uint64_t{predicate} << 32 | argument);
  const engine::Relation* relation = world_.engine.relation(predicate);
  if (!added || relation == nullptr) return at->second;
  std::vector<Value>& out = at->second;
  for (std::uint32_t r = 0; r < relation->rows(); ++r) {
    if (r % kRowsPerLook == 0) world_.budget.check(nullptr, 0);
    if (!relation->dead(r)) out.push_back(relation->at(r, static_cast<std::uint32_t>(argument)));
  }
  std::sort(out.begin(), out.end(), [](Value a, Value b) { return a.bits() < b.bits(); });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::sort(out.begin(), out.end(), [&](Value a, Value b) { return world_.pool.compare(a, b) < 0; });
  return out;
}

}  // namespace linchpin::explain
