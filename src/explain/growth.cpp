// What may come to hold without some claims: see exposure.hpp.
#include <algorithm>

#include "explain/exposure.hpp"

namespace linchpin::explain {

using analysis::Expression;
using analysis::Literal;
using analysis::Operand;
using analysis::Rule;

namespace {

constexpr std::uint64_t kMostInstances = 1000;  // of one rule, before all that it depends on is taken

bool bound_in(const Operand& o, const std::vector<bool>& bound) {
  return o.kind != Operand::Kind::variable || bound[o.variable];
}

bool bound_in(const Expression& e, const std::vector<bool>& bound) {
  if (e.kind == Expression::Kind::variable) return bound[e.variable];
  return std::all_of(e.args.begin(), e.args.end(), [&](const Expression& arg) { return bound_in(arg, bound); });
}

// Whether the literal can be run on what is bound; then it binds the rest of its variables. What can fail might do so
// without the literals that guard it.
bool runs(const Literal& literal, std::vector<bool>& bound) {
  const auto all = [&](auto first) {
    return std::all_of(first, literal.args.end(), [&](const Operand& o) { return bound_in(o, bound); });
  };
  const auto bind_args = [&] {
    for (const Operand& o : literal.args) {
      if (o.kind == Operand::Kind::variable) bound[o.variable] = true;
    }
  };
  switch (literal.kind) {
    case Literal::Kind::atom:
      bind_args();
      return true;
    case Literal::Kind::compare:
      return all(literal.args.begin());
    case Literal::Kind::test:
      return all(literal.args.begin()) && !builtins()[literal.builtin].can_fail;
    case Literal::Kind::bind:
      if (!bound_in(literal.expression, bound) || analysis::can_fail(literal.expression)) return false;
      bound[literal.variable] = true;
      return true;
    case Literal::Kind::term:
      if (!bound[literal.variable] && !all(literal.args.begin())) return false;
      bound[literal.variable] = true;
      bind_args();
      return true;
    case Literal::Kind::generate:
      if (!bound_in(literal.args.front(), bound) || builtins()[literal.builtin].can_fail) return false;
      bind_args();
      return true;
    case Literal::Kind::negation:
    case Literal::Kind::aggregate:
      return false;
  }
  return false;
}

}  // namespace

const Overestimate& Exposure::most() {
  if (!most_) most_.emplace(world_);
  return *most_;
}

bool Exposure::is_open(PredicateId predicate) { return may_grow(predicate) && !most().bounds(predicate); }

// REQUIRES: no argument is left open.
bool Exposure::holds(const Pattern& pattern) const {
  std::vector<Value> args;
  for (const auto& arg : pattern.args) args.push_back(*arg);
  return world_.engine.row(pattern.predicate, args.data()).has_value();
}

// The facts that hold and fit.
void Exposure::add_matching(const Pattern& pattern, Next& out) {
  const engine::Relation* relation = world_.engine.relation(pattern.predicate);
  for (std::uint32_t r = 0; relation != nullptr && r < relation->rows(); ++r) {
    if (relation->dead(r)) continue;
    Fact fact{pattern.predicate, {}};
    bool fits = true;
    for (std::uint32_t c = 0; c < relation->arity() && fits; ++c) {
      fits = !pattern.args[c] || *pattern.args[c] == relation->at(r, c);
      fact.args.push_back(relation->at(r, c));
    }
    if (fits) out.shrink.push_back(footing_.slice().number(std::move(fact)));
  }
}

// Runs the rule on all that could hold, without what is not known of that, and without literals that need what it
// binds.
void Exposure::grow_by(const Rule& rule, const Pattern& pattern, Next& out) {
  std::vector<bool> bound(rule.variables), given;
  std::vector<Value> head;
  Rule relaxed = rule;
  relaxed.head_args.clear();
  for (std::size_t i = 0; i < rule.head_args.size(); ++i) {
    given.push_back(pattern.args[i].has_value());
    if (!pattern.args[i]) continue;
    const Operand& o = rule.head_args[i];
    if (o.kind == Operand::Kind::variable) bound[o.variable] = true;
    relaxed.head_args.push_back(o);
    head.push_back(*pattern.args[i]);
  }
  std::vector<bool> kept(rule.body.size());
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Literal& l = rule.body[i];
      if (kept[i] || (l.kind == Literal::Kind::atom && is_open(l.predicate)) || !runs(l, bound)) continue;
      kept[i] = more = true;
    }
  }
  auto at = finders_.find({&rule, given});
  if (at == finders_.end()) {
    relaxed.body.clear();
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (kept[i]) relaxed.body.push_back(rule.body[i]);
    }
    for (analysis::VariableId v = 0; v < rule.variables; ++v) {
      if (bound[v]) continue;
      Literal& any = relaxed.body.emplace_back();  // of no matter which value
      any.kind = Literal::Kind::bind;
      any.variable = v;
    }
    const auto n = static_cast<std::uint32_t>(head.size());
    at = finders_.try_emplace({&rule, given}, most().world(), relaxed, n).first;
  }
  const Instances instances = at->second.of(head, engine::kLowest, kMostInstances);
  if (instances.cut) {
    for (const Literal& l : rule.body) {
      if (analysis::reads(l)) out.below.insert(l.predicate);
    }
    return;
  }
  for (std::uint64_t row = 0; row < instances.count; ++row) {
    std::size_t place = 0;  // of a literal that was kept
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const Literal& l = kept[i] ? instances.rule->body[place++] : rule.body[i];
      if (l.kind == Literal::Kind::aggregate) out.below.insert(l.predicate);
      if (l.kind == Literal::Kind::aggregate || !may_grow(l)) continue;
      Pattern of{l.predicate, {}};
      for (const Operand& o : l.args) {
        const bool open = o.kind == Operand::Kind::wildcard || (!kept[i] && !bound_in(o, bound));
        of.args.push_back(open ? std::nullopt : std::optional(value_of(o, instances.row(row))));
      }
      if (l.kind == Literal::Kind::negation) {
        add_matching(of, out);
      } else if (!kept[i] || !holds(of)) {
        out.grow.push_back(std::move(of));
      }
    }
  }
  const auto& predicates = world_.program.predicates;
  if (instances.count != 0 && rule.head < predicates.size() && predicates[rule.head].weighed) {
    out.unsettles.insert(rule.head);
  }
}

