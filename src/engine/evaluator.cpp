#include "engine/evaluator.hpp"

#include <algorithm>

#include "engine/aggregate.hpp"

namespace linchpin::engine {
namespace {

using analysis::Literal;
using analysis::Rule;
using plan::Plan;

class InsertSink final : public Sink {
 public:
  InsertSink(Relation& relation, const Rule& rule, Budget& budget)
      : relation_(relation), rule_(rule), budget_(budget) {}
  void take(const Value* const* columns, std::uint32_t n) override {
    budget_.check(&rule_, relation_.insert(columns, n));
  }
  bool take_groups(const Groups& groups) override {
    const std::uint32_t before = relation_.rows();
    const bool all = relation_.insert_groups(groups);
    budget_.check(&rule_, relation_.rows() - before);
    return all;
  }

 private:
  Relation& relation_;
  const Rule& rule_;
  Budget& budget_;
};

// Plans are made anew when an atom's relation has grown or shrunk by this factor since.
constexpr double kReplan = 8;

std::uint16_t code_of(BuiltinError::Kind kind) {
  switch (kind) {
    case BuiltinError::Kind::overflow:
      return kOverflow;
    case BuiltinError::Kind::division_by_zero:
      return kDivisionByZero;
    case BuiltinError::Kind::wrong_kind:
      return kWrongKind;
    case BuiltinError::Kind::bad_pattern:
      return kBadPattern;
  }
  return kWrongKind;
}

std::string hint_of(BuiltinError::Kind kind) {
  switch (kind) {
    case BuiltinError::Kind::overflow:
      return "integers have 64 bits; bound the values in the rule's body, or use decimals (1.0 for 1)";
    case BuiltinError::Kind::division_by_zero:
      return "exclude zero in the rule's body, as in `Y != 0`";
    case BuiltinError::Kind::wrong_kind:
      return "let the rule's body bind the variable to values of the right kind only";
    case BuiltinError::Kind::bad_pattern:
      return "patterns are regular expressions in RE2's syntax";
  }
  return {};
}

bool in(const std::vector<analysis::PredicateId>& predicates, analysis::PredicateId id) {
  return std::find(predicates.begin(), predicates.end(), id) != predicates.end();
}

}  // namespace

plan::Statistics statistics_of(Database& database) {
  return {[&database](analysis::PredicateId p) { return static_cast<double>(database.relation(p).live_rows()); },
          [&database](analysis::PredicateId p, std::uint32_t column) { return database.relation(p).distinct(column); },
          [&database](analysis::PredicateId p) {
            const Extent& extent = database[p].extent;
            return static_cast<double>(extent.all - extent.old);
          }};
}

std::vector<std::uint64_t> actual_rows(const Variant& variant) {
  std::vector<std::uint64_t> out = variant.before;
  out.resize(variant.plan.steps.size());
  for (std::size_t s = 0; variant.pipeline && s < out.size(); ++s) out[s] += variant.pipeline->actual()[s];
  return out;
}

void RuleState::forget_pipelines() {
  for (Variant& v : variants) {
    v.before = actual_rows(v);
    v.pipeline.reset();
  }
}

Variant& Evaluator::variant(const Rule& rule, RuleState& state, std::uint32_t delta) {
  Variant* found = nullptr;
  for (Variant& v : state.variants) {
    if (v.plan.delta == delta) found = &v;
  }
  std::vector<double> rows;
  for (const Literal& literal : rule.body) {
    if (literal.kind == Literal::Kind::atom) rows.push_back(database_.relation(literal.predicate).live_rows());
  }
  if (found != nullptr && found->plan.late == state.late) {
    const auto moved = [](double now, double then) {
      return std::max(now, 16.0) > kReplan * std::max(then, 16.0) ||
             std::max(then, 16.0) > kReplan * std::max(now, 16.0);
    };
    if (std::equal(rows.begin(), rows.end(), found->rows.begin(),
                   [&](double now, double then) { return !moved(now, then); })) {
      if (!found->pipeline) found->pipeline = std::make_unique<Pipeline>(rule, found->plan, workspace_);
      return *found;
    }
  }
  if (found == nullptr) found = &state.variants.emplace_back();
  Plan made = plan::make(rule, {delta, state.late, workspace_.tuning.projected_delta}, statistics_of(database_));
  found->pipeline.reset();
  found->before.clear();
  found->plan = std::move(made);
  found->rows = std::move(rows);
  found->pipeline = std::make_unique<Pipeline>(rule, found->plan, workspace_);
  return *found;
}

void Evaluator::run(const Rule& rule, RuleState& state, std::uint32_t delta, Sink& sink) {
  for (std::uint32_t i = 0; i < rule.body.size(); ++i) {
    if (rule.body[i].kind != Literal::Kind::atom) continue;
    const Extent& extent = database_[rule.body[i].predicate].extent;
    if (extent.all == (i == delta ? extent.old : 0)) return;  // an empty atom: no binding
  }
  Variant& v = variant(rule, state, delta);
  try {
    v.pipeline->run(database_, sink, budget_);
  } catch (BuiltinFailure& failure) {
    if (!state.late) {
      // The binding may be one that another literal rejects: again, with what can fail computed last.
      state.late = true;
      run(rule, state, delta, sink);
      return;
    }
    throw Failure{code_of(failure.error.kind), &rule, rule.body[v.pipeline->running_literal()].span,
                  failure.error.detail, hint_of(failure.error.kind)};
  } catch (Failure& failure) {
    if (failure.rule == nullptr) {
      failure.rule = &rule;
      failure.span = rule.origin.span;
    }
    throw;
  } catch (RelationFull&) {
    throw Failure{kTooMany, &rule, rule.origin.span, "the relation has more rows than can be numbered (4,294,967,295)",
                  "a rule without a shared variable multiplies its atoms: look for one"};
  } catch (PoolFull&) {
    throw Failure{kTooMany, &rule, rule.origin.span,
                  "there are more different values than can be numbered (268,435,456)",
                  "a rule that builds ever new terms or numbers never ends: bound it by a literal of the body"};
  }
}

void Evaluator::run(std::uint32_t rule, std::uint32_t delta) {
  const Rule& r = rules_.rules[rule];
  InsertSink sink(database_.relation(r.head), r, budget_);
  run(r, rules_.rule_states[rule], delta, sink);
}

void Evaluator::aggregate(std::uint32_t aggregation) {
  const analysis::Aggregation& a = rules_.aggregations[aggregation];
  RuleState& state = rules_.aggregation_states[aggregation];
  Relation& into = database_.relation(a.head);
  if (a.distinct) {
    // A plan that fails and is made anew would count twice, so it starts with a fresh aggregator.
    for (;;) {
      const bool late = state.late;
      Aggregator aggregator(a, workspace_.pool);
      run(a.input, state, Plan::kNoDelta, aggregator);
      if (late != state.late) continue;
      aggregator.finish(into);
      break;
    }
  } else {
    Relation rows(static_cast<std::uint32_t>(a.input.head_args.size()), syntax::Extremum::none, 0, workspace_.pool);
    InsertSink sink(rows, a.input, budget_);
    run(a.input, state, Plan::kNoDelta, sink);
    Aggregator aggregator(a, workspace_.pool);
    std::vector<const Value*> columns(rows.arity());
    for (std::uint32_t base = 0; base < rows.rows(); base += kBlock) {
      for (std::uint32_t c = 0; c < rows.arity(); ++c) columns[c] = rows.column(c) + base;
      aggregator.take(columns.data(), std::min(kBlock, rows.rows() - base));
    }
    aggregator.finish(into);
  }
  budget_.check(&a.input, into.rows());
}

void Evaluator::begin(const analysis::Stratum& stratum) {
  for (analysis::PredicateId p : stratum.predicates) database_[p].growing = true;
}

void Evaluator::end(const analysis::Stratum& stratum) {
  for (analysis::PredicateId p : stratum.predicates) {
    Table& table = database_[p];
    table.growing = false;
    table.extent = {table.relation->rows(), table.relation->rows()};  // complete
  }
}

void Evaluator::note_growth(const analysis::Stratum& stratum) {
  for (analysis::PredicateId p : stratum.predicates) database_.relation(p).note_growth(step_);
}

void Evaluator::evaluate(const analysis::Stratum& stratum) {
  begin(stratum);
  for (analysis::PredicateId p : stratum.predicates) {
    database_[p].extent = {0, 0};  // nothing read yet: the facts are the first delta, with what the rules below add
  }
  ++step_;
  note_growth(stratum);
  ++step_;
  for (std::uint32_t a : stratum.aggregations) aggregate(a);
  for (std::uint32_t r : stratum.rules) {
    const auto& body = rules_.rules[r].body;
    const bool recursive = std::any_of(body.begin(), body.end(), [&](const Literal& l) {
      return l.kind == Literal::Kind::atom && in(stratum.predicates, l.predicate);
    });
    if (!recursive) run(r, Plan::kNoDelta);
  }
  note_growth(stratum);
  fixpoint(stratum);
  end(stratum);
}

void Evaluator::extend(const analysis::Stratum& stratum) {
  begin(stratum);
  ++step_;
  note_growth(stratum);
  ++step_;
  for (std::uint32_t r : stratum.rules) {
    const auto& body = rules_.rules[r].body;
    for (std::uint32_t i = 0; i < body.size(); ++i) {
      if (body[i].kind == Literal::Kind::atom) run(r, i);
    }
  }
  note_growth(stratum);
  fixpoint(stratum);
  end(stratum);
}

void Evaluator::fixpoint(const analysis::Stratum& stratum) {
  if (!stratum.recursive) return;
  // What is new in other strata has been read now; to later strata it is still new.
  std::vector<std::pair<analysis::PredicateId, std::uint32_t>> inputs;
  for (std::uint32_t r : stratum.rules) {
    for (const Literal& l : rules_.rules[r].body) {
      if (l.kind != Literal::Kind::atom || in(stratum.predicates, l.predicate)) continue;
      Extent& extent = database_[l.predicate].extent;
      if (extent.old == extent.all) continue;
      inputs.emplace_back(l.predicate, extent.old);
      extent.old = extent.all;
    }
  }
  for (;;) {
    bool any = false;
    for (analysis::PredicateId p : stratum.predicates) {
      Table& table = database_[p];
      table.extent = {table.extent.all, table.relation->rows()};
      any |= table.extent.old != table.extent.all;
    }
    if (!any) break;
    ++step_;
    for (std::uint32_t r : stratum.rules) {
      const auto& body = rules_.rules[r].body;
      for (std::uint32_t i = 0; i < body.size(); ++i) {
        if (body[i].kind == Literal::Kind::atom && in(stratum.predicates, body[i].predicate)) run(r, i);
      }
    }
    note_growth(stratum);
  }
  for (const auto& [predicate, old] : inputs) database_[predicate].extent.old = old;
}

}  // namespace linchpin::engine
