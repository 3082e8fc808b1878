#include "explain/slice.hpp"

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "explain/aggregate_rows.hpp"

namespace linchpin::explain {

using analysis::Literal;
using analysis::Operand;
using analysis::Rule;

std::size_t Slice::FactHash::operator()(const Fact& fact) const noexcept {
  std::uint64_t h = fact.predicate * 0x9E3779B97F4A7C15ULL;
  for (Value v : fact.args) h = (h ^ v.bits() ^ (h >> 31)) * 0x2545F4914F6CDD1DULL;
  return h ^ (h >> 32);
}

Slice::Slice(const World& world, const SliceLimits& limits, Breadth breadth)
    : world_(world), limits_(limits), breadth_(breadth), statements_(world) {
  const analysis::Program& program = world.program;
  for (std::uint32_t r = 0; r < program.rules.size(); ++r) rules_[program.rules[r].head].push_back(r);
  for (std::uint32_t a = 0; a < program.aggregations.size(); ++a) {
    aggregations_[program.aggregations[a].head].push_back(a);
  }
  made_.resize(program.predicates.size());
  for (const analysis::Weighing& weighing : program.weighings) {
    made_[weighing.predicate] = true;
    if (weighing.clauses.size() > 1) made_[weighing.supported] = true;
  }
  for (PredicateId p = 0; p < made_.size(); ++p) made_[p] = made_[p] || program.predicates[p].levelless;
}

FactId Slice::number(Fact fact) {
  const auto [at, added] = number_.try_emplace(std::move(fact), static_cast<FactId>(facts_.size()));
  if (!added) return at->second;
  KnownFact& known = facts_.emplace_back();
  known.fact = at->first;
  const engine::Relation* relation = world_.engine.relation(known.fact.predicate);
  if (relation == nullptr) return at->second;
  known.level = relation->segments().front().level;
  if (relation->segments().size() > 1) {
    const auto row = world_.engine.row(known.fact.predicate, known.fact.args.data());
    if (row) known.level = relation->level(*row);
  }
  return at->second;
}

FactId Slice::add_answer(const analysis::Query& query, std::span<const Value> row, Level level) {
  if (!question_) {
    question_ = std::make_unique<InstanceFinder>(world_, query, static_cast<std::uint32_t>(query.columns.size()));
  }
  const auto id = static_cast<FactId>(facts_.size());
  KnownFact& known = facts_.emplace_back();
  known.fact = {kQuestion, {row.begin(), row.end()}};
  known.level = level;
  return id;
}

FactId Slice::add_body(std::uint32_t rule, std::span<const Value> head, Level level) {
  const auto id = static_cast<FactId>(facts_.size());
  KnownFact& known = facts_.emplace_back();
  known.fact = {kQuestion, {}};
  known.level = level;
  known.explored = true;
  const Instances instances = finder(rule).of(head, level, 0);
  for (std::uint64_t i = 0; i < instances.count; ++i) {
    Way way = way_of(instances, i, false);
    facts_[id].ways.push_back(std::move(way));
  }
  return id;
}

InstanceFinder& Slice::finder(std::uint32_t rule) {
  const auto at = finders_.find(rule);
  if (at != finders_.end()) return at->second;
  const Rule& r = world_.program.rules[rule];
  return finders_.try_emplace(rule, world_, r, static_cast<std::uint32_t>(r.head_args.size())).first->second;
}

// What only says that nothing stands against a fact is no premise of a proof; nor is a group without a row, as it is
// not there.
std::vector<Slice::Premise> Slice::premises(const Rule& rule, std::span<const Value> bindings) {
  std::vector<Premise> out;
  const auto known = static_cast<PredicateId>(world_.program.predicates.size());
  for (std::size_t i = 0; i < rule.body.size(); ++i) {
    const Literal& literal = rule.body[i];
    const bool is_aggregate = literal.kind == Literal::Kind::aggregate;
    if ((literal.kind != Literal::Kind::atom && !is_aggregate) || literal.possible || literal.predicate >= known) {
      continue;
    }
    if (breadth_ == Breadth::best && world_.program.predicates[literal.predicate].levelless) continue;
    Fact fact{literal.predicate, {}};
    for (const Operand& o : literal.args) fact.args.push_back(value_of(o, bindings));
    if (is_aggregate && !world_.engine.row(fact.predicate, fact.args.data())) continue;
    out.push_back({i, std::move(fact)});
  }
  return out;
}

// Of the statements the first at the fact's own level is enough for a best proof.
bool Slice::add_stated(FactId id) {
  if (facts_[id].fact.predicate == kQuestion) return false;
  const Level level = facts_[id].level;
  for (const Statement& statement : statements_.of(facts_[id].fact.predicate, facts_[id].fact.args)) {
    if (breadth_ == Breadth::best && statement.level > level) continue;
    Way& way = facts_[id].ways.emplace_back();
    way.kind = statement.imported ? Way::Kind::imported : Way::Kind::stated;
    way.origin = statement.origin;
    way.clause_level = statement.level;
    if (breadth_ == Breadth::best) return true;
  }
  return !facts_[id].ways.empty();
}

Way Slice::way_of(const Instances& instances, std::uint64_t row, bool made) {
  Way way;
  way.kind = Way::Kind::rule;
  way.origin = instances.rule->origin;
  way.clause_level = instances.rule->level;
  way.rule = instances.rule;
  way.made = made;
  const auto bindings = instances.row(row);
  way.bindings.assign(bindings.begin(), bindings.end());
  for (Premise& premise : premises(*instances.rule, bindings)) way.premises.push_back(number(std::move(premise.fact)));
  return way;
}

// False where there are more instances than `enough`.
bool Slice::find_ways(FactId id, std::uint64_t enough) {
  ++facts_run_;
  const Fact fact = facts_[id].fact;
  const Level level = breadth_ == Breadth::all ? engine::kLowest : facts_[id].level;
  const auto add = [&](InstanceFinder& finder, bool made) {
    const Instances instances = finder.of(fact.args, level, enough);
    for (std::uint64_t i = 0; i < instances.count; ++i) {
      Way way = way_of(instances, i, made);
      facts_[id].ways.push_back(std::move(way));
    }
    ways_ += instances.count;
    return !instances.cut;
  };
  facts_[id].ways.clear();
  if (fact.predicate == kQuestion) return add(*question_, false);
  if (breadth_ == Breadth::all) add_stated(id);
  bool all = true;
  if (const auto at = rules_.find(fact.predicate); at != rules_.end()) {
    for (std::uint32_t r : at->second) all = add(finder(r), is_made(fact.predicate)) && all;
  }
  if (const auto at = aggregations_.find(fact.predicate); at != aggregations_.end()) {
    for (std::uint32_t a : at->second) add_aggregate(id, a);
  }
  return all;
}

// One way: all rows of its group at once, the weakest of them first, as the level is theirs.
void Slice::add_aggregate(FactId id, std::uint32_t aggregation) {
  if (breadth_ == Breadth::all) return add_all_rows(id, aggregation);
  const analysis::Aggregation& a = world_.program.aggregations[aggregation];
  const std::vector<Value> args = facts_[id].fact.args;
  InstanceFinder& finder = inputs_.try_emplace(aggregation, world_, a.input, a.group).first->second;
  const Instances instances = finder.with_levels(args, facts_[id].level);
  if (instances.count == 0) return;
  const AggregateRows rows = rows_of(a, instances, limits_.shown, world_.pool);
  Way way;
  way.kind = Way::Kind::aggregate;
  way.origin = a.origin;
  way.made = true;
  way.rows = rows.count;
  way.shown = rows.first.size();
  for (std::uint64_t row : rows.first) {
    for (Premise& premise : premises(*instances.rule, instances.row(row))) {
      const FactId of = number(std::move(premise.fact));
      if (std::find(way.premises.begin(), way.premises.end(), of) == way.premises.end()) way.premises.push_back(of);
    }
  }
  ++ways_;
  facts_[id].ways.push_back(std::move(way));
}

// The value needs all rows; the least or greatest one needs but one of those that have it.
void Slice::add_all_rows(FactId id, std::uint32_t aggregation) {
  const analysis::Aggregation& a = world_.program.aggregations[aggregation];
  const std::vector<Value> args = facts_[id].fact.args;
  InstanceFinder& finder = inputs_.try_emplace(aggregation, world_, a.input, a.group).first->second;
  const Instances instances = finder.of(args, engine::kLowest, 0);
  if (instances.count == 0) return;
  const bool one_is_enough =
      a.function == analysis::AggregateFunction::min || a.function == analysis::AggregateFunction::max;
  std::vector<FactId> rows, beside, made_now;
  std::unordered_set<FactId> met;
  for (std::uint64_t i = 0; i < instances.count; ++i) {
    Fact row{row_of(aggregation), {args.begin(), args.begin() + a.group}};
    for (std::size_t k = a.group; k < a.input.head_args.size(); ++k) {
      row.args.push_back(value_of(a.input.head_args[k], instances.row(i)));
    }
    const bool needed = !one_is_enough || row.args.back() == args.back();
    const FactId of = number(std::move(row));
    if (facts_[of].ways.empty()) made_now.push_back(of);
    if (met.insert(of).second) (needed ? rows : beside).push_back(of);
    if (facts_[of].explored) continue;
    Way way = way_of(instances, i, true);
    facts_[of].ways.push_back(std::move(way));
  }
  for (FactId row : made_now) facts_[row].explored = true;
  Way way;
  way.kind = Way::Kind::aggregate;
  way.origin = a.origin;
  way.made = true;
  way.rule = instances.rule;
  way.rows = way.shown = rows.size();
  ways_ += instances.count;
  if (!one_is_enough) {
    way.premises = std::move(rows);
    facts_[id].ways.push_back(std::move(way));
    return;
  }
  beside.insert(beside.end(), rows.begin(), rows.end());
  way.beside = std::move(beside);
  for (FactId row : rows) {
    way.premises = {row};
    facts_[id].ways.push_back(way);
  }
}

std::vector<Statement> Slice::clauses(const Fact& fact) {
  std::vector<Statement> out;
  for (PredicateId part : analysis::parts_of(fact.predicate, world_.program)) {
    for (const Statement& statement : statements_.of(part, fact.args)) out.push_back(statement);
    const auto at = rules_.find(part);
    if (at == rules_.end()) continue;
    for (std::uint32_t r : at->second) {
      const Instances instances = finder(r).with_levels(fact.args, engine::kLowest);
      if (instances.count == 0) continue;
      const Level level = *std::min_element(instances.levels.begin(), instances.levels.end());
      out.push_back({instances.rule->origin, level});
    }
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return before(a.origin, b.origin); });
  return out;
}

bool Slice::explore(FactId goal) {
  facts_run_ = ways_ = 0;
  std::deque<FactId> queue{goal};
  std::vector<bool> seen(facts_.size());
  seen[goal] = true;
  bool all = true;
  while (!queue.empty()) {
    const FactId id = queue.front();
    queue.pop_front();
    if (!facts_[id].explored) {
      if (breadth_ == Breadth::best && add_stated(id)) {
        facts_[id].explored = true;
      } else if (facts_run_ >= limits_.facts || ways_ >= limits_.ways) {
        all = false;
        continue;
      } else {
        facts_[id].explored = find_ways(id, limits_.enough);
        if (!facts_[id].explored) {
          facts_[id].ways.clear();  // which of them were found depends on how the engine goes about it
          all = false;
          continue;
        }
      }
    }
    seen.resize(facts_.size());
    for (const Way& way : facts_[id].ways) {
      for (const std::vector<FactId>* below : {&way.premises, &way.beside}) {
        for (FactId premise : *below) {
          if (seen[premise]) continue;
          seen[premise] = true;
          queue.push_back(premise);
        }
      }
    }
  }
  return all;
}

}  // namespace linchpin::explain
