#include "analysis/strata.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <deque>

namespace linchpin::analysis {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

// What defines each predicate: its rules and aggregations, in order.
struct Definitions {
  std::vector<std::vector<std::uint32_t>> rules, aggregations;  // by predicate

  Definitions(const std::vector<Rule>& all_rules, const std::vector<Aggregation>& all_aggregations,
              std::size_t predicates)
      : rules(predicates), aggregations(predicates) {
    for (std::uint32_t r = 0; r < all_rules.size(); ++r) rules[all_rules[r].head].push_back(r);
    for (std::uint32_t a = 0; a < all_aggregations.size(); ++a) aggregations[all_aggregations[a].head].push_back(a);
  }
  bool defined(PredicateId p) const { return !rules[p].empty() || !aggregations[p].empty(); }
};

// Tarjan's algorithm with a stack of its own: a chain of 20,000 rules must not overflow the machine's.
class Tarjan {
 public:
  Tarjan(const std::vector<Rule>& rules, const std::vector<Aggregation>& aggregations, const Definitions& definitions)
      : definitions_(definitions),
        edges_(definitions.rules.size()),
        index_(definitions.rules.size(), kNone),
        low_(definitions.rules.size()),
        on_stack_(definitions.rules.size()) {
    const auto add = [&](PredicateId head, const std::vector<Literal>& body) {
      for (const Literal& literal : body) {
        if (reads(literal) && definitions.defined(literal.predicate)) edges_[head].push_back(literal.predicate);
      }
    };
    for (const Rule& rule : rules) add(rule.head, rule.body);
    for (const Aggregation& aggregation : aggregations) add(aggregation.head, aggregation.input.body);
  }

  std::vector<Stratum> run() {
    for (PredicateId p = 0; p < edges_.size(); ++p) {
      if (index_[p] == kNone && definitions_.defined(p)) visit(p);
    }
    return std::move(out_);
  }

 private:
  struct Frame {
    PredicateId predicate;
    std::size_t next;  // edge to follow
  };

  void enter(PredicateId p) {
    index_[p] = low_[p] = counter_++;
    on_stack_[p] = true;
    stack_.push_back(p);
    frames_.push_back({p, 0});
  }

  void visit(PredicateId root) {
    enter(root);
    while (!frames_.empty()) {
      const PredicateId p = frames_.back().predicate;
      if (frames_.back().next < edges_[p].size()) {
        const PredicateId to = edges_[p][frames_.back().next++];
        if (index_[to] == kNone) {
          enter(to);
        } else if (on_stack_[to]) {
          low_[p] = std::min(low_[p], index_[to]);
        }
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) low_[frames_.back().predicate] = std::min(low_[frames_.back().predicate], low_[p]);
      if (low_[p] == index_[p]) leave(p);
    }
  }

  void leave(PredicateId root) {
    Stratum stratum;
    for (PredicateId p = kNone; p != root;) {
      p = stack_.back();
      stack_.pop_back();
      on_stack_[p] = false;
      stratum.predicates.push_back(p);
    }
    std::sort(stratum.predicates.begin(), stratum.predicates.end());
    for (PredicateId p : stratum.predicates) {
      const auto& rules = definitions_.rules[p];
      const auto& aggregations = definitions_.aggregations[p];
      stratum.rules.insert(stratum.rules.end(), rules.begin(), rules.end());
      stratum.aggregations.insert(stratum.aggregations.end(), aggregations.begin(), aggregations.end());
      stratum.recursive = stratum.recursive || stratum.predicates.size() > 1 ||
                          std::find(edges_[p].begin(), edges_[p].end(), p) != edges_[p].end();
    }
    std::sort(stratum.rules.begin(), stratum.rules.end());
    std::sort(stratum.aggregations.begin(), stratum.aggregations.end());
    out_.push_back(std::move(stratum));
  }

  const Definitions& definitions_;
  std::vector<std::vector<PredicateId>> edges_;
  std::vector<std::uint32_t> index_, low_;
  std::vector<bool> on_stack_;
  std::vector<PredicateId> stack_;
  std::vector<Frame> frames_;
  std::vector<Stratum> out_;
  std::uint32_t counter_ = 0;
};

// One dependency: the head of a rule or aggregation on a literal of its body.
struct Edge {
  PredicateId from = 0, to = 0;
  bool negative = false;
  bool through_aggregate = false;
  Span span;  // the literal
};

class CycleReport {
 public:
  CycleReport(const Stratum& stratum, const Program& program) : stratum_(stratum), program_(program) {
    const auto inside = [&](PredicateId p) {
      return std::binary_search(stratum.predicates.begin(), stratum.predicates.end(), p);
    };
    const auto add = [&](PredicateId head, const std::vector<Literal>& body, bool aggregate) {
      for (const Literal& literal : body) {
        if (!reads(literal) || !inside(literal.predicate)) continue;
        const bool negation = literal.kind == Literal::Kind::negation;
        edges_.push_back({head, literal.predicate, negation || aggregate, aggregate && !negation, literal.span});
      }
    };
    for (std::uint32_t r : stratum.rules) add(program.rules[r].head, program.rules[r].body, false);
    for (std::uint32_t a : stratum.aggregations) {
      add(program.aggregations[a].head, program.aggregations[a].input.body, true);
    }
  }

