#include "explain/instances.hpp"

#include <algorithm>
#include <limits>

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
  invert(bound);
}

InstanceFinder::InstanceFinder(const World& world, const analysis::Query& query, std::uint32_t bound)
    : world_(world), query_(query) {
  const auto at = std::find_if(query_.rules.begin(), query_.rules.end(),
                               [&](const Rule& rule) { return rule.head == query_.answer; });
  rule_ = *at;
  prepare(bound, static_cast<std::size_t>(at - query_.rules.begin()));
  invert(bound);
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
  answer.arguments.assign(rule_.variables, {});
  query_.possible.reset();
}

// Of a rule for p(Y) with `Y = X + 1`, where Y is known, X is, too: then what holds of X is looked up, not searched.
void InstanceFinder::invert(std::uint32_t bound) {
  std::vector<bool> known(rule_.variables);
  for (std::uint32_t i = 0; i < bound; ++i) {
    if (rule_.head_args[i].kind == Operand::Kind::variable) known[rule_.head_args[i].variable] = true;
  }
  for (bool more = true; more;) {
    more = false;
    for (const Literal& literal : rule_.body) {
      const std::optional<Inverse> inverse = inverse_of(literal);
      if (!inverse || !known[inverse->from] || known[inverse->variable]) continue;
      known[inverse->variable] = true;
      inverses_.push_back(*inverse);
      more = true;
    }
  }
  if (inverses_.empty()) return;
  inverted_ = query_;
  std::vector<Literal> binds(inverses_.size());
  for (std::size_t i = 0; i < binds.size(); ++i) {
    binds[i].kind = Literal::Kind::bind;
    binds[i].variable = inverses_[i].variable;
  }
  std::vector<Literal>& body = inverted_.rules[asked_].body;
  body.insert(body.begin(), binds.begin(), binds.end());
}

std::optional<InstanceFinder::Inverse> InstanceFinder::inverse_of(const Literal& literal) const {
  using analysis::Expression;
  if (literal.kind != Literal::Kind::bind || literal.expression.kind != Expression::Kind::call) return std::nullopt;
  const bool adds = literal.expression.builtin == find_builtin("+", 2);
  if (!adds && literal.expression.builtin != find_builtin("-", 2)) return std::nullopt;
  const Expression& a = literal.expression.args[0];
  const Expression& b = literal.expression.args[1];
  const bool constant_first = a.kind == Expression::Kind::constant;
  const Expression& constant = constant_first ? a : b;
  const Expression& variable = constant_first ? b : a;
  if (constant.kind != Expression::Kind::constant || variable.kind != Expression::Kind::variable ||
      constant.constant.kind() != Kind::integer)
    return std::nullopt;
  const std::int64_t c = world_.pool.integer(constant.constant);
  if (adds && c == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return Inverse{variable.variable, literal.variable, adds ? -c : c, !adds && constant_first};
}

// Fills in what follows from the head's values. False where nothing does, these are no integers, or it would be out of
// their range.
bool InstanceFinder::invert_for(std::span<const Value> head) {
  if (inverses_.empty()) return false;
  std::vector<Value> values(rule_.variables);
  for (std::size_t i = 0; i < rule_.head_args.size(); ++i) {
    if (rule_.head_args[i].kind == Operand::Kind::variable) values[rule_.head_args[i].variable] = head[i];
  }
  std::vector<Literal>& body = inverted_.rules[asked_].body;
  for (std::size_t i = 0; i < inverses_.size(); ++i) {
    const Inverse& inverse = inverses_[i];
    if (values[inverse.from].kind() != Kind::integer) return false;
    const std::int64_t from = world_.pool.integer(values[inverse.from]);
    std::int64_t value = 0;
    if (inverse.subtracts ? __builtin_sub_overflow(inverse.constant, from, &value)
                          : __builtin_add_overflow(inverse.constant, from, &value))
      return false;
    values[inverse.variable] = body[i].expression.constant = world_.pool.integer(value);
  }
  return true;
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
  const bool inverted = invert_for(head);
  std::size_t bind = inverted ? inverses_.size() : 0;
  analysis::Query& query = inverted ? inverted_ : query_;
  Rule& asked = query.rules[asked_];
  for (std::size_t i = 0; i < rule_.head_args.size(); ++i) {
    const Operand& o = rule_.head_args[i];
    if (o.kind == Operand::Kind::constant) {
      if (o.constant != head[i]) return out;
    } else {
      asked.body[bind++].expression.constant = head[i];
    }
  }
  if (rule_.level > lowest) return out;
  query.lowest = lowest;
  with_levels = with_levels && world_.program.levels.size() > 1;
  query.one_pass = !with_levels;
  engine::Answers answers = own_answers(world_.engine, query, world_.budget, enough);
  out.count = answers.count;
  out.values = std::move(answers.values);
  out.cut = answers.cut;
  if (with_levels) out.levels = std::move(answers.levels);
  out.levels.resize(out.count);
  for (analysis::Level& level : out.levels) level = std::max(level, rule_.level);
  return out;
}

}  // namespace linchpin::explain
