#include "explain/remarks.hpp"

#include <algorithm>

#include "explain/stated.hpp"
#include "syntax/diagnostic.hpp"
#include "value/mentions.hpp"

namespace linchpin::explain {
namespace {

constexpr std::size_t kMostSimilar = 2;
constexpr std::size_t kMostSaid = 3;
constexpr std::size_t kMostNames = 5000;  // that a slip is compared with

class Finder {
 public:
  Finder(const World& world, const Goal& goal, Work& work, std::set<std::uint32_t>& told)
      : world_(world), goal_(goal), work_(work), told_(told) {}

  std::vector<Remark> run(bool like) {
    find_swapped();
    find_said();
    find_assumed();
    find_among_rows(like && out_.empty());
    return std::move(out_);
  }

 private:
  Remark& add(Remark::Kind kind) {
    out_.emplace_back().kind = kind;
    return out_.back();
  }

  // Rows that differ in one argument, and whether each value is ever where it stands in the goal.
  void find_among_rows(bool like) {
    const engine::Relation* relation = world_.engine.relation(goal_.predicate);
    if (relation == nullptr || !work_.takes(relation->rows())) return;
    const std::size_t arity = goal_.args.size();
    const auto known = std::count_if(goal_.args.begin(), goal_.args.end(), [](const Partial& p) { return p.known(); });
    std::vector<bool> occurs(arity);
    std::vector<Remark> similar;
    const auto before = [&](const Remark& a, const Remark& b) {
      if (a.argument != b.argument) return a.argument > b.argument;  // the last arguments tell the finest
      for (std::size_t i = 0; i < arity; ++i) {
        const auto by = world_.pool.compare(a.fact.args[i], b.fact.args[i]);
        if (by != 0) return by < 0;
      }
      return false;
    };
    std::vector<Value> row(arity);
    for (std::uint32_t r = 0; r < relation->rows(); ++r) {
      if (relation->dead(r)) continue;
      std::size_t differ = 0, at = 0;
      for (std::size_t c = 0; c < arity; ++c) {
        row[c] = relation->at(r, static_cast<std::uint32_t>(c));
        if (!goal_.args[c].known()) continue;
        if (goal_.args[c].value == row[c]) {
          occurs[c] = true;
        } else {
          ++differ;
          at = c;
        }
      }
      if (!like || differ != 1 || known < 2) continue;
      const Remark remark{Remark::Kind::similar, {}, at, "", {goal_.predicate, row}, {}, ""};
      if (similar.size() == kMostSimilar && !before(remark, similar.back())) continue;
      similar.insert(std::upper_bound(similar.begin(), similar.end(), remark, before), remark);
      if (similar.size() > kMostSimilar) similar.pop_back();
    }
    for (std::size_t c = 0; c < arity; ++c) {
      if (goal_.args[c].known() && !occurs[c]) find_slip(c, *relation, like);
    }
    out_.insert(out_.end(), similar.begin(), similar.end());
  }

  void find_slip(std::size_t argument, const engine::Relation& relation, bool like) {
    const Value value = goal_.args[argument].value;
    if (value.kind() != Kind::name && value.kind() != Kind::string) return;
    const bool somewhere = occurs_anywhere(value);
    if (somewhere && (!like || goal_.args.size() == 1)) return;  // of a single argument, that alone is what is missing
    if (!somewhere && !told_.insert(value.bits()).second) return;
    Remark& remark = add(somewhere ? Remark::Kind::not_there : Remark::Kind::nowhere);
    remark.value = value;
    remark.argument = argument;
    // What is known elsewhere is no slip.
    if (!somewhere) remark.near = nearest(world_.pool.text(value), names(argument, relation, value.kind()));
  }

  bool occurs_anywhere(Value value) {
    for (PredicateId p = 0; p < world_.program.predicates.size(); ++p) {
      const engine::Relation* relation = world_.engine.relation(p);
      if (world_.program.predicates[p].internal || relation == nullptr) continue;
      if (!work_.takes(relation->rows())) return true;  // it can't be told
      for (std::uint32_t c = 0; c < relation->arity(); ++c) {
        for (std::uint32_t r = 0; r < relation->rows(); ++r) {
          if (mentions(world_.pool, relation->at(r, c), value)) return true;
        }
      }
    }
    return false;
  }

