#include "explain/renaming.hpp"

namespace linchpin::explain {

using analysis::Expression;

Operand Renaming::operator()(const Operand& o) {
  const Operand now = from_(o);
  if (now.kind != Operand::Kind::variable) return now;
  const auto [at, added] = number_.try_emplace(now.variable, 0);
  if (added) at->second = fresh(names_[now.variable]);
  return Operand::var(at->second);
}

std::vector<Pattern> Renaming::operator()(const std::vector<Pattern>& patterns) {
  std::vector<Pattern> out;
  for (const Pattern& pattern : patterns) {
    Pattern& renamed = out.emplace_back(Pattern{pattern.predicate, {}});
    for (const Operand& o : pattern.args) renamed.args.push_back((*this)(o));
  }
  return out;
}

std::vector<Literal> Renaming::operator()(const std::vector<Literal>& literals) {
  std::vector<Literal> out;
  for (Literal literal : literals) {
    for (Operand& o : literal.args) o = (*this)(o);
    rename(literal.expression);
    if (binds(literal)) {
      const Operand bound = (*this)(Operand::var(literal.variable));
      literal.variable = bound.kind == Operand::Kind::variable ? bound.variable : fresh("");
      if (bound.kind == Operand::Kind::constant) {
        Literal& known = out.emplace_back();
        known.kind = Literal::Kind::bind;
        known.span = literal.span;
        known.variable = literal.variable;
        known.expression.constant = bound.constant;
      }
    }
    out.push_back(std::move(literal));
  }
  return out;
}

VariableId Renaming::fresh(const std::string& name) {
  new_names_.push_back(name);
  return static_cast<VariableId>(new_names_.size() - 1);
}

void Renaming::rename(Expression& expression) {
  if (expression.kind == Expression::Kind::variable) {
    const Operand now = (*this)(Operand::var(expression.variable));
    expression.variable = now.variable;
    if (now.kind == Operand::Kind::constant) {
      expression.kind = Expression::Kind::constant;
      expression.constant = now.constant;
    }
  }
  for (Expression& arg : expression.args) rename(arg);
}

void Key::add(const Operand& o) {
  add(static_cast<std::uint32_t>(o.kind));
  add(o.kind == Operand::Kind::variable ? o.variable : o.constant.bits());
}

void Key::add(const std::vector<Pattern>& patterns) {
  add(static_cast<std::uint32_t>(patterns.size()));
  for (const Pattern& p : patterns) {
    add(p.predicate);
    for (const Operand& o : p.args) add(o);
  }
}

void Key::add(const Expression& e) {
  add(static_cast<std::uint32_t>(e.kind));
  add(e.constant.bits());
  add(e.variable);
  add(std::uint32_t{e.builtin});
  for (const Expression& arg : e.args) add(arg);
}

void Key::add(const Literal& l) {
  add(static_cast<std::uint32_t>(l.kind));
  add(l.predicate);
  for (const Operand& o : l.args) add(o);
  add(static_cast<std::uint32_t>(l.comparison));
  add(l.variable);
  add(l.expression);
  add(l.constant.bits());
  add(std::uint32_t{l.builtin} << 1 | (l.negated ? 1U : 0U));
}

}  // namespace linchpin::explain
