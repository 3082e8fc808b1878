// Conjunctions inside a conjunction: of aggregates, and of a `not` that no single literal can stand for.
#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "analysis/flatten.hpp"

namespace linchpin::analysis {
namespace {

using K = Node::Kind;

struct Named {
  std::string_view name;
  AggregateFunction function;
  bool bindings;  // goes over the distinct bindings, not the distinct values
};
constexpr std::array kAggregates = {
    Named{"count", AggregateFunction::count, false}, Named{"sum", AggregateFunction::sum, true},
    Named{"min", AggregateFunction::min, false},     Named{"max", AggregateFunction::max, false},
    Named{"avg", AggregateFunction::avg, true},      Named{"list", AggregateFunction::list, false},
};

std::optional<Value> empty_value(AggregateFunction function, Pool& pool) {
  switch (function) {
    case AggregateFunction::count:
    case AggregateFunction::sum:
      return Value::small(0);
    case AggregateFunction::list:
      return pool.term(pool.name("list"), {});
    case AggregateFunction::min:
    case AggregateFunction::max:
    case AggregateFunction::avg:
      break;
  }
  return std::nullopt;
}

}  // namespace

bool Flattener::read_values(Inner& inner, const syntax::Term& term) {
  Conjunction& c = *inner.conjunction;
  if (inner.function != AggregateFunction::count && term.args.size() != 1) {
    c_.context_.diagnostics.error(
        125, term.span, fmt::format("`#{}` goes over one value, and has {}", term.text, term.args.size()),
        term.text == "list" ? "list a term of them, such as `pair(A, B)`"
                            : "every binding of what is between the braces counts: give the value alone");
    return false;
  }
  for (const syntax::Term& arg : term.args) {
    if (arg.kind == syntax::Term::Kind::variable && arg.text == "_") {
      no_value(arg.span);
      return false;
    }
    inner.values.push_back(c.read(arg));
    const Node& value = inner.values.back();
    if (value.kind != K::variable || arg.kind != syntax::Term::Kind::variable) continue;
    if (c.variables_[value.variable].outer == Conjunction::kNone) continue;
    c_.context_.diagnostics.warning(
        132, arg.span,
        inner.function == AggregateFunction::count
            ? fmt::format("`{}` also occurs outside the braces, so the count is 1", arg.text)
            : fmt::format("`{}` also occurs outside the braces, so there is one `#{}` for each `{}`", arg.text,
                          term.text, arg.text),
        fmt::format("to go over every `{}`, give one of the two another name", arg.text));
  }
  return true;
}

void Flattener::aggregate(const Item& item) {
  const syntax::Term& term = *item.aggregate;
  const auto named =
      std::find_if(kAggregates.begin(), kAggregates.end(), [&](const Named& n) { return n.name == term.text; });
  Inner inner;
  inner.function = named->function;
  inner.conjunction = std::make_unique<Conjunction>(c_.context_, c_.origin_, c_.text_, &c_);
  inner.literal = c_.literals_.size();
  if (named->bindings) inner.conjunction->number_wildcards();
  inner.conjunction->add(*term.body);
  if (!read_values(inner, term) || inner.conjunction->failed_) c_.failed_ = true;
  Literal literal = item.literal;
  literal.args = {Operand::var(item.args[0].variable)};
  literal.empty = empty_value(named->function, c_.context_.pool);
  c_.literals_.push_back(std::move(literal));
  c_.inner_.push_back(std::move(inner));
}

Node Flattener::without_calls(const Node& node, Span span, Made& made) {
  Node out = node;
  if (node.kind == K::call) {
    const Operand value = operand(node, span, made);
    out = {};
    out.kind = K::variable;
    out.span = node.span;
    out.variable = value.variable;
  }
  for (Node& arg : out.args) arg = without_calls(arg, span, made);
  return out;
}

void Flattener::negated_apart(const Item& item) {
  Made made;
  Inner inner;
  inner.conjunction = std::make_unique<Conjunction>(c_.context_, c_.origin_, c_.text_, &c_);
  Conjunction& c = *inner.conjunction;
  Item apart;
  apart.literal = item.literal;
  apart.literal.negated = false;
  if (item.literal.kind == Literal::Kind::negation) apart.literal.kind = Literal::Kind::atom;
  if (item.literal.kind == Literal::Kind::compare) apart.literal.comparison = Comparison::equal;
  const auto link = [&](auto& self, Node node) -> Node {
    if (node.kind == K::variable) {
      const VariableId root = c_.root(node.variable);
      node.variable = c.link(c_.variables_[root].name, c_.variables_[root].span, root);
    }
    for (Node& arg : node.args) arg = self(self, arg);
    return node;
  };
  for (const Node& arg : item.args) {
    apart.args.push_back(link(link, without_calls(c_.resolved(arg), item.literal.span, made)));
  }
  c.items_.push_back(std::move(apart));
  append(made);
  Literal literal;
  literal.kind = Literal::Kind::negation;
  literal.span = item.literal.span;
  inner.literal = c_.literals_.size();
  c_.literals_.push_back(std::move(literal));
  c_.inner_.push_back(std::move(inner));
}

// The group is made of the linked variables; then, for aggregates over bindings, whatever else tells bindings apart;
// then the values.
void Flattener::aggregate_head(Inner& inner) {
  Conjunction& c = *inner.conjunction;
  Literal& literal = c_.literals_[inner.literal];
  std::vector<Operand> outside, group;
  for (VariableId v = 0; v < c.variables_.size(); ++v) {
    if (c.variables_[v].outer == Conjunction::kNone) continue;
    group.push_back(Operand::var(v));
    outside.push_back(Operand::var(c_.root(c.variables_[v].outer)));
  }
  const auto arity = static_cast<std::uint32_t>(group.size());
  c.head_operands_ = group;
  if (!inner.function) {
    literal.args = std::move(outside);
    literal.predicate = c_.context_.target.internal("not", c_.text_, arity);
    return;
  }
  const Operand result = literal.args.back();
  Node node;
  node.kind = K::variable;
  node.variable = result.variable;
  node = c_.resolved(node);
  outside.push_back(node.kind == K::constant ? Operand::value(node.value) : Operand::var(node.variable));
  literal.args = std::move(outside);
  literal.predicate = c_.context_.target.internal("agg", c_.text_, arity + 1);
  if (c.never_) return;

  Made made;
  Flattener inside(c);
  const std::vector<Operand> values = inside.operands(inner.values, literal.span, made);
  for (const Node& value : inner.values) {
    if (has_wildcard(value)) inside.no_value(value.span);
  }
  inside.append(made);
  if (inner.function == AggregateFunction::sum || inner.function == AggregateFunction::avg) {
    for (VariableId v = 0; v < c.variables_.size(); ++v) {
      const Conjunction::Variable& variable = c.variables_[v];
      const bool own = variable.parent == Conjunction::kNone && variable.outer == Conjunction::kNone;
      if (!own || !variable.projected || variable.constant) continue;
      if (std::find(values.begin(), values.end(), Operand::var(v)) != values.end()) continue;
      c.head_operands_.push_back(Operand::var(v));
    }
  }
  c.head_operands_.insert(c.head_operands_.end(), values.begin(), values.end());
}

}  // namespace linchpin::analysis
