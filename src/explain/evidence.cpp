#include "explain/evidence.hpp"

#include <algorithm>

#include "analysis/strata.hpp"

namespace linchpin::explain {
namespace {

using analysis::Operand;
using analysis::Rule;

// A question with this rule's body, of which the answers are the values of the head's variables.
analysis::Query query_of(const World& world, const Rule& rule) {
  analysis::Query query;
  query.answer = static_cast<PredicateId>(world.program.predicates.size());
  Rule& asked = query.rules.emplace_back(rule);
  asked.head = query.answer;
  asked.head_args.clear();
  asked.checks.clear();
  for (const Operand& o : rule.head_args) {
    const bool told = std::find(asked.head_args.begin(), asked.head_args.end(), o) != asked.head_args.end();
    if (o.kind == Operand::Kind::variable && !told) asked.head_args.push_back(o);
  }
  query.columns.resize(asked.head_args.size());
  analysis::Predicate& answer = query.predicates.emplace_back();
  answer.signature = {"#proof", static_cast<std::uint32_t>(query.columns.size()), false};
  answer.internal = true;
  answer.arguments.resize(query.columns.size());
  query.strata = analysis::stratify(query.rules, {}, world.program.predicates.size() + 1);
  return query;
}

}  // namespace

Proof proof_of(const World& world, const Fact& fact) {
  Rule rule;
  analysis::Literal& literal = rule.body.emplace_back();
  literal.predicate = fact.predicate;
  for (Value v : fact.args) literal.args.push_back(Operand::value(v));
  const Level level = world.engine.level({fact.predicate, fact.args, {}}).value_or(0);
  return why(world, query_of(world, rule), {{{}, level}}).front();
}

Proof proof_of_body(const World& world, const Rule& rule, std::span<const Value> head, Level level) {
  const analysis::Query query = query_of(world, rule);
  Wanted wanted{{}, level};
  for (const Operand& o : query.rules.front().head_args) {
    const auto at = std::find(rule.head_args.begin(), rule.head_args.end(), o);
    wanted.row.push_back(head[static_cast<std::size_t>(at - rule.head_args.begin())]);
  }
  return why(world, query, {wanted}).front();
}

}  // namespace linchpin::explain
