#include "analysis/demand.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "analysis/context.hpp"
#include "analysis/demand_chain.hpp"
#include "analysis/strata.hpp"

namespace linchpin::analysis {
namespace {

using Kind = Literal::Kind;

constexpr std::size_t kMostGoals = 64;

bool is_bound(const Operand& operand, const std::vector<bool>& bound) {
  return operand.kind == Operand::Kind::constant ||
         (operand.kind == Operand::Kind::variable && bound[operand.variable]);
}

bool is_bound(const Expression& e, const std::vector<bool>& bound) {
  if (e.kind == Expression::Kind::variable) return bound[e.variable];
  return std::all_of(e.args.begin(), e.args.end(), [&](const Expression& arg) { return is_bound(arg, bound); });
}

bool may_follow(const Operand& operand, const std::vector<bool>& bound) {
  return operand.kind == Operand::Kind::wildcard || is_bound(operand, bound);
}

// Whether a literal that is no atom can be evaluated where these variables are bound.
bool is_ready(const Literal& literal, const std::vector<bool>& bound) {
  const auto all = [&](std::size_t first, std::size_t last) {
    return std::all_of(literal.args.begin() + static_cast<std::ptrdiff_t>(first),
                       literal.args.begin() + static_cast<std::ptrdiff_t>(last),
                       [&](const Operand& o) { return may_follow(o, bound); });
  };
  switch (literal.kind) {
    case Kind::atom:
      return false;
    case Kind::bind:
      return is_bound(literal.expression, bound);
    case Kind::term:
      return bound[literal.variable] || std::all_of(literal.args.begin(), literal.args.end(),
                                                    [&](const Operand& o) { return is_bound(o, bound); });
    case Kind::generate:
      return all(0, 1);
    case Kind::aggregate:
      return all(0, literal.args.size() - 1);
    case Kind::negation:
    case Kind::compare:
    case Kind::test:
      return all(0, literal.args.size());
  }
  return false;
}

// Whether its evaluation may end in an error. Where a rule's other literals don't hold, there is none: so nothing may
// rest on such a literal before all others are known to hold.
bool may_fail(const Literal& literal) {
  if (literal.kind == Kind::test) return builtins()[literal.builtin].can_fail;
  return literal.kind == Kind::bind && can_fail(literal.expression);
}

void mark_bound(const Literal& literal, std::vector<bool>& bound) {
  if (literal.kind == Kind::negation) return;
  if (literal.kind == Kind::bind || literal.kind == Kind::term) bound[literal.variable] = true;
  for (const Operand& o : literal.args) {
    if (o.kind == Operand::Kind::variable) bound[o.variable] = true;
  }
}

class Demand {
 public:
  Demand(const Query& query, const Program& program, const Signatures& signatures, const std::vector<bool>& put_off)
      : program_(program),
        put_off_(put_off),
        out_(query),
        target_(program, signatures, out_),
        rules_of_(program.predicates.size()) {
    for (const Rule& rule : program.rules) {
      if (is_put_off(rule.head)) rules_of_[rule.head].push_back(&rule);
    }
    for (const Aggregation& aggregation : program.aggregations) has_aggregation_.insert(aggregation.head);
  }

  std::optional<Query> run() {
    if (out_.possible) return std::nullopt;
    const bool all_levels = out_.lowest == kOutside - 1;
    for (const Stratum& stratum : out_.strata) {
      if (stratum.reads_all_levels && !all_levels) return std::nullopt;
    }
    std::vector<Rule> own = std::move(out_.rules);
    out_.rules.clear();
    for (Rule& rule : own) {
      if (!narrow(rule, {})) return std::nullopt;
    }
    for (Aggregation& aggregation : out_.aggregations) {
      if (!narrow(aggregation.input, {})) return std::nullopt;
    }
    while (!goals_to_do_.empty()) {
      const auto [predicate, bound] = goals_to_do_.front();
      goals_to_do_.pop_front();
      if (!define(predicate, bound)) return std::nullopt;
    }
    std::move(own.begin(), own.end(), std::back_inserter(out_.rules));  // the answer's is the last
    out_.strata = stratify(out_.rules, out_.aggregations, program_.predicates.size() + out_.predicates.size());
    return std::move(out_);
  }

