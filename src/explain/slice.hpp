// The backward slice of goals: the facts that their proofs may rest on, and the ways in which these come about.
//
// A way is a statement of the fact, or an instance of a rule for it; its premises are facts in turn. Slices are looked
// through from the goals downwards and stop at facts that are stated at their own level: nothing is higher or nearer.
// Of the instances only those count that read rows at the fact's level or above, as the best proof is one of these.
//
// A slice may have as many facts as the relations have rows. So `explore` has a limit, and `descend` finds one proof
// where that was reached: every row has a derivation from rows of earlier steps of the evaluation, which is followed
// without looking at anything else.
//
// What is said of best proofs holds for Breadth::best. With Breadth::all a slice has all ways at all levels, and as
// premises also what only clears a fact's way, and all rows that an aggregate needs: it says what all may carry a fact.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "explain/instances.hpp"
#include "explain/proof.hpp"
#include "explain/stated.hpp"

namespace linchpin::explain {

using FactId = std::uint32_t;

// Of a goal that is not a fact but a conjunction asked.
inline constexpr PredicateId kQuestion = ~PredicateId{0};
// Of a row that an aggregate goes over: its group and what tells it apart within that. Each instance is a way.
inline constexpr PredicateId row_of(std::uint32_t aggregation) { return kQuestion - 1 - aggregation; }

enum class Breadth : std::uint8_t { best, all };

struct Way {
  enum class Kind : std::uint8_t { stated, imported, rule, aggregate };
  Kind kind = Kind::stated;
  knowledge::Origin origin;
  Level clause_level = 0;
  const analysis::Rule* rule = nullptr;  // of `rule`, and of an aggregate its input: as instances have it
  std::vector<Value> bindings;           // of `rule`
  std::vector<FactId> premises;          // in the order of the body; of an aggregate, of its first rows
  std::vector<FactId> beside;            // rows of an aggregate that bear on its level alone
  bool made = false;                  // the rule is one that analysis made: its one premise is the same fact, in parts
  std::uint64_t rows = 0, shown = 0;  // of an aggregate
};

struct KnownFact {
  Fact fact;
  Level level = 0;
  bool explored = false;  // `ways` has all that may be in a best proof
  std::vector<Way> ways;
};

struct SliceLimits {
  std::uint64_t facts = 10000;     // whose rules are run
  std::uint64_t ways = 200000;     // in all
  std::uint64_t enough = 1 << 14;  // instances of one rule for one fact, before `descend` looks at all of them
  std::uint64_t shown = 3;         // rows of an aggregate
};

class Slice {
 public:
  explicit Slice(const World& world, const SliceLimits& limits = {}, Breadth breadth = Breadth::best);

  // The number of a fact that holds.
  FactId number(Fact fact);
  // The answer `row` to a question whose answers have this level.
  FactId add_answer(const analysis::Query& query, std::span<const Value> row, Level level);

  // What a rule of the program rests on where its head is `head`: a goal like a question, with a way for each instance
  // at `level` or above.
  FactId add_body(std::uint32_t rule, std::span<const Value> head, Level level);

  // Finds all ways of all facts that a goal may rest on; false where a limit was reached.
  bool explore(FactId goal);
  // Finds ways that make one proof of a goal.
  void descend(FactId goal);

  // All clauses that speak for a fact, of one that is weighed against contraries whether it holds or not.
  std::vector<Statement> clauses(const Fact& fact);

  const World& world() const { return world_; }
  std::size_t size() const { return facts_.size(); }
  const KnownFact& operator[](FactId id) const { return facts_[id]; }

  // The premises that an instance of a rule has, and the literals they stand in, by position; in the body's order.
  struct Premise {
    std::size_t literal = 0;
    Fact fact;
  };
  std::vector<Premise> premises(const analysis::Rule& rule, std::span<const Value> bindings);

 private:
  struct FactHash {
    std::size_t operator()(const Fact& fact) const noexcept;
  };

  bool find_ways(FactId id, std::uint64_t enough);
  bool add_stated(FactId id);
  void add_aggregate(FactId id, std::uint32_t aggregation);
  void add_all_rows(FactId id, std::uint32_t aggregation);
  Way way_of(const Instances& instances, std::uint64_t row, bool made);
  void choose_derivation(FactId id);
  std::optional<std::uint64_t> step(const Fact& fact);
  InstanceFinder& finder(std::uint32_t rule);
  bool is_made(PredicateId head) const { return made_.at(head); }

  const World& world_;
  SliceLimits limits_;
  Breadth breadth_;
  Statements statements_;
  std::vector<KnownFact> facts_;
  std::unordered_map<Fact, FactId, FactHash> number_;
  std::unordered_map<PredicateId, std::vector<std::uint32_t>> rules_, aggregations_;  // by head
  std::vector<bool> made_;                                                            // by head
  std::unordered_map<std::uint32_t, InstanceFinder> finders_, inputs_;
  std::unique_ptr<InstanceFinder> question_;
  std::uint64_t facts_run_ = 0, ways_ = 0;  // since `explore` was called
};

}  // namespace linchpin::explain