  // An aggregate over itself has no meaning, and a best value none where what it is the best of may be undecided. Any
  // other cycle through `not` has one: see undecided.hpp.
  void report(Diagnostics& diagnostics) const {
    const auto extremal = std::find_if(stratum_.predicates.begin(), stratum_.predicates.end(), [&](PredicateId p) {
      return program_.predicates[p].extremum != syntax::Extremum::none;
    });
    const auto negative = std::find_if(edges_.begin(), edges_.end(), [&](const Edge& e) {
      return e.through_aggregate || (e.negative && extremal != stratum_.predicates.end());
    });
    if (negative == edges_.end()) return;
    std::vector<Edge> cycle = way(negative->to, negative->from);
    cycle.insert(cycle.begin(), *negative);
    // It is told from a predicate of the user's, not from one made for an inner conjunction.
    if (program_.predicates[cycle.front().from].internal) {
      const auto named = std::find_if(cycle.rbegin(), cycle.rend(),
                                      [&](const Edge& e) { return !program_.predicates[e.from].internal; });
      std::rotate(cycle.begin(), named.base() - 1, cycle.end());
    }
    const std::string name = shown(cycle.front().from);
    Diagnostic& error = diagnostics.error(
        negative->through_aggregate ? 205 : 204, negative->span,
        negative->through_aggregate
            ? fmt::format("`{}` depends on an aggregate over itself", name)
            : fmt::format("`{}` depends on its own negation, and `{}` keeps the best value only", name,
                          shown(*extremal)),
        negative->through_aggregate
            ? "an aggregate must go over what is complete before it; for the best value within a recursion, declare an "
              "argument `min` or `max`"
            : "break the cycle, or leave `min` or `max` out: a best value must be decided");
    for (std::size_t i = 0; i < cycle.size();) {
      // The steps through predicates made here are one step of the user's.
      std::size_t end = i + 1;
      bool minus = cycle[i].negative, aggregate = cycle[i].through_aggregate;
      while (end < cycle.size() && program_.predicates[cycle[end].from].internal) {
        minus = minus || cycle[end].negative;
        aggregate = aggregate || cycle[end].through_aggregate;
        ++end;
      }
      error.notes.push_back({cycle[end - 1].span, fmt::format("`{}` depends on {}`{}` here", shown(cycle[i].from),
                                                              aggregate ? "an aggregate over "
                                                              : minus   ? "the negation of "
                                                                        : "",
                                                              shown(cycle[end - 1].to))});
      i = end;
    }
  }

 private:
  std::string shown(PredicateId p) const { return knowledge::print(program_.predicates[p].signature); }

  // A shortest way. Empty when both are one.
  std::vector<Edge> way(PredicateId from, PredicateId to) const {
    std::unordered_map<PredicateId, std::vector<std::uint32_t>> out;
    for (std::uint32_t e = 0; e < edges_.size(); ++e) out[edges_[e].from].push_back(e);
    std::unordered_map<PredicateId, std::uint32_t> reached{{from, kNone}};
    std::deque<PredicateId> queue{from};
    while (!queue.empty() && reached.count(to) == 0) {
      const PredicateId p = queue.front();
      queue.pop_front();
      for (std::uint32_t e : out[p]) {
        if (reached.try_emplace(edges_[e].to, e).second) queue.push_back(edges_[e].to);
      }
    }
    std::vector<Edge> path;
    for (PredicateId p = to; p != from; p = path.back().from) path.push_back(edges_[reached.at(p)]);
    std::reverse(path.begin(), path.end());
    return path;
  }

  const Stratum& stratum_;
  const Program& program_;
  std::vector<Edge> edges_;
};

}  // namespace

void find_levelless(std::vector<Stratum>& strata, const Program& program) {
  for (Stratum& stratum : strata) {
    for (PredicateId p : stratum.predicates) {
      if (program.predicates[p].levelless) stratum.levelless.push_back(p);
    }
  }
}

std::vector<Stratum> stratify(const std::vector<Rule>& rules, const std::vector<Aggregation>& aggregations,
                              std::size_t predicates) {
  const Definitions definitions(rules, aggregations, predicates);
  return Tarjan(rules, aggregations, definitions).run();
}

void check_strata(const std::vector<Stratum>& strata, const Program& program, Diagnostics& diagnostics) {
  for (const Stratum& stratum : strata) {
    if (stratum.recursive) CycleReport(stratum, program).report(diagnostics);
  }
}

}  // namespace linchpin::analysis