 private:
  using Bound = std::vector<bool>;  // by argument
  struct Goal {
    PredicateId demanded = 0, derived = 0;  // of what rows are wanted, by the bound arguments; and the rows
  };

  bool is_put_off(PredicateId p) const { return p < put_off_.size() && put_off_[p]; }

  // Brings the body into an order, behind `first`, in which what is put off comes with arguments bound by what stands
  // before it, and lets it read what is demanded of these. False where that can't be.
  bool narrow(Rule& rule, std::vector<Literal> first) {
    if (!rule.checks.empty() && is_put_off(rule.head)) return false;
    std::vector<bool> bound(rule.variables);
    for (const Literal& literal : first) mark_bound(literal, bound);
    std::vector<Literal> done = std::move(first);
    std::vector<Literal> rest = std::move(rule.body);
    while (!rest.empty()) {
      const auto next = std::max_element(rest.begin(), rest.end(), [&](const Literal& a, const Literal& b) {
        return urgency(a, bound) < urgency(b, bound);
      });
      if (urgency(*next, bound) == 0) return false;
      if (reads(*next) && is_put_off(next->predicate) && !demand(rule, done, *next, bound)) return false;
      mark_bound(*next, bound);
      done.push_back(std::move(*next));
      rest.erase(next);
    }
    rule.body = std::move(done);
    return true;
  }

  // Which literal comes next; 0: can't come, or not with anything bound.
  int urgency(const Literal& literal, const std::vector<bool>& bound) const {
    if (literal.kind != Kind::atom) return !is_ready(literal, bound) ? 0 : may_fail(literal) ? 1 : 5;
    const bool any = literal.args.empty() || std::any_of(literal.args.begin(), literal.args.end(),
                                                         [&](const Operand& o) { return is_bound(o, bound); });
    if (is_put_off(literal.predicate)) return any ? 3 : 0;
    return any ? 4 : 2;
  }

  // Puts what is demanded in the place of a literal that is put off. `before`: what binds its arguments.
  bool demand(const Rule& rule, const std::vector<Literal>& before, Literal& literal, const std::vector<bool>& bound) {
    if (literal.kind != Kind::atom || literal.possible || std::any_of(before.begin(), before.end(), may_fail))
      return false;
    if (Chain* chain = chain_of(literal)) {
      literal.predicate = chain->derived;
      literal.args = chain->free_args(literal.args);
      return !failed_;
    }
    Bound which;
    std::vector<Operand> given;
    for (const Operand& o : literal.args) {
      which.push_back(is_bound(o, bound));
      if (which.back()) given.push_back(o);
    }
    const auto [at, is_new] = goals_.try_emplace({literal.predicate, which});
    Goal& goal = at->second;
    if (is_new) {
      if (goals_.size() > kMostGoals) return false;
      const std::string& name = program_.predicates[literal.predicate].signature.name;
      goal.demanded = target_.internal("demanded", name, static_cast<std::uint32_t>(given.size()));
      goal.derived = target_.internal("derived", name, static_cast<std::uint32_t>(literal.args.size()));
      goals_to_do_.push_back(at->first);
    }
    const bool is_known = std::any_of(before.begin(), before.end(), [&](const Literal& l) {
      return l.kind == Kind::atom && l.predicate == goal.demanded && l.args == given;
    });
    if (!is_known) add_rule(rule, goal.demanded, given, before);
    literal.predicate = goal.derived;
    return true;
  }

  void add_rule(const Rule& of, PredicateId head, std::vector<Operand> head_args, std::vector<Literal> body) {
    Rule rule = of;
    rule.head = head;
    rule.head_args = std::move(head_args);
    rule.body = std::move(body);
    rule.checks.clear();
    out_.rules.push_back(std::move(rule));
  }

  static Literal atom(PredicateId predicate, std::vector<Operand> args, Span span) {
    Literal out;
    out.span = span;
    out.predicate = predicate;
    out.args = std::move(args);
    return out;
  }

