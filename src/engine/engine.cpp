#include "engine/engine.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace linchpin::engine {

using analysis::Literal;
using analysis::PredicateId;
using analysis::Program;
using analysis::Stratum;

namespace {

bool reads_only_more(const Literal& literal) { return literal.kind == Literal::Kind::atom; }

// The predicate of which an internal one is a part.
PredicateId whole_predicate(PredicateId p, const Program& program) {
  while (p < program.predicates.size() && program.predicates[p].part_of) p = *program.predicates[p].part_of;
  return p;
}

std::string type_name(const analysis::Type& type, const Program& program) {
  using Kind = analysis::Type::Kind;
  switch (type.kind) {
    case Kind::any:
      return "any value";
    case Kind::symbol:
      return "a name";
    case Kind::integer:
      return "an integer";
    case Kind::decimal:
      return "a decimal";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::date:
      return "a date";
    case Kind::term:
      return "a compound term";
    case Kind::sort:
      return "of the sort `" + program.predicates[type.sort].signature.name + "`";
  }
  return {};
}

// What a predicate's relation depends on beside its facts and inputs, as text: equal text, equal meaning.
std::vector<std::string> definitions_of(const Program& program, const Pool& pool) {
  std::vector<std::string> out(program.predicates.size());
  const auto add = [&](std::string& to, const analysis::Rule& rule) {
    to += analysis::print(rule, program, pool);
    for (const analysis::HeadCheck& check : rule.checks) {
      to += fmt::format(" #{}:{}:{}", check.argument, static_cast<int>(check.type.kind), check.type.sort);
    }
    to += '\n';
  };
  for (PredicateId p = 0; p < out.size(); ++p) {
    const analysis::Predicate& predicate = program.predicates[p];
    if (predicate.extremum != syntax::Extremum::none) {
      out[p] = fmt::format("{} {}\n", static_cast<int>(predicate.extremum), predicate.extremum_argument);
    }
  }
  for (const analysis::Rule& rule : program.rules) {
    if (rule.level != 0) out[rule.head] += fmt::format("at {} ", rule.level);
    add(out[rule.head], rule);
  }
  for (const analysis::Aggregation& a : program.aggregations) {
    out[a.head] += fmt::format("{} {} {} ", static_cast<int>(a.function), a.group, a.values);
    add(out[a.head], a.input);
  }
  return out;
}

}  // namespace

// What an update did so far, so that it can be taken back and so that later strata know what changed.
struct Engine::Undo {
  enum class State : std::uint8_t { same, grew, replaced };
  struct Change {
    State state = State::same;
    Level level = 0;  // grew: rows above it are as they were; there are more at it; what is below was made anew
  };
  struct Mark {
    std::uint32_t rows = 0;
    std::size_t superseded = 0;
    bool is_there = false;
  };
  struct Before {
    std::shared_ptr<Relation> relation;
    bool shared = false;
    bool cut = false;  // the one now has its rows down to the level of the change
  };
  std::vector<Change> changes;
  std::vector<Mark> marks;
  std::vector<Before> before;  // the relations that others have taken the place of, by predicate
};

Engine::Engine(Pool& pool, const Tuning& tuning) : pool_(pool), workspace_(pool, tuning) {}
Engine::~Engine() = default;

Engine::Engine(const Engine& base)
    : pool_(base.pool_),
      workspace_(base.pool_, base.workspace_.tuning),
      database_(base.database_),
      program_(base.program_),
      base_rules_(base.rules_.get()),
      definitions_(base.definitions_),
      step_(base.step_) {
  for (PredicateId p = 0; p < database_.size(); ++p) database_[p].shared = true;
}

std::unique_ptr<Relation> Engine::make_relation(const analysis::Predicate& predicate) const {
  return std::make_unique<Relation>(predicate.signature.arity, predicate.extremum, predicate.extremum_argument, pool_,
                                    workspace_.tuning);
}

void Engine::insert(Relation& relation, const FactBlock& block, Budget& budget) {
  constexpr std::uint32_t kFactBlock = 16 * kBlock;
  budget.running = nullptr;
  const std::uint32_t arity = relation.arity();
  relation.begin_level(block.level);
  if (block.rows == nullptr) {
    if (const auto added = relation.load(block.columns.data(), block.count)) {
      budget.check(nullptr, *added);
      return;
    }
  }
  std::vector<Buffer<Value>> transposed(arity);
  std::vector<const Value*> columns(arity);
  relation.expect(block.count);
  for (std::size_t base = 0; base < block.count; base += kFactBlock) {
    const auto n = static_cast<std::uint32_t>(std::min<std::size_t>(kFactBlock, block.count - base));
    for (std::uint32_t c = 0; c < arity; ++c) {
      if (block.rows == nullptr) {
        columns[c] = block.columns[c] + base;
        continue;
      }
      transposed[c].resize(kFactBlock);
      for (std::uint32_t i = 0; i < n; ++i) transposed[c][i] = block.rows[(base + i) * arity + c];
      columns[c] = transposed[c].data();
    }
    budget.check(nullptr, relation.insert(columns.data(), n));
  }
}

