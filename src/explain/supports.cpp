#include "explain/supports.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <set>

namespace linchpin::explain {
namespace {

using GroundId = std::uint32_t;  // its place among the goal's grounds

// A set of grounds by their numbers.
using Bits = std::vector<std::uint64_t>;

bool contains(const Bits& all, const Bits& part) {
  for (std::size_t i = 0; i < part.size(); ++i) {
    if ((part[i] & ~all[i]) != 0) return false;
  }
  return true;
}

struct Item {
  Level level = 0;
  Bits grounds;
  friend bool operator==(const Item&, const Item&) = default;
  std::size_t size() const {
    std::size_t n = 0;
    for (std::uint64_t word : grounds) n += static_cast<std::size_t>(std::popcount(word));
    return n;
  }
};
using Label = std::vector<Item>;

// The best level, the fewest grounds, those that come first in the files.
bool better(const Item& a, const Item& b) {
  if (a.level != b.level) return a.level < b.level;
  if (const std::size_t x = a.size(), y = b.size(); x != y) return x < y;
  for (std::size_t i = 0; i < a.grounds.size(); ++i) {
    const std::uint64_t differ = a.grounds[i] ^ b.grounds[i];
    if (differ != 0) return (a.grounds[i] & (differ & (~differ + 1))) != 0;
  }
  return false;
}

class Labels {
 public:
  Labels(const Footing& footing, FactId goal, const SupportLimits& limits)
      : footing_(footing), slice_(footing.slice()), limits_(limits) {
    reach(goal);
    number_grounds();
  }

  Supports run(FactId goal) {
    settle();
    Supports out;
    for (const Item& item : labels_[place_.at(goal)]) {
      Support& support = out.sets.emplace_back(Support{item.level, {}});
      for (GroundId g = 0; g < grounds_.size(); ++g) {
        if ((item.grounds[g / 64] >> (g % 64) & 1) != 0) support.grounds.push_back(grounds_[g]);
      }
    }
    out.complete = !cut_;
    return out;
  }

 private:
  struct Member {
    FactId fact = 0;
    bool levelless = false;
    std::vector<Item> own;                           // of each way: its level and grounds
    std::vector<std::vector<std::size_t>> premises;  // of each way, by their places
  };

  void reach(FactId goal) {
    std::vector<FactId> queue{goal};
    place_.emplace(goal, 0);
    for (std::size_t next = 0; next < queue.size(); ++next) {
      for (const Way& way : slice_[queue[next]].ways) {
        for (FactId premise : way.premises) {
          if (place_.emplace(premise, queue.size()).second) queue.push_back(premise);
        }
      }
    }
    const auto& predicates = slice_.world().program.predicates;
    for (FactId f : queue) {
      Member& member = members_.emplace_back();
      member.fact = f;
      const PredicateId p = slice_[f].fact.predicate;
      member.levelless = p < predicates.size() && predicates[p].levelless;
    }
    labels_.resize(members_.size());
  }

  void number_grounds() {
    const auto less = [&](const Ground& a, const Ground& b) { return before(a, b, slice_.world().pool); };
    std::set<Ground, decltype(less)> all(less);
    for (const Member& member : members_) {
      for (const Way& way : slice_[member.fact].ways) {
        for (Ground& ground : footing_.of(member.fact, way)) all.insert(std::move(ground));
      }
    }
    grounds_.assign(all.begin(), all.end());
    for (Member& member : members_) {
      for (const Way& way : slice_[member.fact].ways) {
        Item& item = member.own.emplace_back(Item{way.clause_level, Bits(grounds_.size() / 64 + 1)});
        for (const Ground& ground : footing_.of(member.fact, way)) {
          const auto at = std::lower_bound(grounds_.begin(), grounds_.end(), ground, less);
          const auto g = static_cast<GroundId>(at - grounds_.begin());
          item.grounds[g / 64] |= std::uint64_t{1} << (g % 64);
        }
        std::vector<std::size_t>& premises = member.premises.emplace_back();
        for (FactId premise : way.premises) {
          const std::size_t at = place_.at(premise);
          if (std::find(premises.begin(), premises.end(), at) == premises.end()) premises.push_back(at);
        }
      }
    }
  }

  // Keeps the label an antichain.
  static bool insert(Label& label, Item item) {
    const auto covers = [](const Item& a, const Item& b) {
      return a.level <= b.level && contains(b.grounds, a.grounds);
    };
    if (std::any_of(label.begin(), label.end(), [&](const Item& there) { return covers(there, item); })) return false;
    std::erase_if(label, [&](const Item& there) { return covers(item, there); });
    label.push_back(std::move(item));
    return true;
  }

  void cap(Label& label) {
    std::sort(label.begin(), label.end(), better);
    if (label.size() <= limits_.sets) return;
    label.resize(limits_.sets);
    cut_ = true;
  }