  // The rules for a goal.
  bool define(PredicateId predicate, const Bound& bound) {
    if (has_aggregation_.contains(predicate)) return false;
    const Goal goal = goals_.at({predicate, bound});
    for (const Rule* of : rules_of_[predicate]) {
      Rule rule = *of;
      std::vector<Operand> given;
      for (std::size_t i = 0; i < bound.size(); ++i) {
        if (bound[i]) given.push_back(rule.head_args[i]);
      }
      if (!narrow(rule, {atom(goal.demanded, std::move(given), rule.origin.span)})) return false;
      rule.head = goal.derived;
      out_.rules.push_back(std::move(rule));
    }
    return true;
  }

  // The rows of an atom with constants, where its predicate's recursion is a chain from them; null where it is not.
  Chain* chain_of(const Literal& literal) {
    if (has_aggregation_.contains(literal.predicate)) return nullptr;
    Bound bound;
    for (const Operand& o : literal.args) bound.push_back(o.kind == Operand::Kind::constant);
    std::vector<Bound> choices = {bound};
    for (std::size_t i = 0; i < bound.size(); ++i) {
      if (bound[i]) choices.emplace_back(bound.size())[i] = true;
    }
    for (const Bound& choice : choices) {
      if (std::find(choice.begin(), choice.end(), true) == choice.end()) continue;
      auto links = links_of(literal.predicate, choice, rules_of_[literal.predicate]);
      if (!links) continue;
      std::vector<Value> from;
      for (std::size_t i = 0; i < choice.size(); ++i) {
        if (choice[i]) from.push_back(literal.args[i].constant);
      }
      for (Chain& known : chains_) {
        if (known.of == literal.predicate && known.bound == choice && known.from == from) return &known;
      }
      Chain& chain = chains_.emplace_back();
      chain.of = literal.predicate;
      chain.bound = choice;
      chain.from = std::move(from);
      failed_ = !define(*links, chain);
      return &chain;
    }
    return nullptr;
  }

  bool define(std::vector<Link>& links, Chain& chain) {
    const std::string& name = program_.predicates[chain.of].signature.name;
    const auto given = static_cast<std::uint32_t>(chain.from.size());
    chain.reached = target_.internal("reached", name, given);
    chain.derived = target_.internal("derived", name, static_cast<std::uint32_t>(chain.bound.size()) - given);
    Rule seed;
    seed.head = chain.reached;
    for (const Value& v : chain.from) seed.head_args.push_back(Operand::value(v));
    out_.rules.push_back(std::move(seed));
    const bool is_fixed = !goes_on(links);
    for (Link& link : links) {
      if (is_fixed && !put_in(link, chain.bound, chain.from)) continue;
      const Span span = link.rule->origin.span;
      Rule rule = *link.rule;
      rule.body = link.rest;
      std::vector<Literal> first;
      if (link.left) first.push_back(atom(chain.derived, chain.free_args(link.left->args), span));
      if (link.needs_bound || (link.right && !link.left)) {
        first.push_back(atom(chain.reached, chain.bound_args(link.rule->head_args), span));
      }
      if (!narrow(rule, std::move(first))) return false;
      rule.head = link.right ? chain.reached : chain.derived;
      rule.head_args = link.right ? chain.bound_args(link.right->args) : chain.free_args(link.rule->head_args);
      out_.rules.push_back(std::move(rule));
    }
    return true;
  }

  const Program& program_;
  const std::vector<bool>& put_off_;
  Query out_;
  Target target_;
  std::vector<std::vector<const Rule*>> rules_of_;  // by predicate, of those put off
  std::set<PredicateId> has_aggregation_;
  std::map<std::pair<PredicateId, Bound>, Goal> goals_;
  std::deque<std::pair<PredicateId, Bound>> goals_to_do_;
  std::deque<Chain> chains_;
  bool failed_ = false;
};

}  // namespace

std::optional<Query> demanded(const Query& query, const Program& program, const Signatures& signatures,
                              const std::vector<bool>& put_off) {
  return Demand(query, program, signatures, put_off).run();
}

}  // namespace linchpin::analysis
