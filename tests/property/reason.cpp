#include "reason.hpp"

#include <algorithm>
#include <optional>

#include "naive_body.hpp"
#include "naive_rule.hpp"
#include "reason_attack.hpp"
#include "reason_flat.hpp"

namespace linchpin::naive {

namespace {

constexpr std::size_t kMostTuples = 4000;  // of a component
constexpr std::size_t kMostRounds = 200;

using Levels = std::map<Signature, std::map<Tuple, int>>;

// What holds, surely or possibly.
struct Estimate {
  Database holds;
  Database definite;
  std::vector<std::set<Tuple>> applicable;  // by rule: the heads of which the body holds
  friend bool operator==(const Estimate&, const Estimate&) = default;
};

// The program, and what its predicates depend on.
struct Setting {
  explicit Setting(const std::vector<syntax::Statement>& program)
      : flat(flatten(program)), book(prepare(flat.program)), attack(flat, book.rules) {}
  const Ground& ground(std::size_t rule) const { return flat.grounds[book.rules[rule].statement]; }

  Flat flat;
  RuleBook book;
  Attack attack;
};

// ---- ways of seeing tuples

// Of positive premises, whatever one estimate has; of negated ones, whatever the other has.
class TruthView : public Tuples {
 public:
  TruthView(const Setting& setting, const Estimate& own, const Estimate& against, bool definite)
      : setting_(setting), own_(own), against_(against), definite_(definite) {}

  void each(const syntax::Atom& atom, const Binding& binding, Place place, const Visit& visit) const override {
    const Signature s = signature(atom);
    const bool definite = definite_ && place == Place::body && setting_.attack.is_affected(s);
    const Estimate& estimate = place == Place::negated ? against_ : own_;
    each_that_begins((definite ? estimate.definite : estimate.holds).at(s), known_beginning(atom, binding), visit);
  }

 private:
  const Setting& setting_;
  const Estimate& own_;
  const Estimate& against_;
  bool definite_;
};

// The same, where an aggregate must not depend on what is undecided.
class DecidedView final : public TruthView {
 public:
  DecidedView(const Setting& setting, const Estimate& own, const Estimate& against, bool definite)
      : TruthView(setting, own, against, definite), other_(setting, against, own, false) {}
  const Tuples* other_way() const override { return &other_; }
  void differs() const override { throw EvaluationError("an aggregate over undecided tuples"); }

 private:
  TruthView other_;
};

// Of positive premises, those at a level or above; of negated ones, all. An aggregate must find all its elements there.
class LevelView final : public Tuples {
 public:
  LevelView(const Setting& setting, const Levels& holds, const Levels* definite, int level, const Estimate& surely,
            const Estimate& possibly)
      : setting_(setting),
        holds_(holds),
        definite_(definite),
        level_(level),
        possibly_(possibly),
        whole_(setting, surely, possibly, false) {}

  void each(const syntax::Atom& atom, const Binding& binding, Place place, const Visit& visit) const override {
    const Signature s = signature(atom);
    const Tuple beginning = known_beginning(atom, binding);
    if (place == Place::negated) return each_that_begins(possibly_.holds.at(s), beginning, visit);
    const bool definite = definite_ != nullptr && place == Place::body && setting_.attack.is_affected(s);
    each_that_begins((definite ? *definite_ : holds_).at(s), beginning, [&](const auto& row) {
      if (row.second <= level_) visit(row.first);
    });
  }
  const Tuples* other_way() const override { return &whole_; }

 private:
  const Setting& setting_;
  const Levels& holds_;
  const Levels* definite_;  // null: premises need not be definite
  int level_;
  const Estimate& possibly_;
  TruthView whole_;
};

std::set<Tuple> heads(const Rule& rule, const Tuples& tuples) {
  std::set<Tuple> out;
  solve(rule, tuples, [&](const Binding& binding) {
    Tuple head;
    for (const syntax::Term& t : rule.head.args) head.push_back(value(t, binding));
    out.insert(std::move(head));
  });
  return out;
}

class Reasoner {
 public:
  explicit Reasoner(const std::vector<syntax::Statement>& program);
  Conclusions run();

 private:
  using Component = std::set<Signature>;

