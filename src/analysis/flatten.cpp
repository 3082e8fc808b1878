#include "analysis/flatten.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/types.hpp"

namespace linchpin::analysis {
namespace {

using K = Node::Kind;

// A wildcard inside a term: one that no literal's wildcard can stand for.
bool has_inner_wildcard(const std::vector<Node>& nodes) {
  return std::any_of(nodes.begin(), nodes.end(),
                     [](const Node& n) { return n.kind != K::wildcard && has_wildcard(n); });
}

bool holds(Comparison comparison, Value a, Value b, const Pool& pool) {
  const auto order = pool.compare_numeric(a, b);
  switch (comparison) {
    case Comparison::equal:
      return a == b;
    case Comparison::unequal:
      return a != b;
    case Comparison::less:
      return order < 0;
    case Comparison::less_equal:
      return order <= 0;
    case Comparison::greater:
      return order > 0;
    case Comparison::greater_equal:
      return order >= 0;
  }
  return false;
}

}  // namespace

bool has_wildcard(const Node& node) {
  return node.kind == K::wildcard || std::any_of(node.args.begin(), node.args.end(), has_wildcard);
}

void Flattener::run() {
  const std::vector<Item> items = std::move(c_.items_);
  c_.items_.clear();
  for (const Item& i : items) item(i);
  head();
  // The inner conjunctions see the whole of this one: every variable outside the braces is entered by now.
  for (Inner& inner : c_.inner_) {
    if (c_.failed_ || c_.never_) return;
    Conjunction& conjunction = *inner.conjunction;
    conjunction.solve();
    conjunction.flatten();
    if (conjunction.failed_) c_.failed_ = true;
    if (!c_.failed_) aggregate_head(inner);
  }
}

void Flattener::item(const Item& item) {
  switch (item.literal.kind) {
    case Literal::Kind::atom:
      return atom(item);
    case Literal::Kind::negation:
      return negation(item);
    case Literal::Kind::compare:
      return comparison(item);
    case Literal::Kind::bind:
    case Literal::Kind::term:
      return equation(item);
    case Literal::Kind::test:
    case Literal::Kind::generate:
      return builtin(item);
    case Literal::Kind::aggregate:
      return aggregate(item);
  }
}

// ---- arguments

void Flattener::no_value(Span span) {
  c_.failed_ = true;
  if (!c_.context_.first(203, fmt::format("{}:{}", span.file, span.begin))) return;
  c_.context_.diagnostics.error(203, span, "`_` stands where a value is needed",
                                "name it, and bind the name by a positive literal or by `=`");
}

Operand Flattener::operand(const Node& node, Span span, Made& made) {
  switch (node.kind) {
    case K::constant:
      return Operand::value(node.value);
    case K::variable:
      return Operand::var(node.variable);
    case K::wildcard:
      return {};
    case K::call: {
      Literal literal;
      literal.kind = Literal::Kind::bind;
      literal.span = span;
      literal.expression = expression(node);
      literal.variable = c_.fresh(node.span);
      made.push_back(std::move(literal));
      return Operand::var(made.back().variable);
    }
    case K::compound:
      break;
  }
  Literal literal;
  literal.kind = Literal::Kind::term;
  literal.span = span;
  literal.constant = node.value;
  std::string key = fmt::format("{}", node.value.bits());
  for (const Node& arg : node.args) {
    literal.args.push_back(operand(arg, span, made));
    const Operand& o = literal.args.back();
    key += fmt::format(" {}{}", o.kind == Operand::Kind::variable ? "v" : "c",
                       o.kind == Operand::Kind::variable ? o.variable : o.constant.bits());
  }
  if (has_wildcard(node)) {
    literal.variable = c_.fresh(node.span);
    made.push_back(std::move(literal));
    return Operand::var(made.back().variable);
  }
  const auto [at, added] = terms_.try_emplace(key, 0);
  if (added) {
    at->second = literal.variable = c_.fresh(node.span);
    made.push_back(std::move(literal));
  }
  return Operand::var(at->second);
}

std::vector<Operand> Flattener::operands(const std::vector<Node>& nodes, Span span, Made& made) {
  std::vector<Operand> out;
  for (const Node& node : nodes) out.push_back(operand(c_.resolved(node), span, made));
  return out;
}

Expression Flattener::expression(const Node& node) {
  Expression out;
  switch (node.kind) {
    case K::constant:
      out.constant = node.value;
      return out;
    case K::variable:
      out.kind = Expression::Kind::variable;
      out.variable = node.variable;
      return out;
    case K::wildcard:
      no_value(node.span);
      return out;
    case K::compound:
      out.kind = Expression::Kind::term;
      out.constant = node.value;
      break;
    case K::call:
      out.kind = Expression::Kind::call;
      out.builtin = node.builtin;
      break;
  }
  for (const Node& arg : node.args) out.args.push_back(expression(arg));
  return out;
}

void Flattener::append(Made& made) {
  c_.literals_.insert(c_.literals_.end(), std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
}

void Flattener::check_constants(PredicateId predicate, const std::vector<Node>& nodes,
                                const std::vector<Operand>& operands) {
  for (std::size_t i = 0; i < operands.size(); ++i) {
    if (operands[i].kind == Operand::Kind::constant) {
      // A value that reached its place by `=` is shown where it was written.
      const bool by_name = nodes[i].kind == K::variable;
      const Span span = by_name ? c_.variables_[c_.root(nodes[i].variable)].constant_span : nodes[i].span;
      check_value(c_.context_, operands[i].constant, predicate, i, span);
    }
  }
}

// ---- literals

void Flattener::atom(const Item& item) {
  Made made;
  Literal literal = item.literal;
  literal.args = operands(item.args, literal.span, made);
  check_constants(literal.predicate, item.args, literal.args);
  for (std::size_t i = 0; i < literal.args.size(); ++i) {
    if (literal.args[i].kind != Operand::Kind::variable) continue;
    c_.uses_.push_back({literal.args[i].variable, literal.predicate, i, item.args[i].span, true});
  }
  c_.literals_.push_back(std::move(literal));
  append(made);
}

void Flattener::negation(const Item& item) {
  if (has_inner_wildcard(item.args)) return negated_apart(item);
  Made made;
  Literal literal = item.literal;
  literal.args = operands(item.args, literal.span, made);
  check_constants(literal.predicate, item.args, literal.args);
  append(made);
  c_.literals_.push_back(std::move(literal));
}

void Flattener::comparison(const Item& item) {
  if (item.literal.comparison == Comparison::unequal && has_inner_wildcard(item.args)) return negated_apart(item);
  Made made;
  Literal literal = item.literal;
  for (const Node& side : item.args) {
    if (has_wildcard(side)) return no_value(side.span);
  }
  literal.args = operands(item.args, literal.span, made);
  if (literal.args[0].kind == Operand::Kind::constant && literal.args[1].kind == Operand::Kind::constant) {
    if (!holds(literal.comparison, literal.args[0].constant, literal.args[1].constant, c_.context_.pool)) {
      c_.never_ = literal.span;
    }
    return;
  }
  append(made);
  c_.literals_.push_back(std::move(literal));
}

void Flattener::equation(const Item& item) {
  Made made;
  Literal literal = item.literal;
  const Node left = c_.resolved(item.args[0]);
  const Node right = c_.resolved(item.args[1]);
  if (literal.kind == Literal::Kind::bind) {
    literal.expression = expression(right);
  } else {
    literal.constant = right.value;
    literal.args = operands(right.args, literal.span, made);
  }
  if (left.kind == K::variable) {
    literal.variable = left.variable;
    c_.literals_.push_back(std::move(literal));
    append(made);
    return;
  }
  // The variable was given a value: what is computed is compared with it.
  literal.variable = c_.fresh(left.span);
  Literal compare;
  compare.kind = Literal::Kind::compare;
  compare.span = literal.span;
  compare.args = {Operand::var(literal.variable), Operand::value(left.value)};
  c_.literals_.push_back(std::move(literal));
  append(made);
  c_.literals_.push_back(std::move(compare));
}

void Flattener::builtin(const Item& item) {
  const bool generates = item.literal.kind == Literal::Kind::generate;
  if (generates && item.literal.negated) return negated_apart(item);
  Made made;
  Literal literal = item.literal;
  for (std::size_t i = 0; i < item.args.size(); ++i) {
    if (has_wildcard(item.args[i]) && (i == 0 || !generates)) return no_value(item.args[i].span);
  }
  literal.args = operands(item.args, literal.span, made);
  append(made);
  c_.literals_.push_back(std::move(literal));
}

void Flattener::head() {
  Made made;
  for (const Node& node : c_.head_) {
    if (has_wildcard(node)) {
      no_value(node.span);
      return;
    }
  }
  c_.head_operands_ = operands(c_.head_, c_.head_span_, made);
  check_constants(c_.head_predicate_, c_.head_, c_.head_operands_);
  for (std::size_t i = 0; i < c_.head_operands_.size(); ++i) {
    if (c_.head_operands_[i].kind != Operand::Kind::variable) continue;
    c_.uses_.push_back({c_.head_operands_[i].variable, c_.head_predicate_, i, c_.head_[i].span, false});
  }
  append(made);
}

bool bindings_are_distinct(const Rule& rule) {
  std::vector<bool> in_head(rule.variables);
  for (const Operand& o : rule.head_args) {
    if (o.kind == Operand::Kind::variable) in_head[o.variable] = true;
  }
  const auto multiplies = [&](const Operand& o) {
    return o.kind == Operand::Kind::wildcard || (o.kind == Operand::Kind::variable && !in_head[o.variable]);
  };
  for (const Literal& literal : rule.body) {
    if (literal.kind != Literal::Kind::atom && literal.kind != Literal::Kind::generate) continue;
    if (std::any_of(literal.args.begin(), literal.args.end(), multiplies)) return false;
  }
  return true;
}

}  // namespace linchpin::analysis
