// What a session knows: all that is stated, the program it makes, and its relations at the fixpoint.
//
// Every change is a step from one good state to the next: with an error nothing has happened.
#pragma once

#include <atomic>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/analyse.hpp"
#include "engine/engine.hpp"
#include "io/import.hpp"
#include "knowledge/module.hpp"
#include "linchpin.hpp"
#include "scenarios/pattern.hpp"
#include "session/script.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::session {

struct Supposition;

inline constexpr std::uint16_t kStopTuples = 322;  // an evaluation was stopped at its limit of tuples

// A place of which the facts are assumed: a scenario by its name, or an edit of `suppose`.
struct Assumed {
  Span span;
  std::string in;
};

// What positions and values refer to. Grows only, so that states which come from one another share it.
struct Texts {
  SourceMap sources;
  Pool pool;
};

class State {
  std::shared_ptr<Texts> texts_;

 public:
  SourceMap& sources;
  Pool& pool;
  Paths paths;
  knowledge::Module module;
  analysis::Signatures signatures;
  std::shared_ptr<const analysis::Program> program;
  engine::Engine engine;
  bool strict = false;
  double import_seconds = 0;    // spent in reading tables, since the state was made
  double complete_seconds = 0;  // in evaluating what was put off
  std::size_t fewest_facts_to_put_off = 200'000;
  std::uint64_t demanded_answers = 0;  // to how many questions no more was evaluated than they need
  // What questions have been asked under since the last change, the last used at the end.
  std::vector<std::unique_ptr<Supposition>> suppositions;

  explicit State(const engine::Tuning& tuning = {});
  // One for what another states, edited: shares its texts, and its relations but for what the edits change, and has its
  // imported tables but for the rows that are gone. `add` of nothing evaluates it. REQUIRES: the other is not changed
  // while this one lives.
  State(const State& base, knowledge::Module&& edited, const std::vector<scenarios::Pattern>& gone);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  std::shared_ptr<const Texts> texts() const { return texts_; }
  std::uint64_t bytes() const;  // held by what is stated and what follows, under suppositions too
  std::uint64_t bytes_beside(const State& base) const;  // of one made by editing: but for what it shares

  // With many facts, recursive predicates are not evaluated until something needs them, and what depends on them
  // neither. `answer` evaluates what the question needs of them, by demanded(); as that may add up, it evaluates all
  // when it has had as much work without. All else that looks at relations needs `complete` before.
  Status answer(const analysis::Query& query, engine::Budget& budget, Diagnostics& diagnostics, engine::Answers& out);
  Status complete(engine::Budget& budget, Diagnostics& diagnostics);
  // Makes anew what a failed step could not put back, if anything.
  Status mend(engine::Budget& budget, Diagnostics& diagnostics);
  bool is_put_off(analysis::PredicateId predicate) const;

  // States what `part` holds, on top of all that is stated.
  Status add(knowledge::Module&& part, engine::Budget& budget, Diagnostics& diagnostics);
  // Takes back what the statements name, one after another.
  Status retract(const std::vector<Retraction>& retractions, engine::Budget& budget, Diagnostics& diagnostics);
  // Takes back the facts that a module has, which are in this state's values.
  Status retract(const knowledge::Module& facts, engine::Budget& budget, Diagnostics& diagnostics);
  // Goes back to an earlier module of this state.
  Status restore(knowledge::Module&& earlier, engine::Budget& budget, Diagnostics& diagnostics);
  // Broken constraints that were not broken, or not as often, when this was last called.
  void report_constraints(Diagnostics& diagnostics);
  // Writes the files that `export` statements name.
  void write_exports(Diagnostics& diagnostics);

  std::uint64_t imported_rows(analysis::PredicateId predicate) const;
  void each_imported_row(analysis::PredicateId predicate,
                         const std::function<void(std::span<const Value>)>& visit) const;

  // Runs an evaluation; what stops it becomes a diagnostic.
  template <class Run>
  Status guarded(Run&& run, Diagnostics& diagnostics);
  // The same of what tells how it went.
  template <class Run>
  static Status guarded_steps(Run&& run, Diagnostics& diagnostics);

