#include "explain/exposure.hpp"

#include <algorithm>

namespace linchpin::explain {

using analysis::Literal;
using analysis::Operand;
using analysis::Rule;
using knowledge::ClaimIndex;
using knowledge::kNoClaim;

bool Exposure::Pattern::operator<(const Pattern& other) const {
  if (predicate != other.predicate) return predicate < other.predicate;
  return std::lexicographical_compare(
      args.begin(), args.end(), other.args.begin(), other.args.end(), [](const auto& a, const auto& b) {
        return (a ? std::optional(a->bits()) : std::nullopt) < (b ? std::optional(b->bits()) : std::nullopt);
      });
}

Exposure::Exposure(const Footing& footing, const analysis::Query& query, std::size_t together)
    : footing_(footing), world_(footing.slice().world()), query_(query), together_(together) {
  const analysis::Program& program = world_.program;
  claims_.resize(program.predicates.size());
  const auto add = [&](PredicateId head, const knowledge::Origin& origin) {
    if (origin.claim == kNoClaim) return;
    for (ClaimIndex claim : footing_.claims(origin)) claims_[head].insert(claim);
  };
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) {
    rules_[program.rules[r].head].push_back(r);
    add(program.rules[r].head, program.rules[r].origin);
  }
  for (std::uint32_t a = 0; a < program.aggregations.size(); ++a) {
    aggregations_[program.aggregations[a].head].push_back(a);
    add(program.aggregations[a].head, program.aggregations[a].origin);
  }
  for (const analysis::GroundFact& fact : program.facts) add(fact.predicate, fact.origin);
  for (PredicateId p = 0; p < program.predicates.size(); ++p) {
    const knowledge::FactTable* table = world_.module.find_table(program.predicates[p].signature);
    if (table == nullptr) continue;
    for (std::uint32_t row : table->claimed) {
      if (analysis::level_of(table->origins[row], program) != analysis::kOutside) add(p, table->origins[row]);
    }
  }
  find_growing();
}

bool Exposure::may_grow(PredicateId predicate) const { return predicate >= growing_.size() || growing_[predicate]; }

bool Exposure::may_grow(const Literal& literal) const {
  if (literal.kind == Literal::Kind::atom) return may_grow(literal.predicate);
  return literal.kind == Literal::Kind::negation || literal.kind == Literal::Kind::aggregate;
}

bool Exposure::may_grow(const std::vector<Literal>& body) const {
  return std::any_of(body.begin(), body.end(), [&](const Literal& l) { return may_grow(l); });
}

void Exposure::find_growing() {
  const analysis::Program& program = world_.program;
  growing_.resize(program.predicates.size());
  for (const analysis::Aggregation& a : program.aggregations) growing_[a.head] = true;
  for (PredicateId p = 0; p < growing_.size(); ++p) {
    if (program.predicates[p].extremum != syntax::Extremum::none) growing_[p] = true;
  }
  for (bool more = true; more;) {
    more = false;
    for (const Rule& rule : program.rules) {
      if (growing_[rule.head] || !may_grow(rule.body)) continue;
      growing_[rule.head] = more = true;
    }
  }
}

const std::set<PredicateId>& Exposure::cone(PredicateId predicate) {
  const auto [at, added] = cones_.try_emplace(predicate);
  if (!added) return at->second;
  std::set<PredicateId>& out = at->second;
  std::vector<PredicateId> queue{predicate};
  const auto add_body = [&](const std::vector<Literal>& body) {
    for (const Literal& l : body) {
      if (analysis::reads(l)) queue.push_back(l.predicate);
    }
  };
  while (!queue.empty()) {
    const PredicateId p = queue.back();
    queue.pop_back();
    if (p >= claims_.size() || !out.insert(p).second) continue;
    if (const auto rules = rules_.find(p); rules != rules_.end()) {
      for (std::uint32_t r : rules->second) add_body(world_.program.rules[r].body);
    }
    if (const auto some = aggregations_.find(p); some != aggregations_.end()) {
      for (std::uint32_t a : some->second) add_body(world_.program.aggregations[a].input.body);
    }
  }
  return out;
}

std::set<ClaimIndex> Exposure::claims_of(const std::set<PredicateId>& predicates) {
  std::set<ClaimIndex> out;
  for (PredicateId p : predicates) out.insert(claims_[p].begin(), claims_[p].end());
  return out;
}

std::set<ClaimIndex> Exposure::below(const std::vector<Literal>& body) {
  std::set<ClaimIndex> out;
  for (const Literal& l : body) {
    if (analysis::reads(l)) out.merge(claims_of(cone(l.predicate)));
  }
  return out;
}

// Without all clauses with exceptions of a predicate and its contraries, weak clauses of theirs become definite;
// without all that a predicate depends on, its rules do.
std::set<ClaimIndex> Exposure::unsettling(PredicateId predicate) {
  const analysis::Program& program = world_.program;
  std::set<ClaimIndex> out;
  const auto whole = [&](PredicateId p) {
    while (program.predicates[p].part_of) p = *program.predicates[p].part_of;
    return p;
  };
  const auto add_normal = [&](const auto& of) {
    std::set<ClaimIndex> normal;
    const auto look = [&](bool defeasible, PredicateId head, const knowledge::Origin& origin) {
      if (defeasible && of(head)) normal.insert(origin.claim);
    };
    for (const Rule& rule : program.rules) look(rule.defeasible, rule.head, rule.origin);
    for (const analysis::GroundFact& fact : program.facts) look(fact.defeasible, fact.predicate, fact.origin);
    if (normal.contains(kNoClaim)) return;  // what stands in no claim stays
    if (normal.size() > together_) {
      left_out_ = true;
    } else {
      out.merge(normal);
    }
  };
  const std::set<PredicateId> below = cone(predicate);
  std::set<PredicateId> wholes;
  for (PredicateId p : below) {
    const std::set<PredicateId>& within = cone(p);
    add_normal([&](PredicateId head) { return within.contains(head); });
    wholes.insert(whole(p));
  }
  for (PredicateId p : wholes) {
    std::set<PredicateId> against{p};
    for (const analysis::Contraries& c : program.contraries) {
      if (c.predicate == p) against.insert(c.other);
      if (c.other == p) against.insert(c.predicate);
    }
    add_normal([&](PredicateId head) { return against.contains(whole(head)); });
  }
  return out;
}

