// What an engine tells of its relations: answers, facts, plans, sizes.
#include "engine/engine.hpp"

namespace linchpin::engine {

using analysis::PredicateId;
using analysis::Stratum;

Answers Engine::answer(const analysis::Query& query, Budget& budget) { return answer(query, budget, 0); }

Answers Engine::some_answers(const analysis::Query& query, Budget& budget, std::uint64_t enough) {
  budget.check(nullptr, 0);  // a part so short may never come to look at its clock
  Budget part = budget.within(enough);
  return answer(query, part, enough);
}

// `enough`: 0 for all; else the budget's number of rows.
Answers Engine::answer(const analysis::Query& query, Budget& budget, std::uint64_t enough) {
  const CrewLoan crew(&workspace_.crew, budget.threads);
  const auto base = static_cast<PredicateId>(program_->predicates.size());
  const std::size_t before = database_.size();
  database_.resize(std::max<std::size_t>(before, base + query.predicates.size()));
  struct Cleanup {
    Engine& engine;
    PredicateId first, last;
    ~Cleanup() {
      for (PredicateId p = first; p < last; ++p) engine.database_[p] = {};
      engine.settle();
    }
  } cleanup{*this, base, static_cast<PredicateId>(base + query.predicates.size())};
  for (std::size_t i = 0; i < query.predicates.size(); ++i) {
    database_[static_cast<PredicateId>(base + i)].relation = make_relation(query.predicates[i]);
  }
  RuleSet rules(query.rules, query.aggregations);
  const RoomWatch watch = budget.watch();
  std::uint64_t step = step_;  // a question leaves no rows behind
  Evaluator evaluator(rules, database_, workspace_, budget, step);
  Answers out;
  try {
    for (const Stratum& stratum : query.strata) {
      const Level lowest = stratum.reads_all_levels ? kLowest : query.lowest;
      evaluator.evaluate(stratum, {}, lowest, query.one_pass ? lowest : Level{0});
    }
    evaluator.check_decided(query.strata);
  } catch (const Stopped& stopped) {
    out.cut = enough != 0 && stopped.reason == Stopped::Reason::tuples;
    if (!out.cut) rethrow_explained(*program_);
  } catch (...) {
    rethrow_explained(*program_);
  }
  const Relation& relation = database_.relation(query.answer);
  out.columns = relation.arity();
  out.count = relation.rows();
  const std::size_t values = std::size_t{relation.rows()} * relation.arity();
  RoomWatch::ask(values * sizeof(Value));
  out.values.reserve(values);
  for (std::uint32_t r = 0; r < relation.rows(); ++r) {
    for (std::uint32_t c = 0; c < relation.arity(); ++c) out.values.push_back(relation.at(r, c));
  }
  for (const Segment& segment : relation.segments()) {
    if (segment.level != 0) out.levels.resize(segment.first);
    if (segment.level != 0) out.levels.resize(relation.rows_to(segment.level), segment.level);
  }
  if (query.possible && query.lowest == kLowest) add_undecided(query, out);
  return out;
}

// The rows of what is possible that are not true.
void Engine::add_undecided(const analysis::Query& query, Answers& out) {
  Relation& holds = database_.relation(query.answer);
  const Relation& possible = database_.relation(*query.possible);
  if (possible.rows() == holds.rows()) return;
  out.levels.resize(out.count);
  for (std::uint32_t r : rows_beyond(possible, holds)) {
    for (std::uint32_t c = 0; c < possible.arity(); ++c) out.values.push_back(possible.at(r, c));
    out.levels.push_back(analysis::kOutside);
    ++out.count;
  }
}

bool Engine::undecided(const analysis::GroundFact& fact) const {
  const auto& possible = program_->predicates[fact.predicate].possible;
  return possible && level({*possible, fact.args, {}}) && !level(fact);
}

std::optional<Level> Engine::level(const analysis::GroundFact& fact) const {
  const Relation* r = relation(fact.predicate);
  if (r == nullptr) return std::nullopt;
  if (!r->has_extremum()) {
    std::vector<const Value*> columns;
    for (const Value& v : fact.args) columns.push_back(&v);
    std::uint8_t found = 0;
    r->contains(columns.data(), 1, &found);
    if (found == 0) return std::nullopt;
    if (r->segments().size() == 1) return r->segments().front().level;
  }
  for (std::uint32_t row = 0; row < r->rows(); ++row) {
    bool equal = !r->dead(row);
    for (std::uint32_t c = 0; equal && c < r->arity(); ++c) equal = r->at(row, c) == fact.args[c];
    if (equal) return r->level(row);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> Engine::row(PredicateId predicate, const Value* args) {
  if (relation(predicate) == nullptr) return std::nullopt;
  const Relation& r = database_.relation(predicate);
  if (r.arity() == 0) return r.rows() == 0 ? std::nullopt : std::optional<std::uint32_t>(0);
  std::vector<std::uint32_t> columns(r.arity());
  for (std::uint32_t c = 0; c < r.arity(); ++c) columns[c] = c;
  const std::vector<std::uint32_t> found = rows(predicate, columns, args);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<std::uint32_t> Engine::rows(PredicateId predicate, const std::vector<std::uint32_t>& columns,
                                        const Value* values) {
  std::vector<std::uint32_t> out;
  if (relation(predicate) == nullptr) return out;
  Relation& r = database_.relation(predicate);
  std::vector<const Value*> keys(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) keys[i] = values + i;
  for (const Run& run : r.index(columns, r.rows()).runs()) {
    Range range;
    run.find(r, columns, keys.data(), 1, &range);
    for (std::uint32_t i = range.begin; i < range.end; ++i) {
      if (!r.dead(run.rows()[i])) out.push_back(run.rows()[i]);
    }
  }
  return out;
}

const Relation* Engine::relation(PredicateId predicate) const {
  return predicate < database_.size() ? database_[predicate].relation.get() : nullptr;
}

std::string Engine::print_plans(const analysis::Rule& rule, const RuleState& state) {
  std::string out;
  for (const Variant& v : state.variants) out += plan::print(*v.plan, rule, *program_, pool_, actual_rows(v));
  if (!out.empty()) return out;
  // Not run, for want of rows: the plan as it would be.
  return plan::print(plan::make(rule, {}, statistics_of(database_)), rule, *program_, pool_, {});
}

std::string Engine::print_plans(std::uint32_t rule) {
  return print_plans(program_->rules[rule], rules_->rule_states[rule]);
}

std::string Engine::print_aggregation(std::uint32_t aggregation) {
  return print_plans(program_->aggregations[aggregation].input, rules_->aggregation_states[aggregation]);
}

Engine::Spent Engine::spent(const RuleState& state) {
  Spent out{state.seconds, 0};
  for (const Variant& v : state.variants) {
    const std::vector<std::uint64_t> rows = actual_rows(v);
    if (!rows.empty()) out.rows += rows.back();
  }
  return out;
}

Engine::Spent Engine::spent(std::uint32_t rule) const { return rules_ ? spent(rules_->rule_states[rule]) : Spent{}; }

Engine::Spent Engine::spent_on_aggregation(std::uint32_t aggregation) const {
  return rules_ ? spent(rules_->aggregation_states[aggregation]) : Spent{};
}

std::uint64_t Engine::tuples() const {
  std::uint64_t sum = 0;
  for (PredicateId p = 0; program_ && p < program_->predicates.size(); ++p) {
    if (!program_->predicates[p].internal && relation(p) != nullptr) sum += relation(p)->live_rows();
  }
  return sum;
}

std::uint64_t Engine::bytes() const {
  std::uint64_t sum = pool_.bytes() + database_.bytes();
  for (const auto& held : workspace_.beside) sum += held();
  return sum;
}

bool Engine::holds_tail() const {
  for (PredicateId p = 0; p < database_.size(); ++p) {
    if (!database_[p].shared && database_[p].relation && database_.relation(p).holds_tail()) return true;
  }
  return false;
}

}  // namespace linchpin::engine
