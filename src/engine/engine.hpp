// The relations of a program, kept at its fixpoint through edits, and questions over them.
//
// An update either ends at the new fixpoint or throws and leaves everything as it was. Added facts go on from the
// fixpoint at their level, and what is below that level is evaluated anew; strata that depend on something removed,
// redefined, or negated and changed are evaluated anew as a whole; others are not touched.
//
// An engine may begin at another one's fixpoint. It shares the other's relations, and has its own only of what an
// update changes: where rows are added, one that goes on from the other's; where a stratum is evaluated anew, a new
// one. So what is supposed costs what it changes, and the other engine is as it was, but for indexes that both use.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analysis/analyse.hpp"
#include "engine/evaluator.hpp"

namespace linchpin::engine {

// Facts of one predicate and level, by rows or by columns.
struct FactBlock {
  const Value* rows = nullptr;  // row-major; or null:
  std::vector<const Value*> columns;
  std::size_t count = 0;
  Level level = 0;
  std::vector<Value> held = {};  // what `rows` points into, where it is kept nowhere else
};

struct Update {
  std::shared_ptr<const analysis::Program> program;
  // All facts of a predicate, and those added since the last update; the highest level first.
  std::function<std::vector<FactBlock>(analysis::PredicateId)> facts, added;
  // Whether facts were taken away (or otherwise changed) since the last update.
  std::function<bool(analysis::PredicateId)> changed;
  // By predicate: those whose strata are left out for now, with all that depend on them. They have no relation.
  std::vector<bool> put_off = {};
};

// One row an answer, as the query's columns; unordered.
struct Answers {
  std::uint32_t columns = 0;
  std::vector<Value> values;  // row-major
  std::uint64_t count = 0;
  std::vector<Level> levels;  // by row, kOutside: undecided; empty when all are at the highest level
  bool cut = false;           // there may be more
};

class Engine {
 public:
  explicit Engine(Pool& pool, const Tuning& tuning = {});
  // Begins at the fixpoint of another one, which begins at none itself. REQUIRES: that one is not updated while this
  // one lives.
  Engine(const Engine& base);
  Engine& operator=(const Engine&) = delete;
  ~Engine();

  // Throws Stopped, Failure.
  void update(const Update& update, Budget& budget);
  Answers answer(const analysis::Query& query, Budget& budget);
  // Stops once there are `enough` answers: some of them, and which ones is no one's promise.
  Answers some_answers(const analysis::Query& query, Budget& budget, std::uint64_t enough);
  // The level of a fact that holds.
  std::optional<Level> level(const analysis::GroundFact& fact) const;
  bool undecided(const analysis::GroundFact& fact) const;
  // Its row in its predicate's relation. Makes an index when that has none for it.
  std::optional<std::uint32_t> row(analysis::PredicateId predicate, const Value* args);

  // The rows that have these values in these columns, which are at least one. Makes an index when there is none.
  std::vector<std::uint32_t> rows(analysis::PredicateId predicate, const std::vector<std::uint32_t>& columns,
                                  const Value* values);

  // Null for a predicate without relation (never mentioned by the last program).
  const Relation* relation(analysis::PredicateId predicate) const;
  std::string print_plans(std::uint32_t rule);  // of the last program's rule
  std::string print_aggregation(std::uint32_t aggregation);

  // Of the last program's rule, in all updates that ran it: how long, and the rows that its last steps gave.
  struct Spent {
    double seconds = 0;
    std::uint64_t rows = 0;
  };
  Spent spent(std::uint32_t rule) const;
  Spent spent_on_aggregation(std::uint32_t aggregation) const;

  // False where memory did not even last for putting a relation back as it was before an update that failed: it is left
  // out, and the next update makes it anew.
  bool whole() const { return whole_; }
  std::uint64_t derivations() const { return workspace_.derivations; }  // since the engine was made
  std::uint64_t residuals() const { return workspace_.residuals; }
  std::uint64_t shared_runs() const { return workspace_.shared_runs; }
  std::uint64_t tuples() const;
  std::uint64_t bytes() const;  // but for what it shares with another engine
  // Whether one of its relations keeps rows where a further engine that begins at the same fixpoint would put its own.
  bool holds_tail() const;

 private:
  struct Undo;

  std::unique_ptr<Relation> make_relation(const analysis::Predicate& predicate) const;
  void insert(Relation& relation, const FactBlock& block, Budget& budget);
  void update_facts(analysis::PredicateId p, bool redefined, const Update& update, Undo& undo, Budget& budget);
  void update_stratum(const analysis::Stratum& stratum, bool redefined, const Update& update, Undo& undo,
                      Evaluator& evaluator, Budget& budget);
  void put(analysis::PredicateId p, std::shared_ptr<Relation> relation, Undo& undo);
  void replace(analysis::PredicateId p, const analysis::Program& program, Undo& undo);
  void own(analysis::PredicateId p, const analysis::Program& program, Undo& undo);
  bool cut(analysis::PredicateId p, Level level, const analysis::Program& program, Undo& undo);
  void undo_update(Undo& undo);
  Answers answer(const analysis::Query& query, Budget& budget, std::uint64_t enough);
  void add_undecided(const analysis::Query& query, Answers& out);
  [[noreturn]] void rethrow_explained(const analysis::Program& program) const;
  void settle();
  std::string print_plans(const analysis::Rule& rule, const RuleState& state);
  static Spent spent(const RuleState& state);
  void keep_plans(RuleSet& next, const analysis::Program& program);

  Pool& pool_;
  Workspace workspace_;
  Database database_;
  std::shared_ptr<const analysis::Program> program_;
  std::unique_ptr<RuleSet> rules_;
  const RuleSet* base_rules_ = nullptr;  // of the engine that this one began with
  // By predicate: its rules as text; a change means evaluating anew.
  std::shared_ptr<const std::vector<std::string>> definitions_ = std::make_shared<std::vector<std::string>>();
  std::uint64_t step_ = 0;
  bool whole_ = true;
};

}  // namespace linchpin::engine
