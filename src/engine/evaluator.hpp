// Semi-naive evaluation of strata, for a program and for a question over it.
//
// Source: Abiteboul, Hull, Vianu, Foundations of Databases, ch. 13; the delta positions of a rule read new rows at one
// atom, old rows at the atoms before it and all rows at those after, so no binding is met twice.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/budget.hpp"
#include "engine/database.hpp"
#include "engine/pipeline.hpp"

namespace linchpin::engine {

// A rule's plan for one delta position, kept until the cardinalities it was made for have changed much.
struct Variant {
  plan::Plan plan;
  std::unique_ptr<Pipeline> pipeline;
  std::vector<double> rows;           // of each atom, when planned
  std::vector<std::uint64_t> before;  // rows passed on by pipelines that ran this plan before
};

struct RuleState {
  std::deque<Variant> variants;
  // Keeps the plans for the same rule of another program; their pipelines are made anew when they are run.
  void forget_pipelines();
  bool late = false;  // a builtin failed under a plan that was not late
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
};

class Evaluator {
 public:
  Evaluator(RuleSet& rules, Database& database, Workspace& workspace, Budget& budget, std::uint64_t& step)
      : rules_(rules), database_(database), workspace_(workspace), budget_(budget), step_(step) {}

  // From the facts that the stratum's relations hold. REQUIRES: what it depends on is complete, extents included.
  void evaluate(const analysis::Stratum& stratum);

  // On from a fixpoint: extents [old, all) of the stratum's predicates and of those it depends on hold what is new.
  // REQUIRES: no aggregation, and nothing new in a predicate that is negated or looked up.
  void extend(const analysis::Stratum& stratum);

 private:
  void fixpoint(const analysis::Stratum& stratum);
  void begin(const analysis::Stratum& stratum);
  void end(const analysis::Stratum& stratum);
  void note_growth(const analysis::Stratum& stratum);
  void run(std::uint32_t rule, std::uint32_t delta);
  void run(const analysis::Rule& rule, RuleState& state, std::uint32_t delta, Sink& sink);
  void aggregate(std::uint32_t aggregation);
  Variant& variant(const analysis::Rule& rule, RuleState& state, std::uint32_t delta);

  RuleSet& rules_;
  Database& database_;
  Workspace& workspace_;
  Budget& budget_;
  std::uint64_t& step_;
};

}  // namespace linchpin::engine