// All that a predicate depends on which is the question's own, as one made for a `not` in it is.
void Exposure::add_below(PredicateId of_question, Next& out) const {
  std::set<PredicateId> seen{of_question};
  std::vector<PredicateId> queue{of_question};
  const auto add_body = [&](const std::vector<Literal>& body) {
    for (const Literal& l : body) {
      if (!analysis::reads(l)) continue;
      if (l.predicate < world_.program.predicates.size()) {
        out.below.insert(l.predicate);
      } else if (seen.insert(l.predicate).second) {
        queue.push_back(l.predicate);
      }
    }
  };
  while (!queue.empty()) {
    const PredicateId of = queue.back();
    queue.pop_back();
    for (const Rule& rule : query_.rules) {
      if (rule.head == of) add_body(rule.body);
    }
    for (const analysis::Aggregation& a : query_.aggregations) {
      if (a.head == of) add_body(a.input.body);
    }
  }
}

const Exposure::Next& Exposure::growth(const Pattern& pattern) {
  const auto [at, added] = growth_.try_emplace(pattern);
  if (!added) return at->second;
  Next& out = at->second;
  const analysis::Program& program = world_.program;
  if (pattern.predicate >= program.predicates.size() &&
      kQuestion - 1 - pattern.predicate >= program.aggregations.size()) {
    add_below(pattern.predicate, out);
    return out;
  }
  if (pattern.predicate >= program.predicates.size()) {
    const analysis::Aggregation& a = program.aggregations[kQuestion - 1 - pattern.predicate];
    if (may_grow(a.input.body)) grow_by(a.input, pattern, out);
    return out;
  }
  if (!may_grow(pattern.predicate)) return out;
  const bool values = aggregations_.contains(pattern.predicate) ||
                      program.predicates[pattern.predicate].extremum != syntax::Extremum::none;
  if (values) {
    out.below.insert(pattern.predicate);
    return out;
  }
  if (const auto rules = rules_.find(pattern.predicate); rules != rules_.end()) {
    for (std::uint32_t r : rules->second) grow_by(program.rules[r], pattern, out);
  }
  return out;
}

}  // namespace linchpin::explain