Exposure::Pattern Exposure::rows_of_group(std::uint32_t aggregation, std::span<const Value> group) const {
  Pattern out{row_of(aggregation), {group.begin(), group.end()}};
  out.args.resize(world_.program.aggregations[aggregation].input.head_args.size());
  return out;
}

// What a way needs beside its premises: that certain facts do not hold.
void Exposure::look_at(FactId id, const Way& way, Next& out) {
  const Fact& fact = footing_.slice()[id].fact;
  const auto& predicates = world_.program.predicates;
  const bool known = fact.predicate < predicates.size();
  if (known && predicates[fact.predicate].extremum != syntax::Extremum::none) {
    // At a lower level a value may have to give way to a better one that stands beside it now.
    const bool may_sink = world_.program.levels.size() > 1;
    const auto rules = rules_.find(fact.predicate);
    const bool grows = rules != rules_.end() && std::any_of(rules->second.begin(), rules->second.end(), [&](auto r) {
                         const auto& body = world_.program.rules[r].body;
                         return std::any_of(body.begin(), body.end(), [&](const Literal& l) {
                           const bool itself = l.kind == Literal::Kind::atom && l.predicate == fact.predicate;
                           return !itself && may_grow(l);
                         });
                       });
    if (grows || may_sink) out.below.insert(fact.predicate);
  }
  if (way.kind == Way::Kind::aggregate) {
    out.shrink.insert(out.shrink.end(), way.beside.begin(), way.beside.end());
    for (std::uint32_t a : aggregations_.at(fact.predicate)) {
      const auto group = std::span(fact.args).first(world_.program.aggregations[a].group);
      out.grow.push_back(rows_of_group(a, group));
    }
  }
  if (way.kind != Way::Kind::rule) return;
  bool any_negation = false;
  for (const Literal& l : way.rule->body) {
    if (l.kind != Literal::Kind::negation && l.kind != Literal::Kind::aggregate) continue;
    std::vector<std::optional<Value>> args;
    for (const Operand& o : l.args) {
      args.push_back(o.kind == Operand::Kind::wildcard ? std::nullopt : std::optional(value_of(o, way.bindings)));
    }
    if (l.kind == Literal::Kind::negation) {
      any_negation = true;
      out.grow.push_back({l.predicate, std::move(args)});
    } else if (const auto some = aggregations_.find(l.predicate); some != aggregations_.end()) {
      // Of a group without rows; that of one with rows is a premise.
      for (std::uint32_t a : some->second) {
        std::vector<Value> group;
        for (std::uint32_t i = 0; i < world_.program.aggregations[a].group; ++i) group.push_back(*args[i]);
        out.grow.push_back(rows_of_group(a, group));
      }
    }
  }
  // Cleared by one that overrides.
  if (known && predicates[fact.predicate].levelless && !any_negation) {
    out.unsettles.insert(*predicates[fact.predicate].part_of);
  }
}

std::set<ClaimIndex> Exposure::of(const Standing& standing) {
  std::set<ClaimIndex> out;
  Next due;
  for (const auto& [fact, way] : standing.proof) look_at(fact, *way, due);
  std::set<FactId> shrunk;
  std::set<Pattern> grown;
  std::set<PredicateId> below, unsettles;
  const auto take = [&](const Next& next) {
    due.shrink.insert(due.shrink.end(), next.shrink.begin(), next.shrink.end());
    due.grow.insert(due.grow.end(), next.grow.begin(), next.grow.end());
    below.insert(next.below.begin(), next.below.end());
    unsettles.insert(next.unsettles.begin(), next.unsettles.end());
  };
  Next first;
  std::swap(first, due);
  take(first);
  Slice& slice = footing_.slice();
  while (!due.shrink.empty() || !due.grow.empty()) {
    if (!due.grow.empty()) {
      const Pattern pattern = std::move(due.grow.back());
      due.grow.pop_back();
      if (grown.insert(pattern).second) take(growth(pattern));
      continue;
    }
    const FactId fact = due.shrink.back();
    due.shrink.pop_back();
    if (!shrunk.insert(fact).second) continue;
    if (!slice[fact].explored) slice.explore(fact);
    if (!slice[fact].explored || slice[fact].ways.empty()) {
      below.insert(slice[fact].fact.predicate);
      continue;
    }
    for (const Way& way : slice[fact].ways) {
      for (ClaimIndex claim : footing_.claims(fact, way)) out.insert(claim);
      due.shrink.insert(due.shrink.end(), way.premises.begin(), way.premises.end());
      Next next;
      look_at(fact, way, next);
      take(next);
    }
  }
  for (PredicateId p : below) out.merge(claims_of(cone(p)));
  for (PredicateId p : unsettles) out.merge(unsettling(p));
  return out;
}

}  // namespace linchpin::explain
