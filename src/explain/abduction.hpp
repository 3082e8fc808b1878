// Sets of facts that would make a goal hold: abduction, as in Kakas, Kowalski, Toni, "Abductive logic programming",
// 1992, by a search in order of cost.
//
// The search goes backwards from the goal. A state is a list of facts with gaps that are missing still, those that are
// assumed so far, and conditions on the variables of both. A missing fact is assumed, where its predicate is open; or
// is one that is assumed already; or is replaced by the body of a rule for it, of which some literals are found among
// the rows that hold, and at least one is missing in turn. The cost of a state is the number of its facts, so that each
// missing fact counts as often as it is needed; states of the same cost come in the order in which they are made, which
// is that of fewer rules, then of clauses, then of values.
//
// It is sound for programs in which more facts make more hold. Otherwise what it finds is a guess, to be tried by
// evaluating the program with it: what was absent may be there then. What stands against a conclusion with exceptions
// is not looked at, as a fact that is assumed may be stronger. A `not` that does not hold closes its way. What may be
// missed for these reasons is noted in `complete_to`.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "explain/openness.hpp"
#include "explain/rows.hpp"

namespace linchpin::explain {

// Facts over variables, which are numbered from 0, and what the variables have to meet beside.
struct Hypothesis {
  std::vector<Pattern> facts;
  std::vector<Literal> conditions;
  std::vector<std::string> names;  // of the variables, all different: as they are written, where they are
};

// A rule whose other literals all hold, or would with what is missing, and a `not` of it that does not.
struct ClosedWay {
  knowledge::Origin rule;
  Pattern present;      // a fact that the `not` says is absent
  std::string literal;  // the `not`, with values
};

struct AbductionLimits {
  std::uint32_t cost = 3;
  std::uint64_t steps = 20000;  // missing facts taken up
  std::uint64_t rows = 200000;  // looked at
  std::size_t conditions = 12;  // of a state: recursion may add ever more
  std::size_t closed = 5;       // ways noted
};

class Abduction {
 public:
  // `question`: the rule of what is asked. REQUIRES: it reads predicates of the program alone.
  Abduction(const World& world, const analysis::Rule& question, Rows& rows, const AbductionLimits& limits = {});

  // The next one, in the order of costs; nothing when there are no more within the limits.
  std::optional<Hypothesis> next();

  // Notes that larger sets than this may have been missed: those with one in them that was found, and did not do.
  void note_failure(std::size_t facts) { lose_beyond(facts); }
  // Every set that makes the goal hold, at this cost or a lower one, has been given, or one that is in it.
  std::uint32_t complete_to() const { return std::min(cost_ - 1, lost_beyond_); }
  bool stopped() const { return stopped_; }                      // at another limit than that of the cost
  bool passed_aggregates() const { return passed_aggregates_; }  // took values of aggregates as they are
  const std::vector<ClosedWay>& closed() const { return closed_; }
  bool is_open(PredicateId predicate) const { return openness_.open[predicate]; }

 private:
  struct State {
    Bindings bindings;
    std::vector<Pattern> missing, assumed;
    std::vector<Literal> waiting;
    std::vector<std::string> names;
    std::size_t cost() const { return missing.size() + assumed.size(); }
  };
  struct Item {
    State state;
    std::size_t taken = 1;  // how many literals of a rule's body are to be missing
  };
  // A rule's body on its way: some literals are found among rows, the others are missing.
  struct Join {
    const analysis::Rule& rule;
    VariableId first = 0;  // of the rule's variables
    std::vector<Pattern> missing;
    std::vector<Literal> negations;
    std::size_t cost = 0;  // of the state that comes of it, at most
  };

  void take_up(const Item& item);
  void assume(const State& state, const Pattern& goal);
  void apply(const analysis::Rule& rule, const State& state, const Pattern* goal, std::size_t taken);
  void begin_join(const analysis::Rule& rule, State state, VariableId first, const std::vector<std::size_t>& missing);
  void join(const Join& join, State state, std::vector<Literal> left);
  std::vector<State> found(const State& state, const Literal& literal);
  void finish(const Join& join, State state);
  bool passes(const Join& join, const Literal& negation, State& state);
  void push(State state);
  bool spend_rows(std::size_t rows);
  void lose_beyond(std::size_t cost) { lost_beyond_ = std::min(lost_beyond_, static_cast<std::uint32_t>(cost)); }
  std::vector<std::size_t> reachable(const analysis::Rule& rule) const;
  bool is_part(PredicateId predicate) const { return world_.program.predicates[predicate].part_of.has_value(); }

  const World& world_;
  const analysis::Rule& question_;
  Rows& rows_;
  AbductionLimits limits_;
  Openness openness_;
  std::vector<std::vector<const analysis::Rule*>> rules_;  // by head
  std::vector<std::deque<Item>> queue_;                    // by cost
  std::uint32_t cost_ = 0;                                 // of what is being looked through
  std::deque<Hypothesis> found_;
  std::unordered_set<std::string> seen_, closed_seen_;
  std::vector<ClosedWay> closed_;
  std::uint64_t steps_ = 0, rows_seen_ = 0;
  std::uint32_t lost_beyond_ = ~std::uint32_t{0};
  bool stopped_ = false, passed_aggregates_ = false;
};

}  // namespace linchpin::explain