 private:
  struct Imported {
    analysis::PredicateId predicate;
    Shared<io::Table> table;
  };
  struct Known {  // how many facts of a predicate the engine has
    std::size_t stated = 0, provided = 0, imported = 0;
  };
  // Facts of one predicate that analysis provides.
  struct Provided {
    std::vector<Value> values;  // row-major
    std::vector<engine::Level> levels;
    bool begins(const Provided& other) const;
  };
  using ProvidedFacts = std::vector<Provided>;  // by predicate

  Status evaluate(std::shared_ptr<const analysis::Program> next, std::vector<bool> put_off, engine::Budget& budget,
                  Diagnostics& diagnostics);
  // Recursive strata that have not been evaluated and those that depend on them, where facts are many and nothing asks
  // for them at once, as constraints do. None where one has facts of its own or can't be answered from by demand.
  std::vector<bool> to_put_off(const analysis::Program& next) const;
  void try_to_complete(const engine::Budget& budget);
  Status read_imports(const analysis::Program& next, engine::Budget& budget, Diagnostics& diagnostics);
  static ProvidedFacts provided_facts(const analysis::Program& program);
  // All facts of a predicate but for the first ones, the highest level first.
  std::vector<engine::FactBlock> facts(analysis::PredicateId p, const analysis::Program& next,
                                       const ProvidedFacts& provided, const Known& from) const;
  analysis::Program analysed(Diagnostics& diagnostics);
  void note_edited_tables(const knowledge::Module& before);
  void note_changed_levels(const analysis::Program& next);
  // Makes what is left when `edit` has taken something from the module; all stays where it returns false, with errors.
  Status edited(const std::function<bool()>& edit, engine::Budget& budget, Diagnostics& diagnostics);
  bool retract_all(const std::vector<Retraction>& retractions, Diagnostics& diagnostics);
  bool retract_clause(const Retraction& retraction, Diagnostics& diagnostics);
  void explain_underived(const knowledge::Signature& signature, const std::vector<Value>& row, Span span,
                         Diagnostics& diagnostics) const;

  const State* edit_of_ = nullptr;  // of a state made by editing: the other
  std::vector<Imported> imported_;
  std::uint64_t importing_ = 0;   // bytes of the table that is being read
  std::size_t imports_read_ = 0;  // of module.imports
  std::vector<Known> known_;      // by predicate
  ProvidedFacts provided_;        // as the engine has them
  std::set<analysis::PredicateId> changed_;
  std::unordered_map<std::string, std::uint64_t> broken_;  // rows by constraint
  std::vector<bool> put_off_;                              // by predicate; empty: none
  std::uint64_t demand_work_ = 0;                          // derivations for questions while something was put off
  std::uint64_t next_try_ = 5'000'000;                     // so many, when it is tried to evaluate what is put off
};

// Undoes a step, unless it was kept, however it is left.
template <class Undo>
class Attempt {
 public:
  explicit Attempt(Undo undo) : undo_(std::move(undo)) {}
  ~Attempt() {
    if (!kept_) undo_();
  }
  Attempt(const Attempt&) = delete;
  Attempt& operator=(const Attempt&) = delete;
  void keep() { kept_ = true; }

 private:
  Undo undo_;  // does not throw
  bool kept_ = false;
};

// The diagnostic for an evaluation that was stopped or failed.
void report(const engine::Stopped& stopped, Diagnostics& diagnostics);
void report(const engine::Failure& failure, Diagnostics& diagnostics);
// Memory, or the numbers for rows or values, are used up.
void report_full(Diagnostics& diagnostics);

template <class Run>
Status State::guarded_steps(Run&& run, Diagnostics& diagnostics) {
  try {
    return run();
  } catch (const engine::Stopped& stopped) {
    report(stopped, diagnostics);
    return stopped.reason == engine::Stopped::Reason::interrupted ? Status::interrupted : Status::limit;
  } catch (const engine::Failure& failure) {
    report(failure, diagnostics);
    return Status::error;
  } catch (const engine::RelationFull&) {
    report_full(diagnostics);
    return Status::limit;
  } catch (const PoolFull&) {
    report_full(diagnostics);
    return Status::limit;
  } catch (const std::bad_alloc&) {
    report_full(diagnostics);
    return Status::limit;
  }
}

template <class Run>
Status State::guarded(Run&& run, Diagnostics& diagnostics) {
  const auto all = [&] {
    run();
    return Status::ok;
  };
  return guarded_steps(all, diagnostics);
}

}  // namespace linchpin::session
