#include "explain/hitting_sets.hpp"

#include <algorithm>
#include <set>

namespace linchpin::explain {

HittingSets hitting_sets(const std::function<Verdict(const ClaimSet&)>& without, const HittingLimits& limits) {
  HittingSets out;
  std::vector<ClaimSet> open{{}};
  std::size_t nodes = 0;
  for (std::size_t size = 0; !open.empty(); ++size) {
    std::vector<ClaimSet> next;
    std::set<ClaimSet> seen;
    for (const ClaimSet& node : open) {
      const auto contains = [&](const ClaimSet& part) {
        return std::includes(node.begin(), node.end(), part.begin(), part.end());
      };
      if (std::any_of(out.sets.begin(), out.sets.end(), contains)) continue;
      if (++nodes > limits.nodes) return out;
      const Verdict verdict = without(node);
      if (verdict.kind == Verdict::Kind::unknown) return out;
      if (verdict.kind == Verdict::Kind::broken) {
        out.sets.push_back(node);
        continue;
      }
      for (knowledge::ClaimIndex claim : verdict.conflict) {
        ClaimSet child = node;
        const auto at = std::lower_bound(child.begin(), child.end(), claim);
        if (at != child.end() && *at == claim) continue;
        child.insert(at, claim);
        if (seen.insert(child).second) next.push_back(std::move(child));
      }
    }
    out.complete_to = size;
    open = std::move(next);
    if (size == limits.size) break;
  }
  out.all = open.empty();
  if (out.all) out.complete_to = limits.size;
  return out;
}

}  // namespace linchpin::explain