  Label combine(const Item& own, const std::vector<std::size_t>& premises) {
    Label out{own};
    for (std::size_t premise : premises) {
      Label with;
      for (const Item& a : out) {
        for (const Item& b : labels_[premise]) {
          ++steps_;
          Item both{std::max(a.level, b.level), a.grounds};
          for (std::size_t i = 0; i < both.grounds.size(); ++i) both.grounds[i] |= b.grounds[i];
          insert(with, std::move(both));
        }
      }
      cap(with);
      out = std::move(with);
    }
    return out;
  }

  void settle() {
    std::vector<std::vector<std::size_t>> resting(members_.size());  // on each member
    for (std::size_t m = 0; m < members_.size(); ++m) {
      for (const auto& premises : members_[m].premises) {
        for (std::size_t premise : premises) resting[premise].push_back(m);
      }
    }
    std::vector<bool> changed(members_.size(), true);
    std::vector<std::size_t> due(members_.size());  // that rest on one that changed, in order
    std::iota(due.begin(), due.end(), std::size_t{0});
    std::vector<std::size_t> before = due;  // that changed
    while (!due.empty()) {
      if (steps_ > limits_.steps) {
        cut_ = true;
        return;
      }
      std::vector<std::pair<std::size_t, Label>> next;
      for (std::size_t m : due) {
        const Member& member = members_[m];
        Label label = labels_[m];
        for (std::size_t w = 0; w < member.own.size(); ++w) {
          const auto& premises = member.premises[w];
          const bool is_due = premises.empty() ? labels_[m].empty()
                                               : std::any_of(premises.begin(), premises.end(),
                                                             [&](std::size_t p) { return bool{changed[p]}; });
          if (!is_due) continue;
          for (Item& item : combine(member.own[w], premises)) {
            if (member.levelless) item.level = 0;
            insert(label, std::move(item));
          }
        }
        slice_.world().budget.check(nullptr, 0);
        if (label.size() > 1 || label != labels_[m]) cap(label);
        if (label != labels_[m]) next.emplace_back(m, std::move(label));
      }
      due.clear();
      std::vector<std::size_t> now;
      for (auto& [m, label] : next) {
        labels_[m] = std::move(label);
        now.push_back(m);
        due.insert(due.end(), resting[m].begin(), resting[m].end());
      }
      std::sort(due.begin(), due.end());
      due.erase(std::unique(due.begin(), due.end()), due.end());
      for (std::size_t m : before) changed[m] = false;
      for (std::size_t m : now) changed[m] = true;
      before = std::move(now);
    }
  }

  const Footing& footing_;
  const Slice& slice_;
  const SupportLimits& limits_;
  std::unordered_map<FactId, std::size_t> place_;  // in members_
  std::vector<Member> members_;
  std::vector<Ground> grounds_;
  std::vector<Label> labels_;  // by member
  std::uint64_t steps_ = 0;
  bool cut_ = false;
};

// The greatest number of disjoint ones among sets[from...], beside `taken`.
class Packing {
 public:
  explicit Packing(std::vector<std::set<knowledge::ClaimIndex>> sets) : sets_(std::move(sets)) {
    std::stable_sort(sets_.begin(), sets_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  }

  Disjoint run() {
    look(0, 0);
    return {best_, looks_ < kMostLooks};
  }

 private:
  static constexpr std::uint64_t kMostLooks = 100000;

  void look(std::size_t from, std::size_t count) {
    best_ = std::max(best_, count);
    if (++looks_ >= kMostLooks) return;
    for (std::size_t i = from; i < sets_.size() && count + sets_.size() - i > best_; ++i) {
      const auto taken = [&](knowledge::ClaimIndex c) { return taken_.contains(c); };
      if (std::any_of(sets_[i].begin(), sets_[i].end(), taken)) continue;
      taken_.insert(sets_[i].begin(), sets_[i].end());
      look(i + 1, count + 1);
      for (knowledge::ClaimIndex c : sets_[i]) taken_.erase(c);
    }
  }

  std::vector<std::set<knowledge::ClaimIndex>> sets_;
  std::set<knowledge::ClaimIndex> taken_;
  std::size_t best_ = 0;
  std::uint64_t looks_ = 0;
};

}  // namespace

Supports supports(const Footing& footing, FactId goal, bool explored, const SupportLimits& limits) {
  Supports out = Labels(footing, goal, limits).run(goal);
  out.complete = out.complete && explored;
  return out;
}

std::optional<Disjoint> disjoint(const Supports& supports) {
  if (supports.sets.empty()) return std::nullopt;
  std::vector<std::set<knowledge::ClaimIndex>> sets;
  for (const Support& support : supports.sets) {
    std::set<knowledge::ClaimIndex> claims;
    for (const Ground& ground : support.grounds) {
      if (ground.claim != knowledge::kNoClaim) claims.insert(ground.claim);
    }
    if (claims.empty()) return std::nullopt;
    sets.push_back(std::move(claims));
  }
  Disjoint out = Packing(std::move(sets)).run();
  out.exact = out.exact && supports.complete;
  return out;
}

}  // namespace linchpin::explain