void Engine::put(PredicateId p, std::shared_ptr<Relation> relation, Undo& undo) {
  Table& table = database_[p];
  Undo::Before& before = undo.before[p];
  if (table.relation && !before.relation) before = {std::move(table.relation), table.shared, false};
  table.relation = std::move(relation);
  table.shared = false;
}

// An empty relation in place of the predicate's.
void Engine::replace(PredicateId p, const Program& program, Undo& undo) {
  put(p, make_relation(program.predicates[p]), undo);
  database_[p].extent = {};
  undo.changes[p].state = Undo::State::replaced;
}

// A relation with the same rows, that may get more.
void Engine::own(PredicateId p, const Program& program, Undo& undo) {
  if (!database_[p].shared) return;
  const std::shared_ptr<Relation> shared = database_[p].relation;
  if (shared->rows() != 0 && !shared->has_extremum()) {
    put(p, std::make_shared<Relation>(shared), undo);
  } else {
    put(p, make_relation(program.predicates[p]), undo);
    database_.relation(p).copy(*shared, shared->rows());
  }
}

// Takes away what is below a level. False where there is nothing of the kind.
// REQUIRES: no row is dead, if there is something.
bool Engine::cut(PredicateId p, Level level, const Program& program, Undo& undo) {
  Table& table = database_[p];
  const std::uint32_t rows = table.relation->rows_to(level);
  if (rows == table.relation->rows()) return false;
  put(p, make_relation(program.predicates[p]), undo);
  undo.before[p].cut = true;
  table.relation->copy(*undo.before[p].relation, rows);
  return true;
}

namespace {

std::optional<Level> highest_level(const std::vector<FactBlock>& blocks) {
  for (const FactBlock& block : blocks) {
    if (block.count != 0) return block.level;
  }
  return std::nullopt;
}

bool has_below(const Relation& relation, Level level) { return relation.rows_to(level) != relation.rows(); }

}  // namespace

// A predicate without rules.
void Engine::update_facts(PredicateId p, bool redefined, const Update& update, Undo& undo, Budget& budget) {
  Table& table = database_[p];
  Undo::Change& change = undo.changes[p];
  bool anew = !table.relation || update.changed(p) || redefined;
  std::vector<FactBlock> facts;
  std::uint32_t kept = 0;
  if (!anew) {
    facts = update.added(p);
    const std::optional<Level> level = highest_level(facts);
    if (!level) return;
    anew = table.relation->any_dead() && has_below(*table.relation, *level);
    change.level = *level;
  }
  if (anew) {
    replace(p, *update.program, undo);
    facts = update.facts(p);
  } else {
    const bool below = cut(p, change.level, *update.program, undo);
    own(p, *update.program, undo);
    kept = table.relation->rows();
    if (below) {  // what was cut away is stated again
      std::erase_if(facts, [&](const FactBlock& block) { return block.level > change.level; });
      for (FactBlock& block : update.facts(p)) {
        if (block.level > change.level) facts.push_back(std::move(block));
      }
    }
    change.state = Undo::State::grew;
  }
  for (const FactBlock& block : facts) insert(*table.relation, block, budget);
  const bool is_cut = undo.before[p].cut;
  if (!anew && !is_cut && table.relation->rows() == kept) change.state = Undo::State::same;
  if (table.relation->superseded() != (anew || is_cut ? 0 : undo.marks[p].superseded)) {
    change.state = Undo::State::replaced;
  }
  table.extent = {change.state == Undo::State::replaced ? table.relation->rows() : kept, table.relation->rows()};
  table.relation->note_growth(step_);
}

