#include "engine/evaluator.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/aggregate.hpp"
#include "engine/insert_sink.hpp"

namespace linchpin::engine {
namespace {

using analysis::Literal;
using analysis::Rule;
using plan::Plan;

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
  const auto relation = [&database](analysis::PredicateId p) { return database[p].relation.get(); };  // null: put off
  return {[relation](analysis::PredicateId p) {
            return relation(p) == nullptr ? 0 : static_cast<double>(relation(p)->live_rows());
          },
          [relation](analysis::PredicateId p, std::uint32_t column) {
            return relation(p) == nullptr ? 0 : relation(p)->distinct(column);
          },
          [&database](analysis::PredicateId p) {
            const Extent& extent = database[p].extent;
            return static_cast<double>(extent.all - extent.old);
          }};
}

std::vector<std::uint64_t> actual_rows(const Variant& variant) {
  std::vector<std::uint64_t> out = variant.before;
  out.resize(variant.plan->steps.size());
  for (std::size_t s = 0; s < out.size(); ++s) {
    if (variant.pipeline) out[s] += variant.pipeline->actual()[s];
    for (const auto& other : variant.others) out[s] += other->actual()[s];
  }
  return out;
}

void RuleState::forget_pipelines() {
  for (Variant& v : variants) {
    v.before = actual_rows(v);
    v.pipeline.reset();
    v.others.clear();
  }
}

Variant& Evaluator::variant(const Rule& rule, RuleState& state, std::uint32_t delta) {
  std::vector<double> rows;
  for (const Literal& literal : rule.body) {
    if (literal.kind == Literal::Kind::atom) rows.push_back(database_.relation(literal.predicate).live_rows());
  }
  const auto moved = [](double now, double then) {
    return std::max(now, 16.0) > kReplan * std::max(then, 16.0) || std::max(then, 16.0) > kReplan * std::max(now, 16.0);
  };
  const auto will_do = [&](const Variant& v) {
    return v.plan->delta == delta && v.plan->late == state.late &&
           std::equal(rows.begin(), rows.end(), v.rows.begin(),
                      [&](double now, double then) { return !moved(now, then); });
  };
  Variant* found = nullptr;
  for (Variant& v : state.variants) {
    if (v.plan->delta == delta) found = &v;
  }
  if (found != nullptr && will_do(*found)) {
    if (!found->pipeline) found->pipeline = std::make_unique<Pipeline>(rule, *found->plan, workspace_);
    return *found;
  }
  const Variant* other = nullptr;
  if (found == nullptr && state.like != nullptr) {
    const auto at = std::find_if(state.like->variants.begin(), state.like->variants.end(), will_do);
    if (at != state.like->variants.end()) other = &*at;
  }
  if (found == nullptr) found = &state.variants.emplace_back();
  found->pipeline.reset();
  found->others.clear();
  found->before.clear();
  if (other != nullptr) {
    found->plan = other->plan;
    found->rows = other->rows;
  } else {
    found->plan = std::make_shared<const Plan>(
        plan::make(rule, {delta, state.late, workspace_.tuning.projected_delta, workspace_.tuning.intersect},
                   statistics_of(database_)));
    found->rows = std::move(rows);
  }
  found->pipeline = std::make_unique<Pipeline>(rule, *found->plan, workspace_);
  return *found;
}

void Evaluator::run(const Rule& rule, RuleState& state, std::uint32_t delta, Sink& sink) {
  for (std::uint32_t i = 0; i < rule.body.size(); ++i) {
    if (rule.body[i].kind != Literal::Kind::atom) continue;
    const Extent& extent = database_[rule.body[i].predicate].extent;
    if (extent.all == (i == delta ? extent.old : 0)) return;  // an empty atom: no binding
  }
  // The time until this run ends, however it does.
  struct Clock {
    double& seconds;
    std::chrono::steady_clock::time_point started = std::chrono::steady_clock::now();
    ~Clock() { seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count(); }
  } clock{state.seconds};
  budget_.running = &rule;
  Variant& v = variant(rule, state, delta);
  try {
    v.pipeline->prepare(database_);
    run_units(rule, v, sink);
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

void Evaluator::run_deltas(const Rule& rule, RuleState& state, Sink& sink) {
  for (std::uint32_t i = 0; i < rule.body.size(); ++i) {
    if (rule.body[i].kind == Literal::Kind::atom) run(rule, state, i, sink);
  }
}

void Evaluator::aggregate(std::uint32_t aggregation, const std::vector<Input>& inputs,
                          const std::vector<Level>& levels) {
  const analysis::Aggregation& a = rules_.aggregations[aggregation];
  RuleState& state = rules_.aggregation_states[aggregation];
  Relation& into = database_.relation(a.head);
  const auto passes = [&](Sink& sink, const auto& begin_level) {
    Pass pass;
    for (Level level : levels) {
      pass.level = level;
      read_inputs(inputs, pass);
      begin_level(level);
      if (!pass.before || looks_up_more(a.input, pass)) {
        run(a.input, state, Plan::kNoDelta, sink);
      } else {
        run_deltas(a.input, state, sink);
      }
      pass.before = level;
    }
  };
  const bool looks_up = std::any_of(a.input.body.begin(), a.input.body.end(),
                                    [](const Literal& l) { return l.kind == Literal::Kind::aggregate; });
  if (a.distinct && (levels.size() < 2 || !looks_up)) {
    // A plan that fails and is made anew would count twice, so it starts with a fresh aggregator.
    for (;;) {
      const bool late = state.late;
      Aggregator aggregator(a, workspace_);
      passes(aggregator, [&](Level level) { aggregator.begin_level(level); });
      if (late != state.late) continue;
      aggregator.finish(into);
      break;
    }
  } else {
    Relation rows(static_cast<std::uint32_t>(a.input.head_args.size()), syntax::Extremum::none, 0, workspace_.pool);
    const Beside counted(workspace_, [&] { return rows.bytes(); });
    InsertSink sink(rows, a.input, budget_);
    passes(sink, [&](Level level) { rows.begin_level(level); });
    Aggregator aggregator(a, workspace_);
    std::vector<const Value*> columns(rows.arity());
    for (const Segment& segment : rows.segments()) {
      aggregator.begin_level(segment.level);
      const std::uint32_t end = rows.rows_to(segment.level);
      for (std::uint32_t base = segment.first; base < end; base += kBlock) {
        for (std::uint32_t c = 0; c < rows.arity(); ++c) columns[c] = rows.column(c) + base;
        aggregator.take(columns.data(), std::min(kBlock, end - base));
      }
    }
    aggregator.finish(into);
  }
  budget_.check(&a.input, into.rows());
}

void Evaluator::note_growth(const analysis::Stratum& stratum) {
  for (analysis::PredicateId p : stratum.predicates) database_.relation(p).note_growth(step_);
}

std::vector<Evaluator::Input> Evaluator::inputs_of(const analysis::Stratum& stratum) const {
  std::vector<Input> out;
  const auto add = [&](const Rule& rule) {
    for (const Literal& l : rule.body) {
      if ((l.kind != Literal::Kind::atom && l.kind != Literal::Kind::aggregate) ||
          in(stratum.predicates, l.predicate)) {
        continue;
      }
      if (std::none_of(out.begin(), out.end(), [&](const Input& i) { return i.predicate == l.predicate; })) {
        out.push_back({l.predicate, database_[l.predicate].extent});
      }
    }
  };
  for (std::uint32_t r : stratum.rules) add(rules_.rules[r]);
  for (std::uint32_t a : stratum.aggregations) add(rules_.aggregations[a].input);
  return out;
}

// Those at which something may be derived.
LevelSet Evaluator::levels_of(const analysis::Stratum& stratum, const std::vector<Input>& inputs) const {
  LevelSet out;
  for (std::uint32_t r : stratum.rules) out.set(rules_.rules[r].level);
  if (!stratum.aggregations.empty()) out.set(0);
  for (const Input& input : inputs) {
    for (const Segment& segment : database_.relation(input.predicate).segments()) out.set(segment.level);
  }
  return out;
}

// Lets the inputs be read down to the pass's level; what is below the level of the pass before is their delta.
void Evaluator::read_inputs(const std::vector<Input>& inputs, const Pass& pass) {
  for (const Input& input : inputs) {
    const Relation& relation = database_.relation(input.predicate);
    const std::uint32_t all = relation.rows_to(pass.level);
    database_[input.predicate].extent = {pass.extends  ? std::min(input.extent.old, all)
                                         : pass.before ? relation.rows_to(*pass.before)
                                                       : 0,
                                         all};
  }
}

// Whether an aggregate that the rule looks up has values that the pass before did not see: they are no delta, as they
// are not joined but looked up.
bool Evaluator::looks_up_more(const Rule& rule, const Pass& pass) const {
  return pass.before && std::any_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
           if (l.kind != Literal::Kind::aggregate) return false;
           const Relation& relation = database_.relation(l.predicate);
           return relation.rows_to(pass.level) != relation.rows_to(*pass.before);
         });
}

void Evaluator::run_pass(const analysis::Stratum& stratum, const StatedFacts& facts, const Pass& pass) {
  const bool first = !pass.before && !pass.extends;
  for (analysis::PredicateId p : stratum.predicates) {
    Relation& relation = database_.relation(p);
    const std::uint32_t before = relation.rows();
    relation.begin_level(pass.level);
    database_[p].extent = {before, before};
  }
  if (facts.levels.test(pass.level)) facts.insert(pass.level);
  ++step_;
  note_growth(stratum);
  ++step_;
  // In the first pass the facts are the first delta, with what the rules below add; else they are read at once.
  for (analysis::PredicateId p : stratum.predicates) {
    if (!first) database_[p].extent.all = database_.relation(p).rows();
  }
  for (std::uint32_t r : stratum.rules) {
    const Rule& rule = rules_.rules[r];
    if (rule.level > pass.level) continue;
    const bool recursive = std::any_of(rule.body.begin(), rule.body.end(), [&](const Literal& l) {
      return l.kind == Literal::Kind::atom && in(stratum.predicates, l.predicate);
    });
    if (first && recursive) continue;
    const bool fresh = first || (pass.before && rule.level > *pass.before);
    if (fresh || looks_up_more(rule, pass)) {
      run(r, Plan::kNoDelta);
    } else {
      InsertSink sink(database_.relation(rule.head), rule, budget_);
      run_deltas(rule, rules_.rule_states[r], sink);
    }
  }
  note_growth(stratum);
}

// From level `first` down to `lowest`; both are passes where they are one.
void Evaluator::run_passes(const analysis::Stratum& stratum, const StatedFacts& facts, Level first, Level lowest,
                           bool extends) {
  const std::vector<Input> inputs = inputs_of(stratum);
  LevelSet set = levels_of(stratum, inputs) | facts.levels;
  if (extends || first == lowest) set.set(first);
  std::vector<Level> levels;
  for (std::size_t level = first; level <= lowest; ++level) {
    if (set.test(level)) levels.push_back(static_cast<Level>(level));
  }
  for (analysis::PredicateId p : stratum.predicates) database_[p].growing = true;
  if (!stratum.aggregations.empty()) {
    step_ += 2;
    for (std::uint32_t a : stratum.aggregations) aggregate(a, inputs, levels);
    note_growth(stratum);
  } else {
    Pass pass;
    pass.extends = extends;
    for (Level level : levels) {
      pass.level = level;
      read_inputs(inputs, pass);
      run_pass(stratum, facts, pass);
      fixpoint(stratum, inputs, level);
      pass = {level, level, false};
    }
  }
  for (const Input& input : inputs) database_[input.predicate].extent = input.extent;
  for (analysis::PredicateId p : stratum.predicates) {
    Table& table = database_[p];
    table.growing = false;
    table.extent = {table.relation->rows(), table.relation->rows()};  // complete
  }
}

void Evaluator::evaluate(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest, Level first) {
  if (stratum.possible.empty()) {
    run_passes(stratum, facts, first, lowest, false);
  } else {
    alternate(stratum, facts, lowest);
  }
  raise_levelless(stratum, facts, lowest);
}

void Evaluator::extend(const analysis::Stratum& stratum, const StatedFacts& facts, Level from) {
  run_passes(stratum, facts, from, kLowest, true);
}

void Evaluator::fixpoint(const analysis::Stratum& stratum, const std::vector<Input>& inputs, Level level) {
  if (!stratum.recursive) return;
  // What is new in other strata has been read now.
  for (const Input& input : inputs) {
    Extent& extent = database_[input.predicate].extent;
    extent.old = extent.all;
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
    // The positions that have old rows before them come first: what was made for the last round's rows, which are these
    // old ones, still serves, and grows only then.
    for (const bool before_them : {true, false}) {
      for (std::uint32_t r : stratum.rules) {
        if (rules_.rules[r].level > level) continue;
        const auto& body = rules_.rules[r].body;
        bool any_before = false;
        for (std::uint32_t i = 0; i < body.size(); ++i) {
          if (body[i].kind != Literal::Kind::atom || !in(stratum.predicates, body[i].predicate)) continue;
          if (any_before == before_them) run(r, i);
          any_before = true;
        }
      }
    }
    note_growth(stratum);
  }
}

}  // namespace linchpin::engine
