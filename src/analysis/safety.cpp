// Every variable is bound by a positive literal or by `=`.
#include "analysis/safety.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "analysis/conjunction.hpp"

namespace linchpin::analysis {

// What the inner literals need and don't bind is bound by copies of the outer literals that bind it there.
void Conjunction::bind_from_outer() {
  const Grounding inside = ground(literals_, variables_.size());
  std::vector<VariableId> missing;
  for (VariableId v = 0; v < variables_.size(); ++v) {
    if (variables_[v].outer != kNone && !inside.bound(v)) missing.push_back(v);
  }
  if (missing.empty()) return;

  const auto self = std::find_if(outer_->inner_.begin(), outer_->inner_.end(),
                                 [&](const Inner& inner) { return inner.conjunction.get() == this; });
  const std::vector<Literal>& body = outer_->literals_;
  const Grounding outside = ground(body, outer_->variables_.size(), {}, static_cast<std::uint32_t>(self->literal));
  std::vector<bool> taken(body.size());
  const std::function<void(VariableId)> take = [&](VariableId v) {
    const std::uint32_t binder = outside.binder[v];
    if (binder >= body.size() || taken[binder]) return;
    taken[binder] = true;
    for (VariableId needed : outside.needed[binder]) take(needed);
  };
  for (VariableId v : missing) take(variables_[v].outer);

  std::vector<VariableId> here(outer_->variables_.size(), kNone);
  for (VariableId v = 0; v < variables_.size(); ++v) {
    if (variables_[v].outer != kNone) here[variables_[v].outer] = v;
  }
  const auto translate = [&](VariableId& v) {
    if (here[v] == kNone) {
      here[v] = fresh(outer_->variables_[v].span);
      variables_[here[v]].name = outer_->variables_[v].name;
    }
    v = here[v];
  };
  const std::function<void(Expression&)> translate_expression = [&](Expression& expression) {
    if (expression.kind == Expression::Kind::variable) translate(expression.variable);
    for (Expression& arg : expression.args) translate_expression(arg);
  };
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (!taken[i]) continue;
    Literal copy = body[i];
    for (Operand& o : copy.args) {
      if (o.kind == Operand::Kind::variable) translate(o.variable);
    }
    if (copy.kind == Literal::Kind::bind || copy.kind == Literal::Kind::term) translate(copy.variable);
    if (copy.kind == Literal::Kind::bind) translate_expression(copy.expression);
    literals_.push_back(std::move(copy));
  }
}

namespace {

std::vector<VariableId> variables_in(const std::vector<Operand>& operands) {
  std::vector<VariableId> out;
  for (const Operand& o : operands) {
    if (o.kind == Operand::Kind::variable) out.push_back(o.variable);
  }
  return out;
}

// Whether the literal could bind the variable, were others bound.
bool may_bind(const Literal& literal, VariableId v) {
  const auto among = [&](const std::vector<VariableId>& vs) { return std::find(vs.begin(), vs.end(), v) != vs.end(); };
  switch (literal.kind) {
    case Literal::Kind::negation:
    case Literal::Kind::compare:
    case Literal::Kind::test:
      return false;
    case Literal::Kind::term:
      return among(all_variables(literal));
    case Literal::Kind::atom:
    case Literal::Kind::bind:
    case Literal::Kind::generate:
    case Literal::Kind::aggregate:
      return among(all_variables(literal)) && !among(required(literal));
  }
  return false;
}

}  // namespace

void Conjunction::check_safety() {
  std::vector<bool> wanted(variables_.size());
  const auto want = [&](const std::vector<VariableId>& vs) {
    for (VariableId v : vs) wanted[v] = true;
  };
  want(variables_in(head_operands_));
  for (const Literal& literal : literals_) want(all_variables(literal));

  // One cause, one message: a variable that only waits for another is not reported beside it.
  std::vector<VariableId> given;
  for (;;) {
    const Grounding grounding = ground(literals_, variables_.size(), given);
    std::vector<VariableId> unbound, causes;
    for (VariableId v = 0; v < variables_.size(); ++v) {
      if (!wanted[v] || grounding.bound(v)) continue;
      unbound.push_back(v);
      const bool waits =
          std::any_of(literals_.begin(), literals_.end(), [&](const Literal& literal) { return may_bind(literal, v); });
      if (!waits) causes.push_back(v);
    }
    if (unbound.empty()) return;
    if (causes.empty()) causes.push_back(unbound.front());
    for (VariableId v : causes) {
      report_unbound(v);
      given.push_back(v);
    }
    failed_ = true;
  }
}

void Conjunction::report_unbound(VariableId v) {
  const Variable& variable = variables_[v];
  if (variable.outer != kNone) return;  // the outer conjunction's to report
  const std::string name = variable.name.empty() ? "_" : variable.name;
  const auto among = [&](const std::vector<VariableId>& vs) { return std::find(vs.begin(), vs.end(), v) != vs.end(); };
  const auto in = [&](Literal::Kind kind) {
    return std::any_of(literals_.begin(), literals_.end(),
                       [&](const Literal& literal) { return literal.kind == kind && among(all_variables(literal)); });
  };
  if (in(Literal::Kind::negation)) {
    context_.diagnostics.error(
        201, variable.span, fmt::format("the variable `{}` is bound by nothing outside `not`", name),
        fmt::format("bind `{0}` by a positive literal, such as `p({0})`, or write `_` if any value "
                    "will do",
                    name));
  } else if (std::any_of(literals_.begin(), literals_.end(), [&](const Literal& literal) {
               return literal.kind == Literal::Kind::aggregate && among(required(literal));
             })) {
    context_.diagnostics.error(
        201, variable.span, fmt::format("the variable `{}` is bound by nothing outside the braces", name),
        fmt::format(
            "bind `{0}` outside the braces too, by a positive literal such as `p({0})`, so that it is known for "
            "which `{0}` to ask",
            name));
  } else if (among(variables_in(head_operands_)) && head_is_written_) {
    std::vector<std::string> others;
    for (const auto& [other, id] : by_name_) {
      if (ground(literals_, variables_.size()).bound(root(id))) others.push_back(other);
    }
    const std::string near = nearest(name, others);
    context_.diagnostics
        .error(201, variable.span,
               near.empty() ? fmt::format("the variable `{}` of the head is not bound by the body", name)
                            : fmt::format("the variable `{}` of the head is not bound by the body; did you mean `{}`?",
                                          name, near),
               fmt::format("add a positive literal with `{0}` to the body, such as `p({0})`, or `{0} = ...`", name))
        .replacement = near;
  } else {
    context_.diagnostics.error(
        201, variable.span, fmt::format("the variable `{}` has no value here: nothing binds it", name),
        fmt::format("bind `{0}` by a positive literal, such as `p({0})`, or by `{0} = ...`", name));
  }
}

}  // namespace linchpin::analysis