void Engine::update_stratum(const Stratum& stratum, bool redefined, const Update& update, Undo& undo,
                            Evaluator& evaluator, Budget& budget) {
  using State = Undo::State;
  const Program& program = *update.program;
  bool anew = redefined;
  std::optional<Level> level;  // the highest at which something is new
  const auto more_at = [&](Level l) { level = std::min(level.value_or(l), l); };
  const auto look = [&](const analysis::Rule& rule, bool inside_aggregate) {
    for (const Literal& literal : rule.body) {
      if (!reads(literal)) continue;
      const Undo::Change& change = undo.changes[literal.predicate];
      if (change.state == State::same) continue;
      more_at(change.level);
      anew = anew || change.state == State::replaced || inside_aggregate || !reads_only_more(literal);
    }
  };
  for (PredicateId p : stratum.predicates) anew = anew || !database_[p].relation || update.changed(p);
  for (std::uint32_t r : stratum.rules) look(program.rules[r], false);
  for (std::uint32_t a : stratum.aggregations) look(program.aggregations[a].input, true);
  for (const Stratum& possible : stratum.possible) {
    for (std::uint32_t r : possible.rules) look(program.rules[r], false);
    for (PredicateId p : possible.predicates) anew = anew || !database_[p].relation;
  }
  std::vector<std::vector<FactBlock>> facts;
  for (PredicateId p : stratum.predicates) {
    if (anew) break;
    facts.push_back(update.added(p));
    if (const auto highest = highest_level(facts.back())) more_at(*highest);
  }
  if (!anew && !level) return;
  anew = anew || !stratum.levelless.empty();  // their rows of the highest level rest on others
  if (!stratum.possible.empty()) {
    anew = true;
    for (PredicateId p : stratum.possible.front().predicates) replace(p, program, undo);
  }
  for (PredicateId p : stratum.predicates) {
    if (!anew) anew = database_.relation(p).any_dead() && has_below(database_.relation(p), *level);
  }
  if (anew) facts.clear();
  for (std::size_t i = 0; i < stratum.predicates.size(); ++i) {
    const PredicateId p = stratum.predicates[i];
    if (anew) {
      replace(p, program, undo);
      facts.push_back(update.facts(p));
    } else if (cut(p, *level, program, undo)) {
      std::erase_if(facts[i], [&](const FactBlock& block) { return block.level > *level; });
      for (FactBlock& block : update.facts(p)) {
        if (block.level > *level) facts[i].push_back(std::move(block));
      }
    }
    own(p, program, undo);
  }
  StatedFacts stated;
  for (const auto& blocks : facts) {
    for (const FactBlock& block : blocks) {
      if (block.count != 0) stated.levels.set(block.level);
    }
  }
  stated.insert = [&](Level l) {
    for (std::size_t i = 0; i < facts.size(); ++i) {
      for (const FactBlock& block : facts[i]) {
        if (block.level == l) insert(database_.relation(stratum.predicates[i]), block, budget);
      }
    }
  };
  if (anew) {
    evaluator.evaluate(stratum, stated);
    return;
  }
  evaluator.extend(stratum, stated, *level);
  for (PredicateId p : stratum.predicates) {
    const Relation& relation = database_.relation(p);
    Undo::Change& change = undo.changes[p];
    change.level = *level;
    std::uint32_t kept = undo.marks[p].rows;
    if (const Undo::Before& before = undo.before[p]; before.cut) {
      change.state = relation.any_dead() ? State::replaced : State::grew;
      kept = before.relation->rows_to(*level);
    } else if (relation.superseded() != undo.marks[p].superseded) {
      change.state = State::replaced;
    } else if (relation.rows() != undo.marks[p].rows) {
      change.state = State::grew;
    }
    database_[p].extent = {kept, relation.rows()};
  }
}

void Engine::settle() {
  for (PredicateId p = 0; p < database_.size(); ++p) {
    Table& table = database_[p];
    table.growing = false;
    if (table.relation) table.extent = {table.relation->rows(), table.relation->rows()};
  }
}

