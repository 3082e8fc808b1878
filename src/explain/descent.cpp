// One proof by the order of derivation, where a slice is too large to be looked through.
#include <algorithm>
#include <tuple>

#include "explain/slice.hpp"

namespace linchpin::explain {

// The step in which a fact's row came.
std::optional<std::uint64_t> Slice::step(const Fact& fact) {
  if (fact.predicate == kQuestion) return ~std::uint64_t{0};
  const auto row = world_.engine.row(fact.predicate, fact.args.data());
  if (!row) return std::nullopt;
  const auto& growth = world_.engine.relation(fact.predicate)->growth();
  const auto at = std::upper_bound(growth.begin(), growth.end(), *row,
                                   [](std::uint32_t r, const engine::Growth& g) { return r < g.rows; });
  return at == growth.end() ? std::nullopt : std::optional(at->step);
}

namespace {

// An instance, by what is chosen: the step of its latest premise, then the bindings in value order.
struct Candidate {
  std::uint64_t step = 0;
  bool earlier = false;  // all premises came before the fact
  std::uint64_t row = 0;
};

}  // namespace

// The instance of a rule whose premises came first. One of which all came before the fact itself is there, but for a
// fact with a `min` or `max` argument, whose own derivation may have rested on rows that better ones have replaced.
void Slice::choose_derivation(FactId id) {
  const Fact fact = facts_[id].fact;
  const Level level = facts_[id].level;
  const auto own = step(fact);
  std::optional<Way> best;
  std::tuple<bool, std::uint64_t> best_key;
  const auto look = [&](InstanceFinder& finder, bool made, std::uint64_t enough) {
    const Instances instances = finder.of(fact.args, level, enough);
    std::optional<Candidate> found;
    const auto better = [&](const Candidate& a, const Candidate& b) {
      if (a.earlier != b.earlier) return a.earlier;
      if (a.step != b.step) return a.step < b.step;
      for (std::uint32_t v = 0; v < instances.width; ++v) {
        const auto by = world_.pool.compare(instances.row(a.row)[v], instances.row(b.row)[v]);
        if (by != 0) return by < 0;
      }
      return false;
    };
    for (std::uint64_t i = 0; i < instances.count; ++i) {
      Candidate candidate{0, true, i};
      for (const Premise& premise : premises(*instances.rule, instances.row(i))) {
        const std::uint64_t s = step(premise.fact).value_or(~std::uint64_t{0});
        candidate.step = std::max(candidate.step, s);
      }
      candidate.earlier = own && candidate.step < *own;
      if (!found || better(candidate, *found)) found = candidate;
    }
    if (!found) return;
    const std::tuple key(!found->earlier, found->step);
    if (best && !(key < best_key) && !(key == best_key && explain::before(finder.rule().origin, best->origin))) return;
    best = way_of(instances, found->row, made);
    best_key = key;
  };
  for (const std::uint64_t enough : {limits_.enough, std::uint64_t{0}}) {
    if (fact.predicate == kQuestion) {
      look(*question_, false, enough);
    } else if (const auto at = rules_.find(fact.predicate); at != rules_.end()) {
      for (std::uint32_t r : at->second) look(finder(r), is_made(fact.predicate), enough);
    }
    if (best && !std::get<0>(best_key)) break;
  }
  facts_[id].ways.clear();
  if (best) facts_[id].ways.push_back(*std::move(best));
  if (const auto at = aggregations_.find(fact.predicate); at != aggregations_.end()) {
    for (std::uint32_t a : at->second) add_aggregate(id, a);
  }
}

void Slice::descend(FactId goal) {
  std::vector<FactId> stack{goal};
  std::vector<bool> seen;
  while (!stack.empty()) {
    const FactId id = stack.back();
    stack.pop_back();
    if (id < seen.size() && seen[id]) continue;
    seen.resize(std::max<std::size_t>(seen.size(), facts_.size()));
    seen[id] = true;
    if (!facts_[id].explored) {
      if (add_stated(id)) {
        facts_[id].explored = true;
      } else {
        choose_derivation(id);
      }
    }
    // Of a fact that was explored only the derivation itself is followed.
    const Way* earliest = nullptr;
    std::uint64_t earliest_step = 0;
    for (const Way& way : facts_[id].ways) {
      std::uint64_t last = 0;
      for (FactId premise : way.premises) {
        last = std::max(last, step(facts_[premise].fact).value_or(~std::uint64_t{0}));
      }
      if (earliest != nullptr && last >= earliest_step) continue;
      earliest = &way;
      earliest_step = last;
    }
    if (earliest == nullptr) continue;
    for (auto premise = earliest->premises.rbegin(); premise != earliest->premises.rend(); ++premise) {
      stack.push_back(*premise);
    }
  }
}

}  // namespace linchpin::explain
