#include "explain/standing.hpp"

#include <algorithm>

#include "explain/best.hpp"

namespace linchpin::explain {

using knowledge::ClaimIndex;

namespace {

// The level at which each fact stands with all rows of its aggregates: the least fixpoint, from below. kOutside: at
// none.
std::vector<Level> levels_of(const Slice& slice, const std::vector<std::vector<bool>>& usable) {
  std::vector<Level> out(slice.size(), analysis::kOutside);
  const auto& predicates = slice.world().program.predicates;
  std::vector<std::vector<FactId>> resting(slice.size());  // on each fact
  std::vector<FactId> left;                                // to look at, the last first; premises come after goals
  for (FactId f = 0; f < out.size(); ++f) {
    left.push_back(f);
    for (const Way& way : slice[f].ways) {
      for (FactId premise : way.premises) resting[premise].push_back(f);
      for (FactId row : way.beside) resting[row].push_back(f);
    }
  }
  std::vector<bool> waits(slice.size(), true);
  while (!left.empty()) {
    const FactId f = left.back();
    left.pop_back();
    waits[f] = false;
    const PredicateId p = slice[f].fact.predicate;
    const bool levelless = p < predicates.size() && predicates[p].levelless;
    const Level before = out[f];
    for (std::size_t w = 0; w < slice[f].ways.size(); ++w) {
      if (!usable[f][w]) continue;
      Level level = slice[f].ways[w].clause_level;
      for (FactId premise : slice[f].ways[w].premises) level = std::max(level, out[premise]);
      for (FactId row : slice[f].ways[w].beside) level = std::max(level, out[row]);
      if (levelless && level != analysis::kOutside) level = 0;
      out[f] = std::min(out[f], level);
    }
    if (out[f] == before) continue;
    for (FactId above : resting[f]) {
      if (!waits[above]) left.push_back(above);
      waits[above] = true;
    }
  }
  return out;
}

}  // namespace

std::optional<Standing> standing(const Footing& footing, FactId goal, const std::vector<bool>& without) {
  const Slice& slice = footing.slice();
  std::vector<std::vector<bool>> usable(slice.size());
  for (FactId f = 0; f < slice.size(); ++f) {
    for (const Way& way : slice[f].ways) {
      const std::vector<ClaimIndex> claims = footing.claims(f, way);
      usable[f].push_back(std::none_of(claims.begin(), claims.end(), [&](ClaimIndex c) { return without[c]; }));
    }
  }
  const std::vector<Level> levels = levels_of(slice, usable);
  const auto& predicates = slice.world().program.predicates;
  const auto can_be_used = [&](FactId f, const Way& way) { return usable[f][&way - slice[f].ways.data()]; };
  const auto at_its_level = [&](FactId f, const Way& way) {
    if (!can_be_used(f, way)) return false;
    const PredicateId p = slice[f].fact.predicate;
    if (p < predicates.size() && predicates[p].levelless) return true;
    const auto high_enough = [&](FactId below) { return levels[below] <= levels[f]; };
    return way.clause_level <= levels[f] && std::all_of(way.premises.begin(), way.premises.end(), high_enough) &&
           std::all_of(way.beside.begin(), way.beside.end(), high_enough);
  };
  std::vector<Choice> choices = best_ways(slice, at_its_level);
  // What clears a fact's way has no level, so that it may lean on ways of levels that are not their facts' own.
  if (!choices[goal].way) choices = best_ways(slice, can_be_used);
  if (!choices[goal].way) return std::nullopt;
  Standing out;
  if (levels[goal] != analysis::kOutside) out.level = levels[goal];
  std::vector<FactId> stack{goal};
  std::vector<bool> seen(slice.size());
  while (!stack.empty()) {
    const FactId f = stack.back();
    stack.pop_back();
    if (seen[f]) continue;
    seen[f] = true;
    const Way& way = slice[f].ways[*choices[f].way];
    out.proof.emplace_back(f, &way);
    stack.insert(stack.end(), way.premises.begin(), way.premises.end());
  }
  return out;
}

}  // namespace linchpin::explain