  // What stands at that place, and the entities.
  std::vector<std::string> names(std::size_t argument, const engine::Relation& relation, Kind kind) const {
    std::set<std::string> out;
    for (std::uint32_t r = 0; r < relation.rows() && out.size() < kMostNames; ++r) {
      const Value value = relation.at(r, static_cast<std::uint32_t>(argument));
      if (value.kind() == kind) out.emplace(world_.pool.text(value));
    }
    for (const auto& entity : world_.module.entities) out.insert(entity.what.name.text);
    return {out.begin(), out.end()};
  }

  void find_swapped() {
    if (!goal_.known()) return;
    for (std::size_t i = 0; i < goal_.args.size(); ++i) {
      for (std::size_t j = i + 1; j < goal_.args.size(); ++j) {
        if (goal_.args[i].value == goal_.args[j].value) continue;
        Fact fact{goal_.predicate, goal_.values()};
        std::swap(fact.args[i], fact.args[j]);
        if (!world_.engine.row(fact.predicate, fact.args.data())) continue;
        add(Remark::Kind::swapped).fact = std::move(fact);
      }
    }
  }

  // Claims of speakers who are not trusted.
  bool is_only_said(const knowledge::Origin& origin) const {
    return level_of(origin, world_.program) == analysis::kOutside &&
           world_.module.claims[origin.claim].what.repeats.empty();
  }

  void find_said() {
    const knowledge::Signature& signature = world_.program.predicates[goal_.predicate].signature;
    std::vector<knowledge::Origin> said;
    if (const knowledge::FactTable* table = world_.module.find_table(signature)) {
      for (std::uint32_t r : table->claimed) {
        if (is_only_said(table->origins[r]) && fits(goal_, table->row(r), world_.pool))
          said.push_back(table->origins[r]);
      }
    }
    note(Remark::Kind::said, std::move(said));
    std::vector<knowledge::Origin> rules;
    for (const auto& clause : world_.module.clauses) {
      const syntax::Atom& head = clause.what.head;
      if (clause.origin.claim != knowledge::kNoClaim && head.predicate == signature.name &&
          head.denied == signature.denied && head.args.size() == signature.arity && is_only_said(clause.origin) &&
          may_be(head)) {
        rules.push_back(clause.origin);
      }
    }
    note(Remark::Kind::ruled, std::move(rules));
  }

  void note(Remark::Kind kind, std::vector<knowledge::Origin> origins) {
    std::sort(origins.begin(), origins.end(), before);
    if (origins.size() > kMostSaid) origins.resize(kMostSaid);
    for (const knowledge::Origin& origin : origins) add(kind).origin = origin;
  }

  // Whether a rule's head can be the goal: none of its values is another one.
  bool may_be(const syntax::Atom& head) const {
    for (std::size_t i = 0; i < head.args.size() && head.names.empty(); ++i) {
      Value value;
      if (goal_.args[i].known() && knowledge::plain_value(head.args[i], world_.pool, value) &&
          value != goal_.args[i].value) {
        return false;
      }
    }
    return true;
  }

  void find_assumed() {
    const knowledge::Signature& signature = world_.program.predicates[goal_.predicate].signature;
    for (const auto& scenario : world_.module.scenarios) {
      const auto& edits = scenario.what.edits;
      const bool assumes = std::any_of(edits.begin(), edits.end(), [&](const syntax::Edit& edit) {
        if (edit.kind != syntax::Edit::Kind::assume || !edit.atom) return false;
        const syntax::Atom& atom = *edit.atom;
        const bool same = atom.predicate == signature.name && atom.denied == signature.denied &&
                          atom.args.size() == signature.arity && atom.names.empty();
        std::vector<Value> row;
        for (const syntax::Term& term : atom.args) {
          Value value;
          if (!same || !knowledge::plain_value(term, world_.pool, value)) return false;
          row.push_back(value);
        }
        return same && fits(goal_, row, world_.pool);
      });
      if (assumes) add(Remark::Kind::assumed).name = scenario.what.id.text;
    }
  }

  const World& world_;
  const Goal& goal_;
  Work& work_;
  std::set<std::uint32_t>& told_;
  std::vector<Remark> out_;
};

}  // namespace

std::vector<Remark> remarks(const World& world, const Goal& goal, Work& work, bool like,
                            std::set<std::uint32_t>& told) {
  return Finder(world, goal, work, told).run(like);
}

}  // namespace linchpin::explain