void Engine::update(const Update& update, Budget& budget) {
  const CrewLoan crew(&workspace_.crew, budget.threads);
  const Program& program = *update.program;
  const bool same_rules = program_ && program.rules.same(program_->rules) &&
                          program.aggregations.same(program_->aggregations) &&
                          program.predicates.same(program_->predicates);
  const auto definitions =
      same_rules ? definitions_ : std::make_shared<const std::vector<std::string>>(definitions_of(program, pool_));
  Undo undo;
  const std::size_t size = program.predicates.size();
  database_.resize(std::max(size, database_.size()));
  undo.changes.resize(size);
  undo.marks.resize(size);
  undo.before.resize(size);
  for (PredicateId p = 0; p < size; ++p) {
    if (!database_[p].relation) continue;
    undo.marks[p] = {database_.relation(p).rows(), database_.relation(p).superseded(), true};
  }
  auto rules = std::make_unique<RuleSet>(program.rules, program.aggregations);
  if (same_rules && base_rules_ != nullptr) rules->take_plans(*base_rules_);
  Evaluator evaluator(*rules, database_, workspace_, budget, step_);
  std::vector<bool> has_rules(size);
  for (const Stratum& stratum : program.strata) {
    if (stratum.rules.empty() && stratum.aggregations.empty()) continue;
    for (PredicateId p : stratum.predicates) has_rules[p] = true;
    for (const Stratum& possible : stratum.possible) {
      for (PredicateId p : possible.predicates) has_rules[p] = true;
    }
  }
  const auto redefined = [&](PredicateId p) {
    return p >= definitions_->size() || (*definitions_)[p] != (*definitions)[p];
  };
  const auto is_put_off = [&](PredicateId p) { return p < update.put_off.size() && update.put_off[p]; };
  const Beside replaced(workspace_, [&undo] {
    std::uint64_t sum = 0;
    for (const Undo::Before& before : undo.before) {
      if (before.relation && !before.shared) sum += before.relation->bytes();
    }
    return sum;
  });
  try {
    const RoomWatch watch = budget.watch();  // not while things are put back
    ++step_;
    for (PredicateId p = 0; p < size; ++p) {
      if (!has_rules[p]) update_facts(p, redefined(p), update, undo, budget);
    }
    for (const Stratum& stratum : program.strata) {
      if (stratum.rules.empty() && stratum.aggregations.empty()) continue;
      if (is_put_off(stratum.predicates.front())) continue;
      update_stratum(stratum, std::any_of(stratum.predicates.begin(), stratum.predicates.end(), redefined), update,
                     undo, evaluator, budget);
    }
    evaluator.check_decided(program.strata);
    if (rules_) keep_plans(*rules, program);
  } catch (...) {
    undo_update(undo);
    rethrow_explained(program);
  }
  settle();
  whole_ = true;
  definitions_ = definitions;
  program_ = update.program;
  rules_ = std::move(rules);
}

// Rules that were there before and were not run now keep their plans, with the rows these passed on.
void Engine::keep_plans(RuleSet& next, const Program& program) {
  std::unordered_map<std::string, RuleState*> before;
  for (std::size_t r = 0; r < rules_->rules.size(); ++r) {
    before.emplace(analysis::print(rules_->rules[r], *program_, pool_), &rules_->rule_states[r]);
  }
  for (std::size_t r = 0; r < next.rules.size(); ++r) {
    const auto found = before.find(analysis::print(next.rules[r], program, pool_));
    if (found == before.end() || !next.rule_states[r].variants.empty()) continue;
    found->second->forget_pipelines();
    next.rule_states[r] = std::move(*found->second);
    before.erase(found);
  }
}

// Puts everything back as it was before the update.
void Engine::undo_update(Undo& undo) {
  for (PredicateId p = 0; p < undo.changes.size(); ++p) {
    Table& table = database_[p];
    if (Undo::Before& before = undo.before[p]; before.relation) {
      table.relation = std::move(before.relation);
      table.shared = before.shared;
    }
    if (!table.relation) continue;
    if (!undo.marks[p].is_there) {
      table.relation.reset();
    } else if (!table.shared) {
      try {
        table.relation->truncate(undo.marks[p].rows, undo.marks[p].superseded);
      } catch (const std::bad_alloc&) {
        table.relation.reset();
        whole_ = false;
      }
    }
  }
  settle();
}

// Turns the exception in flight into one that has all that a message needs. REQUIRES: called while one is handled.
void Engine::rethrow_explained(const Program& program) const {
  try {
    throw;
  } catch (const UndecidedRow& error) {
    // What was made for a part of a body has no name to tell: its place says it.
    std::string message = "whether this holds is undecided, and has to be known";
    if (const PredicateId p = whole_predicate(error.in.predicate, program);
        p < program.predicates.size() && !program.predicates[p].internal) {
      std::string row;
      for (Value v : error.row) row += (row.empty() ? "(" : ", ") + pool_.print(v);
      const knowledge::Signature& of = program.predicates[p].signature;
      message = fmt::format("`{}{}{}{}` is undecided, and this needs to know whether it holds", of.denied ? "-" : "",
                            of.name, row, row.empty() ? "" : ")");
    }
    throw Failure{kUndecided, nullptr, error.in.span, message,
                  "an aggregate, a `min` and a `max` are over what holds: ask for what is undecided without them, or "
                  "break the cycle through `not` that leaves it open"};
  } catch (const IllTyped& error) {
    const analysis::Predicate& head = program.predicates[whole_predicate(error.rule->head, program)];
    const std::string& name = head.arguments[error.check.argument].name;
    throw Failure{
        kIllSorted, error.rule, error.rule->origin.span,
        fmt::format("this rule derives {} with {} for `{}`, which must be {}", knowledge::print(head.signature),
                    pool_.print(error.value), name, type_name(error.check.type, program)),
        fmt::format("let the rule's body bind `{}` to such values only, or change the declaration", name)};
  }
}

}  // namespace linchpin::engine
