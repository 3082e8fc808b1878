// What a proof takes for granted: claims that it does not use, but without which something could get in its way.
//
// Without some claims, what is read positively becomes less; and by way of `not`, of exceptions, aggregates and best
// values something else may become more. A proof P stands without a set of claims if that has neither a claim of P nor
// one of its exposure, which is found backwards on facts:
//
//   what may come to hold   an instance of a rule among all that could hold (Overestimate), but for a `not` of facts
//                           that hold (then: what these rest on), or atoms that do not hold yet (then: these);
//   what may cease to hold  the claims of all its ways, and what these take for granted in turn.
//
// It errs on the side of too many. Where values come out differently, as those of aggregates, it takes every claim that
// the predicate may depend on. Beside that, a clause with exceptions makes others give way by its mere presence (see
// defeat.hpp): where this may bear on a proof, and few enough claims have such clauses, they belong to it.
#pragma once

#include <map>
#include <set>

#include "explain/overestimate.hpp"
#include "explain/standing.hpp"

namespace linchpin::explain {

class Exposure {
 public:
  // `together`: how many claims are taken out at most.
  Exposure(const Footing& footing, const analysis::Query& query, std::size_t together);

  std::set<knowledge::ClaimIndex> of(const Standing& standing);
  // Whether something was left out that more claims together might do.
  bool left_out() const { return left_out_; }
  // All claims with a clause that the body may depend on.
  std::set<knowledge::ClaimIndex> below(const std::vector<analysis::Literal>& body);

 private:
  // Facts of which some arguments are left open. Of an aggregate's rows: see row_of.
  struct Pattern {
    PredicateId predicate = 0;
    std::vector<std::optional<Value>> args;
    bool operator<(const Pattern& other) const;
  };
  // What is to be looked at in turn.
  struct Next {
    std::vector<FactId> shrink;
    std::vector<Pattern> grow;
    std::set<PredicateId> below;      // everything that these depend on
    std::set<PredicateId> unsettles;  // the clauses with exceptions that these depend on, if they are few
  };

  void find_growing();
  // Whether more may come to hold without some claims; of a literal, whether it may become true so.
  bool may_grow(PredicateId predicate) const;
  bool may_grow(const analysis::Literal& literal) const;
  bool may_grow(const std::vector<analysis::Literal>& body) const;
  // What could hold of the predicate is not known.
  bool is_open(PredicateId predicate);
  const Overestimate& most();

  void look_at(FactId fact, const Way& way, Next& out);
  const Next& growth(const Pattern& pattern);
  void add_below(PredicateId of_question, Next& out) const;
  void grow_by(const analysis::Rule& rule, const Pattern& pattern, Next& out);
  bool holds(const Pattern& pattern) const;
  void add_matching(const Pattern& pattern, Next& out);
  Pattern rows_of_group(std::uint32_t aggregation, std::span<const Value> group) const;

  const std::set<PredicateId>& cone(PredicateId predicate);
  std::set<knowledge::ClaimIndex> claims_of(const std::set<PredicateId>& predicates);
  std::set<knowledge::ClaimIndex> unsettling(PredicateId predicate);

  const Footing& footing_;
  const World& world_;
  const analysis::Query& query_;
  std::size_t together_;
  bool left_out_ = false;
  std::unordered_map<PredicateId, std::vector<std::uint32_t>> rules_, aggregations_;  // by head
  std::vector<bool> growing_;                                                         // by predicate
  std::vector<std::set<knowledge::ClaimIndex>> claims_;                               // by predicate: with a clause
  std::optional<Overestimate> most_;                                                  // made when it is needed
  std::map<Pattern, Next> growth_;
  std::map<std::pair<const analysis::Rule*, std::vector<bool>>, InstanceFinder> finders_;  // by the arguments given
  std::unordered_map<PredicateId, std::set<PredicateId>> cones_;
};

}  // namespace linchpin::explain
