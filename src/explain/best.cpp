#include "explain/best.hpp"

#include <algorithm>
#include <queue>

namespace linchpin::explain {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

class Best {
 public:
  Best(const Slice& slice, const std::function<bool(FactId, const Way&)>& usable)
      : slice_(slice), usable_(usable), height_(slice.size(), kNone), choices_(slice.size()) {}

  std::vector<Choice> run() {
    number_ways();
    settle();
    for (FactId f = 0; f < slice_.size(); ++f) choose(f);
    return std::move(choices_);
  }

 private:
  struct WayState {
    FactId head = 0;
    std::uint32_t missing = 0;  // premises not settled, each counted as often as it stands there
    std::uint32_t weight = 0;
    bool usable = true;
  };
  struct Due {
    std::uint32_t height = 0;
    FactId fact = 0;
    bool operator>(const Due& other) const { return height > other.height; }
  };

  // What analysis made, and a statement, counts nothing.
  static std::uint32_t weight(const Way& way) { return way.kind == Way::Kind::rule && !way.made ? 1 : 0; }

  void number_ways() {
    first_user_.assign(slice_.size() + 1, 0);
    for (FactId f = 0; f < slice_.size(); ++f) {
      for (const Way& way : slice_[f].ways) {
        const bool usable = !usable_ || usable_(f, way);
        ways_.push_back({f, static_cast<std::uint32_t>(way.premises.size()), weight(way), usable});
        for (FactId premise : way.premises) ++first_user_[premise + 1];
      }
    }
    for (std::size_t f = 0; f < slice_.size(); ++f) first_user_[f + 1] += first_user_[f];
    users_.resize(first_user_.back());
    std::vector<std::uint32_t> next(first_user_.begin(), first_user_.end() - 1);
    std::uint32_t w = 0;
    for (FactId f = 0; f < slice_.size(); ++f) {
      for (const Way& way : slice_[f].ways) {
        for (FactId premise : way.premises) users_[next[premise]++] = w;
        if (way.premises.empty() && ways_[w].usable) due_.push({ways_[w].weight, f});
        ++w;
      }
    }
  }

  void settle() {
    while (!due_.empty()) {
      const Due due = due_.top();
      due_.pop();
      if (height_[due.fact] != kNone) continue;
      height_[due.fact] = due.height;
      for (std::uint32_t u = first_user_[due.fact]; u < first_user_[due.fact + 1]; ++u) {
        WayState& way = ways_[users_[u]];
        // The last premise to be settled is the highest.
        const bool ready = --way.missing == 0 && way.usable && height_[way.head] == kNone;
        if (ready) due_.push({due.height + way.weight, way.head});
      }
    }
  }

  std::uint32_t height(const Way& way) const {
    std::uint32_t highest = 0;
    for (FactId premise : way.premises) {
      if (height_[premise] == kNone) return kNone;
      highest = std::max(highest, height_[premise]);
    }
    return highest + weight(way);
  }

  // Where the user's clause stands.
  const knowledge::Origin& origin(const Way& way) {
    if (!way.made || way.premises.empty() || way.kind == Way::Kind::aggregate) return way.origin;
    choose(way.premises.front());
    const Choice& below = choices_[way.premises.front()];
    return below.way ? origin(slice_[way.premises.front()].ways[*below.way]) : way.origin;
  }

  bool comes_before(const Way& a, const Way& b) {
    const bool stated = a.kind == Way::Kind::stated;
    if (stated != (b.kind == Way::Kind::stated)) return stated;
    if (before(origin(a), origin(b))) return true;
    if (before(origin(b), origin(a))) return false;
    for (std::size_t v = 0; v < a.bindings.size() && v < b.bindings.size(); ++v) {
      const auto by = slice_.world().pool.compare(a.bindings[v], b.bindings[v]);
      if (by != 0) return by < 0;
    }
    return false;
  }

  // Among the ways of the least height. What is made rests on other facts of the same height, but never in a circle.
  void choose(FactId f) {
    Choice& choice = choices_[f];
    if (choice.way || height_[f] == kNone) return;
    choice.height = height_[f];
    const std::vector<Way>& ways = slice_[f].ways;
    std::optional<std::uint32_t> best;
    for (std::uint32_t w = 0; w < ways.size(); ++w) {
      if (height(ways[w]) != height_[f] || (usable_ && !usable_(f, ways[w]))) continue;
      if (!best || comes_before(ways[w], ways[*best])) best = w;
    }
    choice.way = best;
  }

  const Slice& slice_;
  const std::function<bool(FactId, const Way&)>& usable_;
  std::vector<std::uint32_t> height_;
  std::vector<Choice> choices_;
  std::vector<WayState> ways_;
  std::vector<std::uint32_t> first_user_, users_;  // by fact: the ways that it is a premise of
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
};

}  // namespace

std::vector<Choice> best_ways(const Slice& slice, const std::function<bool(FactId, const Way&)>& usable) {
  return Best(slice, usable).run();
}

}  // namespace linchpin::explain
