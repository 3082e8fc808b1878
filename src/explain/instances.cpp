#include "explain/instances.hpp"

#include <algorithm>

#include "analysis/strata.hpp"

namespace linchpin::explain {

using analysis::Literal;
using analysis::Operand;
using analysis::PredicateId;
using analysis::Rule;

void name_wildcards(Rule& rule) {
  for (Literal& literal : rule.body) {
    if (literal.kind != Literal::Kind::atom) continue;
    for (Operand& o : literal.args) {
      if (o.kind == Operand::Kind::wildcard) o = Operand::var(rule.variables++);
    }
  }
  rule.variable_names.resize(rule.variables);
}

InstanceFinder::InstanceFinder(const World& world, const Rule& rule, std::uint32_t bound) : world_(world), rule_(rule) {
  query_.answer = static_cast<PredicateId>(world.program.predicates.size());
  query_.predicates.emplace_back();
  query_.rules.emplace_back();
  prepare(bound, 0);
  query_.strata = analysis::stratify(query_.rules, {}, world.program.predicates.size() + 1);
}

InstanceFinder::InstanceFinder(const World& world, const analysis::Query& query, std::uint32_t bound)
    : world_(world), query_(query) {
  const auto at = std::find_if(query_.rules.begin(), query_.rules.end(),
                               [&](const Rule& rule) { return rule.head == query_.answer; });
  rule_ = *at;
  prepare(bound, static_cast<std::size_t>(at - query_.rules.begin()));
}

// The rule that is run gives all variables, and begins by binding those of the head.
void InstanceFinder::prepare(std::uint32_t bound, std::size_t at) {
  asked_ = at;
  name_wildcards(rule_);
  Rule& asked = query_.rules[at];
  asked = rule_;
  asked.head = query_.answer;
  asked.checks.clear();
  asked.level = 0;
  asked.head_args.clear();
  for (analysis::VariableId v = 0; v < rule_.variables; ++v) asked.head_args.push_back(Operand::var(v));
  std::vector<Literal> binds;
  for (std::uint32_t i = 0; i < bound; ++i) {
    const Operand& o = rule_.head_args[i];
    if (o.kind != Operand::Kind::variable) continue;
    Literal& literal = binds.emplace_back();
    literal.kind = Literal::Kind::bind;
    literal.variable = o.variable;
    literal.args.clear();
  }
  asked.body.insert(asked.body.begin(), binds.begin(), binds.end());
  rule_.head_args.resize(bound);
  const auto base = static_cast<PredicateId>(world_.program.predicates.size());
  analysis::Predicate& answer = query_.predicates[query_.answer - base];
  answer.signature = {"#instances", rule_.variables, false};
  answer.internal = true;
  answer.possible.reset();
  answer.arguments.assign(rule_.variables, {});
  query_.possible.reset();
}

Instances InstanceFinder::of(std::span<const Value> head, analysis::Level lowest, std::uint64_t enough) {
  return run(head, lowest, enough, false);
}

Instances InstanceFinder::with_levels(std::span<const Value> head, analysis::Level lowest) {
  return run(head, lowest, 0, true);
}

// Where levels are not asked for, there is one pass: with several, each but the first would begin with all rows that
// are new in it.
Instances InstanceFinder::run(std::span<const Value> head, analysis::Level lowest, std::uint64_t enough,
                              bool with_levels) {
  Instances out;
  out.rule = &rule_;
  out.width = rule_.variables;
  std::size_t bind = 0;
  Rule& asked = query_.rules[asked_];
  for (std::size_t i = 0; i < rule_.head_args.size(); ++i) {
    const Operand& o = rule_.head_args[i];
    if (o.kind == Operand::Kind::constant) {
      if (o.constant != head[i]) return out;
    } else {
      asked.body[bind++].expression.constant = head[i];
    }
  }
  if (rule_.level > lowest) return out;
  query_.lowest = lowest;
  with_levels = with_levels && world_.program.levels.size() > 1;
  query_.one_pass = !with_levels;
  engine::Answers answers = enough == 0 ? world_.engine.answer(query_, world_.budget)
                                        : world_.engine.some_answers(query_, world_.budget, enough);
  out.count = answers.count;
  out.values = std::move(answers.values);
  out.cut = answers.cut;
  if (with_levels) out.levels = std::move(answers.levels);
  out.levels.resize(out.count);
  for (analysis::Level& level : out.levels) level = std::max(level, rule_.level);
  return out;
}

}  // namespace linchpin::explain
