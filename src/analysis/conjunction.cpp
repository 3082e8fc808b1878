#include "analysis/conjunction.hpp"

#include "analysis/flatten.hpp"
#include "analysis/safety.hpp"
#include "analysis/solve.hpp"

namespace linchpin::analysis {

Conjunction::Conjunction(Context& context, knowledge::Origin origin, const std::string& text, Conjunction* outer)
    : context_(context), origin_(origin), text_(text), outer_(outer) {}
Conjunction::~Conjunction() = default;

// ---- variables

VariableId Conjunction::fresh(Span span) {
  variables_.emplace_back();
  variables_.back().span = span;
  return static_cast<VariableId>(variables_.size() - 1);
}

VariableId Conjunction::root(VariableId v) const {
  while (variables_[v].parent != kNone) v = variables_[v].parent;
  return v;
}

std::optional<VariableId> Conjunction::visible(const std::string& name) {
  if (const auto at = by_name_.find(name); at != by_name_.end()) return at->second;
  if (outer_ == nullptr) return std::nullopt;
  const auto further = outer_->visible(name);
  if (!further) return std::nullopt;
  return link(name, outer_->variables_[*further].span, *further);
}

VariableId Conjunction::link(const std::string& name, Span span, VariableId outer) {
  const VariableId to = outer_->root(outer);
  for (VariableId v = 0; v < variables_.size(); ++v) {
    if (variables_[v].outer != to) continue;
    if (!name.empty()) by_name_.emplace(name, v);
    return v;
  }
  const VariableId v = fresh(span);
  variables_[v].name = name;
  if (outer_->variables_[to].constant) {
    variables_[v].constant = outer_->variables_[to].constant;
    variables_[v].constant_span = outer_->variables_[to].constant_span;
  } else {
    variables_[v].outer = to;
  }
  if (!name.empty()) by_name_.emplace(name, v);
  return v;
}

VariableId Conjunction::variable(const std::string& name, Span span) {
  if (const auto at = by_name_.find(name); at != by_name_.end()) return at->second;
  if (outer_ != nullptr) {
    if (const auto further = outer_->visible(name)) return link(name, span, *further);
  }
  const VariableId v = fresh(span);
  variables_[v].name = name;
  variables_[v].projected = true;
  by_name_.emplace(name, v);
  return v;
}

Node Conjunction::resolved(const Node& node) {
  switch (node.kind) {
    case Node::Kind::constant:
    case Node::Kind::wildcard:
      return node;
    case Node::Kind::variable: {
      Node out = node;
      out.variable = root(node.variable);
      if (const auto& constant = variables_[out.variable].constant) {
        out.kind = Node::Kind::constant;
        out.value = *constant;
      }
      return out;
    }
    case Node::Kind::compound:
    case Node::Kind::call: {
      std::vector<Node> args;
      for (const Node& arg : node.args) args.push_back(resolved(arg));
      return node.kind == Node::Kind::call ? call(node.builtin, std::move(args), node.span)
                                           : compound(node.value, std::move(args), node.span);
    }
  }
  return node;
}

std::vector<std::string> Conjunction::named_variables() const {
  std::vector<std::string> out;
  for (const Variable& v : variables_) {
    if (!v.name.empty() && v.name[0] != '_') out.push_back(v.name);
  }
  return out;
}

// ---- the steps

void Conjunction::solve() {
  if (!failed_) Solver(*this).run();
}

void Conjunction::flatten() {
  if (!failed_ && !never_) Flattener(*this).run();
}

void Conjunction::finish() {
  if (failed_) return;
  if (never_) {
    context_.diagnostics.warning(131, *never_, "this never holds", "the two sides can't be equal");
    return;
  }
  if (outer_ != nullptr) bind_from_outer();
  check_safety();
  if (failed_) return;
  infer_types();
  for (Inner& inner : inner_) finish_inner(inner);
}

std::optional<std::vector<Value>> Conjunction::ground_head() const {
  std::vector<Value> out;
  for (const Operand& operand : head_operands_) {
    if (operand.kind != Operand::Kind::constant) return std::nullopt;
    out.push_back(operand.constant);
  }
  return out;
}

void Conjunction::finish_inner(Inner& inner) {
  Conjunction& c = *inner.conjunction;
  c.finish();
  if (c.failed_) {
    failed_ = true;
    return;
  }
  const PredicateId head = literals_[inner.literal].predicate;
  if (!inner.function) {
    context_.target.rules().push_back(c.rule(head));
    return;
  }
  Aggregation made;
  made.head = head;
  made.function = *inner.function;
  made.values = static_cast<std::uint32_t>(inner.values.size());
  made.group = static_cast<std::uint32_t>(literals_[inner.literal].args.size() - 1);
  made.input = c.rule(head);
  if (c.never_) made.input.head_args.assign(made.group + made.values, Operand::value(Value::small(0)));
  made.origin = origin_;
  made.distinct = bindings_are_distinct(made.input);
  context_.target.aggregations().push_back(std::move(made));
}

// ---- the rule

namespace {

// Numbers variables from 0 in order of appearance.
class Renumbering {
 public:
  explicit Renumbering(std::size_t variables) : to_(variables, Conjunction::kNone) {}

  void apply(VariableId& v) {
    if (to_[v] == Conjunction::kNone) {
      to_[v] = static_cast<VariableId>(from.size());
      from.push_back(v);
    }
    v = to_[v];
  }
  void apply(std::vector<Operand>& operands) {
    for (Operand& operand : operands) {
      if (operand.kind == Operand::Kind::variable) apply(operand.variable);
    }
  }
  void apply(Expression& expression) {
    if (expression.kind == Expression::Kind::variable) apply(expression.variable);
    for (Expression& arg : expression.args) apply(arg);
  }
  void apply(Literal& literal) {
    if (literal.kind == Literal::Kind::term || literal.kind == Literal::Kind::bind) apply(literal.variable);
    apply(literal.args);
    if (literal.kind == Literal::Kind::bind) apply(literal.expression);
  }

  std::vector<VariableId> from;

 private:
  std::vector<VariableId> to_;
};

}  // namespace

Rule Conjunction::rule(PredicateId head_predicate) const {
  Rule rule;
  rule.head = head_predicate;
  rule.origin = origin_;
  if (never_) {
    Literal never;
    never.kind = Literal::Kind::compare;
    never.span = *never_;
    never.args = {Operand::value(Value::small(0)), Operand::value(Value::small(1))};
    rule.body.push_back(never);
    rule.head_args.assign(context_.target.predicate(head_predicate).signature.arity, Operand::value(Value::small(0)));
    return rule;
  }
  rule.head_args = head_operands_;
  rule.body = literals_;
  rule.checks = checks_;
  Renumbering renumbering(variables_.size());
  renumbering.apply(rule.head_args);
  for (Literal& literal : rule.body) renumbering.apply(literal);
  rule.variables = static_cast<std::uint32_t>(renumbering.from.size());
  for (VariableId v : renumbering.from) rule.variable_names.push_back(variables_[v].name);
  return rule;
}

}  // namespace linchpin::analysis
