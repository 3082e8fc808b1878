#include "explain/overestimate.hpp"

#include <algorithm>

#include "analysis/strata.hpp"

namespace linchpin::explain {

using analysis::Literal;
using analysis::PredicateId;
using analysis::Program;
using analysis::Rule;

namespace {

constexpr std::uint64_t kMostRows = 1 << 20;  // beyond those that hold

bool may_differ(const Literal& l) {
  switch (l.kind) {
    case Literal::Kind::aggregate:
      return true;
    case Literal::Kind::bind:
      return can_fail(l.expression);
    case Literal::Kind::test:
    case Literal::Kind::generate:
      return builtins()[l.builtin].can_fail;
    default:
      return false;
  }
}

std::vector<engine::FactBlock> rows_of(const engine::Relation* relation) {
  std::vector<engine::FactBlock> out;
  if (relation == nullptr || relation->live_rows() == 0) return out;
  engine::FactBlock& block = out.emplace_back();
  for (std::uint32_t r = 0; r < relation->rows(); ++r) {
    if (relation->dead(r)) continue;
    ++block.count;
    for (std::uint32_t c = 0; c < relation->arity(); ++c) block.held.push_back(relation->at(r, c));
  }
  if (relation->arity() == 0) block.held.emplace_back();  // so that there is something to point to
  block.rows = block.held.data();
  return out;
}

}  // namespace

std::shared_ptr<const Program> Overestimate::relaxed(const Program& program) {
  bounded_.assign(program.predicates.size(), true);
  for (const analysis::Aggregation& a : program.aggregations) bounded_[a.head] = false;
  for (PredicateId p = 0; p < bounded_.size(); ++p) {
    if (program.predicates[p].extremum != syntax::Extremum::none) bounded_[p] = false;
  }
  for (bool more = true; more;) {
    more = false;
    for (const Rule& rule : program.rules) {
      const bool unbounded = std::any_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
        return may_differ(l) || (l.kind == Literal::Kind::atom && !bounded_[l.predicate]);
      });
      if (!unbounded || !bounded_[rule.head]) continue;
      bounded_[rule.head] = false;
      more = true;
    }
  }
  auto out = std::make_shared<Program>();
  out->predicates = program.predicates;
  for (analysis::Predicate& predicate : out->predicates.edit()) {
    predicate.extremum = syntax::Extremum::none;
    predicate.possible.reset();
  }
  for (const Rule& rule : program.rules) {
    if (!bounded_[rule.head]) continue;
    Rule& loose = out->rules.edit().emplace_back(rule);
    std::erase_if(loose.body, [](const Literal& l) { return l.kind == Literal::Kind::negation; });
    loose.checks.clear();
    loose.level = 0;
  }
  out->strata.edit() = analysis::stratify(out->rules, {}, out->predicates.size());
  return out;
}

Overestimate::Overestimate(const World& world)
    : engine_(std::make_unique<engine::Engine>(world.pool)), program_(relaxed(world.program)) {
  engine::Update update;
  update.program = program_;
  update.facts = [&](PredicateId p) { return rows_of(world.engine.relation(p)); };
  update.added = update.facts;
  update.changed = [](PredicateId) { return false; };
  engine::Budget part = world.budget.within(world.engine.tuples() + kMostRows);
  try {
    engine_->update(update, part);
    world_ = std::make_unique<World>(
        World{*program_, world.module, world.sources, *engine_, world.pool, world.budget, world.imported});
  } catch (const engine::Stopped& stopped) {
    if (stopped.reason != engine::Stopped::Reason::tuples) throw;
    bounded_.assign(bounded_.size(), false);
    world_ = std::make_unique<World>(world);
  }
}

}  // namespace linchpin::explain
