// Semi-naive evaluation of strata, for a program and for a question over it.
//
// Source: Abiteboul, Hull, Vianu, Foundations of Databases, ch. 13; the delta positions of a rule read new rows at one
// atom, old rows at the atoms before it and all rows at those after, so no binding is met twice.
//
// Levels are a pass each, from the highest down: in the pass for level L the rules at L or above read rows at L or
// above, and what they derive anew has level L. What the strata below have at level L is then new, as facts are. So a
// row has the best level that its derivations give it, and one level costs what none would.
#pragma once

#include <bitset>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "engine/budget.hpp"
#include "engine/database.hpp"
#include "engine/pipeline.hpp"

namespace linchpin::engine {

// A rule's plan for one delta position, kept until the cardinalities it was made for have changed much.
struct Variant {
  std::shared_ptr<const plan::Plan> plan;
  std::unique_ptr<Pipeline> pipeline;
  std::vector<std::unique_ptr<Pipeline>> others;  // of other threads
  bool alone = false;                             // it made values that several threads can't make at once
  std::vector<double> rows;                       // of each atom, when planned
  std::vector<std::uint64_t> before;              // rows passed on by pipelines that ran this plan before
};

struct RuleState {
  std::deque<Variant> variants;
  // Keeps the plans for the same rule of another program; their pipelines are made anew when they are run.
  void forget_pipelines();
  double seconds = 0;               // that runs took
  bool late = false;                // a builtin failed under a plan that was not late
  const RuleState* like = nullptr;  // of the same rule in another engine: its plans will do
};

// What plans are chosen by, as the database is now; it must outlive the result.
plan::Statistics statistics_of(Database& database);

// Rows passed on by each step of the plan so far.
std::vector<std::uint64_t> actual_rows(const Variant& variant);

// The rules of a program or question, with their plans.
struct RuleSet {
  RuleSet(const std::vector<analysis::Rule>& r, const std::vector<analysis::Aggregation>& a)
      : rules(r), aggregations(a), rule_states(r.size()), aggregation_states(a.size()) {}
  const std::vector<analysis::Rule>& rules;
  const std::vector<analysis::Aggregation>& aggregations;
  std::vector<RuleState> rule_states;
  std::vector<RuleState> aggregation_states;

  // REQUIRES: the other is of the same rules, and stays while this one plans.
  void take_plans(const RuleSet& other) {
    const auto take = [](std::vector<RuleState>& to, const std::vector<RuleState>& from) {
      for (std::size_t r = 0; r < to.size(); ++r) {
        to[r].like = &from[r];
        to[r].late = from[r].late;
      }
    };
    take(rule_states, other.rule_states);
    take(aggregation_states, other.aggregation_states);
  }
};

using LevelSet = std::bitset<256>;
inline constexpr Level kLowest = 254;

// What a stratum's predicates are stated to hold of: the levels at which there is any, and what inserts those of one.
struct StatedFacts {
  LevelSet levels;
  std::function<void(Level)> insert;
};

// Something is undecided that must not be.
struct UndecidedRow {
  analysis::Decided in;
  std::vector<Value> row;
};

class Evaluator {
 public:
  Evaluator(RuleSet& rules, Database& database, Workspace& workspace, Budget& budget, std::uint64_t& step)
      : rules_(rules), database_(database), workspace_(workspace), budget_(budget), step_(step) {}

  // From nothing, down to a level; the first pass is at `first` and reads all that is above. Throws what pipelines
  // throw.
  // REQUIRES: the stratum's relations are empty, and what it depends on is complete.
  void evaluate(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest = kLowest, Level first = 0);

  // On from a fixpoint: what is new in predicates that the stratum depends on is in their extents [old, all), and in
  // the facts; none of it is above `from`. REQUIRES: the stratum's relations have no row below this level; no
  // aggregation, and nothing new in a predicate that is negated or looked up.
  void extend(const analysis::Stratum& stratum, const StatedFacts& facts, Level from);

  // Throws UndecidedRow if something is undecided on which an aggregate or a best value of the strata rests. What is
  // possible may depend on these in turn, and tells only when all of it is there. REQUIRES: all strata are evaluated.
  void check_decided(const std::vector<analysis::Stratum>& strata);

 private:
  // A predicate of another stratum that this one reads, and its extent before.
  struct Input {
    analysis::PredicateId predicate = 0;
    Extent extent;
  };
  struct Pass {
    Level level = 0;
    std::optional<Level> before;  // the level of the pass before; what is above or at it has been read
    bool extends = false;         // the first pass of an extension
  };
  void raise_levelless(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest);
  void add_residual(const analysis::Stratum& stratum);
  void alternate(const analysis::Stratum& stratum, const StatedFacts& facts, Level lowest);
  void run_passes(const analysis::Stratum& stratum, const StatedFacts& facts, Level first, Level lowest, bool extends);
  void clear(const analysis::Stratum& stratum);
  std::unique_ptr<Relation> fresh(const Relation& like) const;
  std::uint64_t rows(const analysis::Stratum& stratum) const;
  std::vector<Input> inputs_of(const analysis::Stratum& stratum) const;
  LevelSet levels_of(const analysis::Stratum& stratum, const std::vector<Input>& inputs) const;
  void read_inputs(const std::vector<Input>& inputs, const Pass& pass);
  void run_pass(const analysis::Stratum& stratum, const StatedFacts& facts, const Pass& pass);
  bool looks_up_more(const analysis::Rule& rule, const Pass& pass) const;
  void fixpoint(const analysis::Stratum& stratum, const std::vector<Input>& inputs, Level level);
  void note_growth(const analysis::Stratum& stratum);
  void run(std::uint32_t rule, std::uint32_t delta);
  void run(const analysis::Rule& rule, RuleState& state, std::uint32_t delta, Sink& sink);
  // Runs a plan. REQUIRES: its pipeline is prepared.
  void run_units(const analysis::Rule& rule, Variant& variant, Sink& sink);
  // Its units from the first-th on, by several threads, where that pays: false where it does not, and nothing was done.
  // `each`: what a row of the first step seems to take, in rows of all steps; `weights`: of the units, once needed.
  bool run_in_parts(const analysis::Rule& rule, Variant& variant, std::size_t first, double each,
                    std::vector<std::uint64_t>& weights, Sink& sink);
  void run_deltas(const analysis::Rule& rule, RuleState& state, Sink& sink);
  void aggregate(std::uint32_t aggregation, const std::vector<Input>& inputs, const std::vector<Level>& levels);
  Variant& variant(const analysis::Rule& rule, RuleState& state, std::uint32_t delta);

  RuleSet& rules_;
  Database& database_;
  Workspace& workspace_;
  Budget& budget_;
  std::uint64_t& step_;
};

}  // namespace linchpin::engine
