#include "engine/residual.hpp"

#include <utility>

namespace linchpin::engine {
namespace {

constexpr std::uint32_t kNegated = std::uint32_t{1} << 31;

}  // namespace

void Residual::add(Atom head, const std::vector<Atom>& positive, const std::vector<Atom>& negative, bool undecided) {
  Rule rule;
  rule.head = head;
  rule.begin = static_cast<std::uint32_t>(literals_.size());
  literals_.insert(literals_.end(), positive.begin(), positive.end());
  rule.negative = static_cast<std::uint32_t>(literals_.size());
  literals_.insert(literals_.end(), negative.begin(), negative.end());
  rule.end = static_cast<std::uint32_t>(literals_.size());
  rule.open = rule.end - rule.begin + (undecided ? 1 : 0);
  rules_.push_back(rule);
}

void Residual::find_occurrences(std::uint32_t atoms) {
  offsets_.assign(atoms + 1, 0);
  for (Atom atom : literals_) ++offsets_[atom];
  std::uint32_t sum = 0;
  for (std::uint32_t& offset : offsets_) sum += std::exchange(offset, sum);
  occurrences_.resize(literals_.size());
  std::vector<std::uint32_t> next(offsets_.begin(), offsets_.end() - 1);
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    for (std::uint32_t i = rules_[r].begin; i < rules_[r].end; ++i) {
      occurrences_[next[literals_[i]]++] = i < rules_[r].negative ? r : r | kNegated;
    }
  }
}

void Residual::decide(Atom atom, Status status) {
  if (status_[atom] != Status::open) return;
  status_[atom] = status;
  queue_.push_back(atom);
}

void Residual::kill(Rule& rule) {
  if (!rule.alive) return;
  rule.alive = false;
  if (--support_[rule.head] == 0) decide(rule.head, Status::fails);
}

void Residual::propagate() {
  while (!queue_.empty()) {
    const Atom atom = queue_.back();
    queue_.pop_back();
    const bool holds = status_[atom] == Status::holds;
    for (std::uint32_t o = offsets_[atom]; o < offsets_[atom + 1]; ++o) {
      Rule& rule = rules_[occurrences_[o] & ~kNegated];
      const bool negated = (occurrences_[o] & kNegated) != 0;
      if (holds == negated) {
        kill(rule);
      } else if (--rule.open == 0 && rule.alive) {
        decide(rule.head, Status::holds);
      }
    }
  }
}

// Atoms that only rules would give which rest on such atoms: found as those that are not reached when what is negated
// is taken for absent. Returns whether there are any.
bool Residual::fail_unfounded() {
  std::vector<std::uint32_t> open(rules_.size());
  std::vector<bool> reached(status_.size());
  std::vector<Atom> queue;
  const auto reach = [&](Atom atom) {
    if (reached[atom]) return;
    reached[atom] = true;
    queue.push_back(atom);
  };
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    open[r] = rules_[r].negative - rules_[r].begin;
    if (open[r] == 0 && rules_[r].alive) reach(rules_[r].head);
  }
  while (!queue.empty()) {
    const Atom atom = queue.back();
    queue.pop_back();
    for (std::uint32_t o = offsets_[atom]; o < offsets_[atom + 1]; ++o) {
      if ((occurrences_[o] & kNegated) != 0) continue;
      if (--open[occurrences_[o]] == 0 && rules_[occurrences_[o]].alive) reach(rules_[occurrences_[o]].head);
    }
  }
  for (Atom atom = 0; atom < status_.size(); ++atom) {
    if (!reached[atom]) decide(atom, Status::fails);
  }
  return !queue_.empty();
}

std::vector<bool> Residual::solve(std::uint32_t atoms) {
  status_.assign(atoms, Status::open);
  support_.assign(atoms, 0);
  queue_.clear();
  find_occurrences(atoms);
  for (const Rule& rule : rules_) ++support_[rule.head];
  for (const Rule& rule : rules_) {
    if (rule.open == 0) decide(rule.head, Status::holds);
  }
  for (Atom atom = 0; atom < atoms; ++atom) {
    if (support_[atom] == 0) decide(atom, Status::fails);
  }
  do {
    propagate();
  } while (fail_unfounded());
  std::vector<bool> out(atoms);
  for (Atom atom = 0; atom < atoms; ++atom) out[atom] = status_[atom] == Status::holds;
  return out;
}

}  // namespace linchpin::engine
