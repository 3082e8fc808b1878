#include "knowledge/repeats.hpp"

#include <algorithm>
#include <unordered_map>

namespace linchpin::knowledge {
namespace {

using Originals = std::vector<std::vector<ClaimIndex>>;

std::size_t hash_of(std::span<const Value> row) {
  std::size_t hash = row.size();
  for (Value v : row) hash = (hash ^ v.bits()) * 0x9e3779b97f4a7c15U;
  return hash;
}

bool among(const std::vector<ClaimIndex>& ascending, ClaimIndex claim) {
  return std::binary_search(ascending.begin(), ascending.end(), claim);
}

void unlike_rows(const FactTable& table, const Originals& originals, std::vector<Unlike>& out) {
  const auto repeats = [&](std::uint32_t row) { return !originals[table.origins[row].claim].empty(); };
  if (std::none_of(table.claimed.begin(), table.claimed.end(), repeats)) return;
  std::unordered_multimap<std::size_t, std::uint32_t> stated;
  for (std::uint32_t row : table.claimed) stated.emplace(hash_of(table.row(row)), row);
  for (std::uint32_t row : table.claimed) {
    if (!repeats(row)) continue;
    const std::span<const Value> values = table.row(row);
    const auto [first, last] = stated.equal_range(hash_of(values));
    const bool found = std::any_of(first, last, [&](const auto& entry) {
      return among(originals[table.origins[row].claim], table.origins[entry.second].claim) &&
             std::equal(values.begin(), values.end(), table.row(entry.second).begin());
    });
    if (!found) out.push_back({table.origins[row], &table, row});
  }
}

void unlike_clauses(const Module& module, const Originals& originals, std::vector<Unlike>& out) {
  std::unordered_map<ClaimIndex, std::vector<const syntax::Clause*>> stated;
  for (const auto& clause : module.clauses) {
    if (clause.origin.claim != kNoClaim) stated[clause.origin.claim].push_back(&clause.what);
  }
  for (std::uint32_t i = 0; i < module.clauses.size(); ++i) {
    const auto& clause = module.clauses[i];
    if (clause.origin.claim == kNoClaim || originals[clause.origin.claim].empty()) continue;
    const std::vector<ClaimIndex>& of = originals[clause.origin.claim];
    const bool found = std::any_of(of.begin(), of.end(), [&](ClaimIndex original) {
      const auto& theirs = stated[original];
      return std::any_of(theirs.begin(), theirs.end(),
                         [&](const syntax::Clause* other) { return alpha_equivalent(clause.what, *other); });
    });
    if (!found) out.push_back({clause.origin, nullptr, i});
  }
}

}  // namespace

Originals originals(const Module& module) {
  Originals out(module.claims.size());
  const auto repeats = [&](ClaimIndex claim) { return !module.claims[claim].what.repeats.empty(); };
  std::vector<ClaimIndex> those;
  for (ClaimIndex i = 0; i < out.size(); ++i) {
    if (repeats(i)) those.push_back(i);
  }
  if (those.empty()) return out;
  std::unordered_map<std::string_view, ClaimIndex> by_id;
  for (ClaimIndex i = 0; i < out.size(); ++i) by_id.try_emplace(module.claims[i].what.id.text, i);
  for (ClaimIndex claim : those) {
    std::vector<ClaimIndex> met{claim};
    for (std::size_t next = 0; next < met.size(); ++next) {
      for (const syntax::Identifier& id : module.claims[met[next]].what.repeats) {
        const auto at = by_id.find(id.text);
        if (at == by_id.end() || std::find(met.begin(), met.end(), at->second) != met.end()) continue;
        met.push_back(at->second);
      }
    }
    std::erase_if(met, repeats);
    std::sort(met.begin(), met.end());
    out[claim] = std::move(met);
  }
  return out;
}

std::vector<Unlike> unlike_originals(const Module& module, const Originals& originals) {
  std::vector<Unlike> out;
  const auto found = [](const std::vector<ClaimIndex>& of) { return !of.empty(); };
  if (std::none_of(originals.begin(), originals.end(), found)) return out;
  for (const FactTable& table : module.facts) unlike_rows(table, originals, out);
  unlike_clauses(module, originals, out);
  return out;
}

}  // namespace linchpin::knowledge