  const std::vector<std::size_t>& rules_of(const Signature& s) const;
  bool is_circular(const Component& component) const;
  bool matters_definitely(const Signature& s) const;
  void check(const Component& component) const;
  void clear(Estimate& estimate, const Component& component) const;
  void close(Estimate& estimate, const Estimate& against, const Component& component) const;
  bool step(Estimate& estimate, const Estimate& against, std::size_t rule) const;
  bool stands(const Signature& s, const Tuple& q, const Estimate& estimate, const Estimate& against) const;
  Estimate part(const Estimate& estimate, const Component& component) const;
  void decide(const Component& component);
  void rank(const Component& component);
  bool rank(std::size_t rule, int level);
  void find_best(const Component& component);
  bool insert_best(const Signature& s, const Tuple& tuple, int level);
  bool is_one_enough(const Signature& s, const Tuple& q) const;
  void note(const Component& component);

  Setting setting_;
  Dependencies dependencies_;
  std::map<Signature, std::vector<std::size_t>> rules_;  // by head
  Estimate surely_, possibly_;
  Levels definite_;
  Conclusions out_;
};

Reasoner::Reasoner(const std::vector<syntax::Statement>& program)
    : setting_(program), dependencies_(setting_.attack.dependencies()) {
  out_.levels = setting_.flat.levels;
  for (Estimate* e : {&surely_, &possibly_}) e->applicable.resize(setting_.book.rules.size());
  for (std::size_t r = 0; r < setting_.book.rules.size(); ++r)
    rules_[setting_.book.rules[r].head_signature].push_back(r);
  for (const Rule& rule : setting_.book.rules)
    for (const Signature& s : rule.mentioned) {
      for (Estimate* e : {&surely_, &possibly_}) {
        e->holds[s];
        e->definite[s];
      }
      definite_[s];
      out_.holds[s];
      out_.undecided[s];
      out_.blocked[s];
      out_.held_by_a_team[s];
    }
}

const std::vector<std::size_t>& Reasoner::rules_of(const Signature& s) const {
  static const std::vector<std::size_t> none;
  const auto at = rules_.find(s);
  return at == rules_.end() ? none : at->second;
}

// Whether something in it depends on itself. Else one round finds everything.
bool Reasoner::is_circular(const Component& component) const {
  return std::any_of(component.begin(), component.end(), [&](const Signature& s) {
    const std::set<Signature>& below = dependencies_.at(s);
    return std::any_of(below.begin(), below.end(), [&](const Signature& b) { return component.contains(b); });
  });
}

// Whether it can come to bear on anything what is definite of this predicate.
bool Reasoner::matters_definitely(const Signature& s) const {
  return setting_.attack.is_attackable(s) || std::any_of(setting_.book.rules.begin(), setting_.book.rules.end(),
                                                         [&](const Rule& rule) { return rule.needed.contains(s); });
}

// What can't be in a cycle, and what is not known here.
void Reasoner::check(const Component& component) const {
  const auto inside = [&](const Signature& s) { return component.contains(s); };
  bool negation = false;
  bool best = false;
  for (const Signature& s : component) {
    best |= setting_.book.best.contains(s);
    negation |= setting_.attack.is_attackable(s);
    for (const std::size_t r : rules_of(s)) {
      const Rule& rule = setting_.book.rules[r];
      if (std::any_of(rule.aggregated.begin(), rule.aggregated.end(), inside))
        throw Invalid(print(s) + " depends on itself through an aggregate");
      const auto is_unclear = [&](const Signature& p) {
        return setting_.attack.is_affected(p) && setting_.book.best.contains(p);
      };
      if (!setting_.book.best.contains(s) && std::any_of(rule.needed.begin(), rule.needed.end(), is_unclear) &&
          matters_definitely(s) && setting_.attack.may_be_definite(r))
        throw Invalid(print(s) + " reads a min or max argument that depends on what has exceptions");
      negation |= std::any_of(rule.finished.begin(), rule.finished.end(), inside);
    }
  }
  if (best && negation) throw Invalid("negation in a cycle with a min or max argument");
}

// ---- truth

void Reasoner::clear(Estimate& estimate, const Component& component) const {
  for (const Signature& s : component) {
    estimate.holds[s].clear();
    estimate.definite[s].clear();
    for (const std::size_t r : rules_of(s)) estimate.applicable[r].clear();
  }
}

// Whether q holds although it can be attacked. REQUIRES: a clause for q is applicable.
bool Reasoner::stands(const Signature& s, const Tuple& q, const Estimate& estimate, const Estimate& against) const {
  const std::vector<std::size_t>& own = rules_of(s);
  for (const Signature& c : setting_.attack.contraries(s)) {
    for (const Tuple& contrary : against.definite.at(c))
      if (setting_.attack.are_contraries(s, q, c, contrary)) return false;
    for (const std::size_t attacker : rules_of(c)) {
      const bool attacks =
          std::any_of(against.applicable[attacker].begin(), against.applicable[attacker].end(),
                      [&](const Tuple& contrary) { return setting_.attack.are_contraries(s, q, c, contrary); });
      const bool beaten = std::any_of(own.begin(), own.end(), [&](std::size_t r) {
        return estimate.applicable[r].contains(q) &&
               setting_.flat.overrides.contains({setting_.ground(r).claim, setting_.ground(attacker).claim});
      });
      if (attacks && !beaten) return false;
    }
  }
  return true;
}

// What one rule adds.
bool Reasoner::step(Estimate& estimate, const Estimate& against, std::size_t rule) const {
  const Rule& r = setting_.book.rules[rule];
  const Signature& s = r.head_signature;
  bool changed = false;
  for (const Tuple& head : heads(r, DecidedView(setting_, estimate, against, false)))
    changed |= estimate.applicable[rule].insert(head).second;
  if (setting_.attack.may_be_definite(rule))
    for (const Tuple& head : heads(r, DecidedView(setting_, estimate, against, true))) {
      changed |= estimate.definite[s].insert(head).second;
      changed |= estimate.holds[s].insert(head).second;
    }
  for (const Tuple& q : estimate.applicable[rule])
    if (!setting_.attack.is_attackable(s) || stands(s, q, estimate, against))
      changed |= estimate.holds[s].insert(q).second;
  return changed;
}

void Reasoner::close(Estimate& estimate, const Estimate& against, const Component& component) const {
  clear(estimate, component);
  std::size_t rounds = 0;
  const bool circular = is_circular(component);
  for (bool changed = true; changed;) {
    changed = false;
    std::size_t tuples = 0;
    for (const Signature& s : component) {
      for (const std::size_t r : rules_of(s)) changed |= step(estimate, against, r);
      tuples += estimate.holds[s].size();
    }
    if (tuples > kMostTuples || ++rounds > kMostRounds) throw Invalid(kTooLarge);
    changed &= circular;
  }
}

// What an estimate has of a component.
Estimate Reasoner::part(const Estimate& estimate, const Component& component) const {
  Estimate out;
  for (const Signature& s : component) {
    out.holds[s] = estimate.holds.at(s);
    out.definite[s] = estimate.definite.at(s);
    for (const std::size_t r : rules_of(s)) out.applicable.push_back(estimate.applicable[r]);
  }
  return out;
}

void Reasoner::decide(const Component& component) {
  clear(surely_, component);
  for (bool changed = true; changed;) {
    close(possibly_, surely_, component);
    const Estimate before = part(surely_, component);
    close(surely_, possibly_, component);
    changed = is_circular(component) && part(surely_, component) != before;
  }
}

// ---- levels

// What one rule adds when only its level and those above count. The first time that a tuple comes is its level.
bool Reasoner::rank(std::size_t rule, int level) {
  const Rule& r = setting_.book.rules[rule];
  const Signature& s = r.head_signature;
  bool changed = false;
  for (const Tuple& q : heads(r, LevelView(setting_, out_.holds, nullptr, level, surely_, possibly_)))
    if (!setting_.attack.is_attackable(s) || stands(s, q, surely_, possibly_))
      changed |= out_.holds[s].emplace(q, level).second;
  if (setting_.attack.may_be_definite(rule))
    for (const Tuple& q : heads(r, LevelView(setting_, out_.holds, &definite_, level, surely_, possibly_))) {
      changed |= definite_[s].emplace(q, level).second;
      changed |= out_.holds[s].emplace(q, level).second;
    }
  return changed;
}

void Reasoner::rank(const Component& component) {
  const bool circular = is_circular(component);
  for (int level = 0; level < static_cast<int>(out_.levels.size()); ++level)
    for (bool changed = true; changed;) {
      changed = false;
      for (const Signature& s : component)
        for (const std::size_t r : rules_of(s))
          if (setting_.ground(r).level <= level) changed |= rank(r, level);
      changed &= circular;
    }
  for (const Signature& s : component) {
    std::set<Tuple> ranked;
    for (const auto& [tuple, level] : out_.holds[s]) ranked.insert(tuple);
    if (ranked != surely_.holds[s]) throw std::logic_error("levels and truth disagree on " + print(s));
  }
}

// ---- min and max arguments: their truth depends on levels

// A tuple goes when a better one of the same or a higher level exists.
bool Reasoner::insert_best(const Signature& s, const Tuple& tuple, int level) {
  std::map<Tuple, int>& relation = out_.holds[s];
  const auto best = setting_.book.best.find(s);
  if (best == setting_.book.best.end()) return relation.emplace(tuple, level).second;
  for (auto old = relation.begin(); old != relation.end();) {
    const bool rival = best->second.key(old->first) == best->second.key(tuple);
    if (rival && !best->second.better(tuple, old->first)) return false;
    old = rival && old->second == level ? relation.erase(old) : std::next(old);
  }
  return relation.emplace(tuple, level).second;
}

void Reasoner::find_best(const Component& component) {
  const std::vector<Rule>& rules = setting_.book.rules;
  for (const Signature& s : component)
    for (const std::size_t r : rules_of(s))
      for (const Signature& below : rules[r].mentioned)
        if (!out_.undecided[below].empty()) throw Invalid("a min or max argument over undecided tuples");
  for (int level = 0; level < static_cast<int>(out_.levels.size()); ++level) {
    std::size_t rounds = 0;
    for (bool changed = true; changed;) {
      changed = false;
      for (const Signature& s : component)
        for (const std::size_t r : rules_of(s)) {
          if (setting_.ground(r).level > level) continue;
          for (const Tuple& q : heads(rules[r], LevelView(setting_, out_.holds, nullptr, level, surely_, possibly_)))
            changed |= insert_best(s, q, level);
        }
      if (++rounds > kMostRounds) throw Invalid(kTooLarge);
    }
  }
  for (const Signature& s : component)
    for (const auto& [tuple, level] : out_.holds[s]) {
      surely_.holds[s].insert(tuple);
      possibly_.holds[s].insert(tuple);
    }
}

// ---- the whole

// Whether one clause for q, or one of the same claim, overrides every attack.
bool Reasoner::is_one_enough(const Signature& s, const Tuple& q) const {
  std::set<std::string> attacking;
  for (const Signature& c : setting_.attack.contraries(s))
    for (const std::size_t r : rules_of(c))
      for (const Tuple& contrary : surely_.applicable[r])
        if (setting_.attack.are_contraries(s, q, c, contrary)) attacking.insert(setting_.ground(r).claim);
  if (attacking.empty()) return true;
  const std::vector<std::size_t>& own = rules_of(s);
  return std::any_of(own.begin(), own.end(), [&](std::size_t r) {
    return surely_.applicable[r].contains(q) &&
           std::all_of(attacking.begin(), attacking.end(), [&](const std::string& claim) {
             return setting_.flat.overrides.contains({setting_.ground(r).claim, claim});
           });
  });
}

void Reasoner::note(const Component& component) {
  for (const Signature& s : component) {
    for (const Tuple& tuple : possibly_.holds[s])
      if (!surely_.holds[s].contains(tuple)) out_.undecided[s].insert(tuple);
    if (!setting_.attack.is_attackable(s)) continue;
    for (const std::size_t r : rules_of(s))
      for (const Tuple& tuple : surely_.applicable[r])
        if (!possibly_.holds[s].contains(tuple)) out_.blocked[s].insert(tuple);
    for (const Tuple& tuple : surely_.holds[s])
      if (!surely_.definite[s].contains(tuple) && !is_one_enough(s, tuple)) out_.held_by_a_team[s].insert(tuple);
  }
}

Conclusions Reasoner::run() {
  for (const Component& component : components(dependencies_)) {
    check(component);
    const bool best = std::any_of(component.begin(), component.end(),
                                  [&](const Signature& s) { return setting_.book.best.contains(s); });
    if (best) {
      find_best(component);
    } else {
      decide(component);
      rank(component);
    }
    note(component);
  }
  out_.definite = std::move(definite_);
  return std::move(out_);
}

}  // namespace

Conclusions reason(const std::vector<syntax::Statement>& program) { return Reasoner(program).run(); }

}  // namespace linchpin::naive
