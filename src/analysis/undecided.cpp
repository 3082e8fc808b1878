#include "analysis/undecided.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "analysis/strata.hpp"

namespace linchpin::analysis {
namespace {

// The predicates to be doubled: the given ones, and all whose rules read one. `stops(p)`: it can't be doubled.
std::vector<bool> dependents(std::vector<bool> on, const std::vector<Rule>& rules,
                             const std::function<bool(PredicateId)>& stops) {
  std::unordered_map<PredicateId, std::vector<PredicateId>> readers;
  for (const Rule& rule : rules) {
    if (stops(rule.head)) continue;
    for (const Literal& l : rule.body) {
      if (reads(l)) readers[l.predicate].push_back(rule.head);
    }
  }
  std::vector<PredicateId> queue;
  for (PredicateId p = 0; p < on.size(); ++p) {
    if (on[p]) queue.push_back(p);
  }
  while (!queue.empty()) {
    const PredicateId p = queue.back();
    queue.pop_back();
    for (PredicateId reader : readers[p]) {
      if (on[reader]) continue;
      on[reader] = true;
      queue.push_back(reader);
    }
  }
  return on;
}

// The possible counterpart of a predicate, if it is doubled.
using Possible = std::function<std::optional<PredicateId>(PredicateId)>;

Rule possible_rule(Rule rule, const Possible& possible) {
  rule.head = *possible(rule.head);
  rule.level = 0;
  for (Literal& l : rule.body) {
    if (l.kind != Literal::Kind::atom) continue;
    if (const auto p = possible(l.predicate)) l.predicate = *p;
  }
  return rule;
}

// What is true asks under `not` for what is not even possible.
void make_true(std::vector<Literal>& body, const Possible& possible) {
  for (Literal& l : body) {
    if (l.kind != Literal::Kind::negation && !l.possible) continue;
    if (const auto p = possible(l.predicate)) l.predicate = *p;
  }
}

// Doubles the rules of doubled heads and makes the others ask as above.
void double_rules(std::vector<Rule>& rules, std::vector<Aggregation>& aggregations, const Possible& possible) {
  std::vector<Rule> doubled;
  for (Rule& rule : rules) {
    if (possible(rule.head)) doubled.push_back(possible_rule(rule, possible));
    make_true(rule.body, possible);
  }
  for (Aggregation& aggregation : aggregations) make_true(aggregation.input.body, possible);
  std::move(doubled.begin(), doubled.end(), std::back_inserter(rules));
}

// What is true is possible.
Rule inclusion(PredicateId p, PredicateId possible, std::uint32_t arity) {
  Rule rule;
  rule.head = possible;
  Literal literal;
  literal.predicate = p;
  for (VariableId v = 0; v < arity; ++v) literal.args.push_back(Operand::var(v));
  rule.head_args = literal.args;
  rule.body.push_back(std::move(literal));
  rule.variables = arity;
  rule.variable_names.resize(arity);
  return rule;
}

// What aggregates, and rules for what can't be doubled, read and can't take where it is undecided; by their heads.
using DecidedOf = std::map<PredicateId, std::vector<Decided>>;

// REQUIRES: no rule is doubled yet.
DecidedOf find_decided(const std::vector<Rule>& rules, const std::vector<Aggregation>& aggregations,
                       const Possible& possible, const std::function<bool(PredicateId)>& stops) {
  DecidedOf out;
  const auto look = [&](PredicateId head, const std::vector<Literal>& body) {
    for (const Literal& l : body) {
      if (!reads(l)) continue;
      if (const auto p = possible(l.predicate)) out[head].push_back({l.predicate, *p, l.span});
    }
  };
  for (const Aggregation& a : aggregations) look(a.head, a.input.body);
  for (const Rule& rule : rules) {
    if (stops(rule.head)) look(rule.head, rule.body);
  }
  return out;
}

void give_decided(std::vector<Stratum>& strata, const DecidedOf& decided) {
  for (Stratum& stratum : strata) {
    for (PredicateId p : stratum.predicates) {
      const auto some = decided.find(p);
      if (some == decided.end()) continue;
      stratum.decided.insert(stratum.decided.end(), some->second.begin(), some->second.end());
    }
  }
}

// Divides components of predicates and their possible counterparts. `is_possible(p)`: it is a counterpart.
void divide(std::vector<Stratum>& strata, const std::vector<Rule>& rules, const Possible& possible_of,
            const std::function<bool(PredicateId)>& is_possible) {
  for (Stratum& stratum : strata) {
    if (stratum.predicates.size() < 2) continue;
    Stratum possible;
    const auto split = [](auto& from, auto& to, const auto& goes) {
      std::copy_if(from.begin(), from.end(), std::back_inserter(to), goes);
      std::erase_if(from, goes);
    };
    split(stratum.predicates, possible.predicates, is_possible);
    if (possible.predicates.empty() || stratum.predicates.empty()) {
      if (stratum.predicates.empty()) stratum.predicates = std::move(possible.predicates);
      continue;
    }
    split(stratum.rules, possible.rules, [&](std::uint32_t r) { return is_possible(rules[r].head); });
    possible.predicates.clear();
    for (PredicateId p : stratum.predicates) possible.predicates.push_back(*possible_of(p));
    possible.recursive = true;
    stratum.possible.push_back(std::move(possible));
  }
}

}  // namespace

void double_undecided(Context& context, Program& program) {
  const auto extremal = [&](PredicateId p) { return program.predicates[p].extremum != syntax::Extremum::none; };
  std::vector<bool> doubled(program.predicates.size());
  bool any = false;
  for (const Stratum& stratum : program.strata) {
    const auto inside = [&](PredicateId p) {
      return std::binary_search(stratum.predicates.begin(), stratum.predicates.end(), p);
    };
    const auto through_not = [&](std::uint32_t r) {
      const auto& body = program.rules[r].body;
      return std::any_of(body.begin(), body.end(),
                         [&](const Literal& l) { return l.kind == Literal::Kind::negation && inside(l.predicate); });
    };
    if (!stratum.recursive || std::none_of(stratum.rules.begin(), stratum.rules.end(), through_not)) continue;
    any = true;
    for (PredicateId p : stratum.predicates) doubled[p] = true;
  }
  if (!any) return;
  doubled = dependents(std::move(doubled), program.rules, extremal);
  const auto size = static_cast<PredicateId>(doubled.size());
  for (PredicateId p = 0; p < size; ++p) {
    if (!doubled[p]) continue;
    const knowledge::Signature signature = program.predicates[p].signature;
    const PredicateId made = context.target.internal("possible", knowledge::print(signature), signature.arity);
    std::vector<Predicate>& predicates = program.predicates.edit();
    predicates[p].possible = made;
    predicates[made].part_of = p;
    predicates[made].arguments = predicates[p].arguments;
  }
  const Possible possible = [&](PredicateId p) { return program.predicates[p].possible; };
  const DecidedOf decided = find_decided(program.rules, program.aggregations, possible, extremal);
  double_rules(program.rules.edit(), program.aggregations.edit(), possible);
  for (PredicateId p = 0; p < size; ++p) {
    if (doubled[p]) program.rules.edit().push_back(inclusion(p, *possible(p), program.predicates[p].signature.arity));
  }
  program.strata.edit() = stratify(program.rules, program.aggregations, program.predicates.size());
  const auto is_possible = [&](PredicateId p) {
    const auto& of = program.predicates[p].part_of;
    return of && program.predicates[*of].possible == p;
  };
  divide(program.strata.edit(), program.rules, possible, is_possible);
  give_decided(program.strata.edit(), decided);
}

void double_undecided(Context& context, const Program& program, Query& query) {
  const auto base = static_cast<PredicateId>(program.predicates.size());
  std::vector<bool> doubled(base + query.predicates.size());
  for (PredicateId p = 0; p < base; ++p) doubled[p] = program.predicates[p].possible.has_value();
  const auto never = [](PredicateId) { return false; };
  doubled = dependents(std::move(doubled), query.rules, never);
  for (PredicateId p = base; p < doubled.size(); ++p) {
    if (!doubled[p]) continue;
    const knowledge::Signature signature = query.predicates[p - base].signature;
    const PredicateId made = context.target.internal("possible", signature.name, signature.arity);
    query.predicates[p - base].possible = made;
  }
  const Possible possible = [&](PredicateId p) {
    return p < base ? program.predicates[p].possible : query.predicates[p - base].possible;
  };
  const DecidedOf decided = find_decided(query.rules, query.aggregations, possible, never);
  double_rules(query.rules, query.aggregations, possible);
  query.possible = possible(query.answer);
  query.strata = stratify(query.rules, query.aggregations, base + query.predicates.size());
  give_decided(query.strata, decided);
}

}  // namespace linchpin::analysis
