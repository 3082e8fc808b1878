#include <algorithm>

#include "analysis/safety.hpp"

namespace linchpin::analysis {
namespace {

using K = Literal::Kind;

void collect(const Expression& expression, std::vector<VariableId>& out) {
  if (expression.kind == Expression::Kind::variable) out.push_back(expression.variable);
  for (const Expression& arg : expression.args) collect(arg, out);
}

std::vector<VariableId> variables(const std::vector<Operand>& operands, std::size_t begin, std::size_t end) {
  std::vector<VariableId> out;
  for (std::size_t i = begin; i < end; ++i) {
    if (operands[i].kind == Operand::Kind::variable) out.push_back(operands[i].variable);
  }
  return out;
}

class Fixpoint {
 public:
  Fixpoint(const std::vector<Literal>& body, Grounding& out) : body_(body), out_(out), done_(body.size()) {}

  void run(std::uint32_t without) {
    for (bool again = true; again;) {
      again = false;
      for (std::uint32_t i = 0; i < body_.size(); ++i) {
        if (done_[i] || i == without) continue;
        if (!fire(i)) continue;
        done_[i] = true;
        again = true;
      }
    }
  }

 private:
  bool all(const std::vector<VariableId>& vs) const {
    return std::all_of(vs.begin(), vs.end(), [&](VariableId v) { return out_.bound(v); });
  }
  bool bind(std::uint32_t literal, const std::vector<VariableId>& needed, const std::vector<VariableId>& bound) {
    for (VariableId v : bound) {
      if (!out_.bound(v)) out_.binder[v] = literal;
    }
    out_.needed[literal] = needed;
    return true;
  }

  bool fire(std::uint32_t i) {
    const Literal& literal = body_[i];
    switch (literal.kind) {
      case K::negation:
      case K::compare:
      case K::test:
        return false;
      case K::term: {
        const std::vector<VariableId> args = variables(literal.args, 0, literal.args.size());
        if (out_.bound(literal.variable)) return bind(i, {literal.variable}, args);
        const bool open = std::any_of(literal.args.begin(), literal.args.end(),
                                      [](const Operand& o) { return o.kind == Operand::Kind::wildcard; });
        return !open && all(args) && bind(i, args, {literal.variable});
      }
      case K::atom:
      case K::bind:
      case K::generate:
      case K::aggregate: {
        const std::vector<VariableId> needed = required(literal);
        return all(needed) && bind(i, needed, all_variables(literal));
      }
    }
    return false;
  }

  const std::vector<Literal>& body_;
  Grounding& out_;
  std::vector<bool> done_;
};

}  // namespace

std::vector<VariableId> required(const Literal& literal) {
  switch (literal.kind) {
    case K::atom:
    case K::term:
      return {};
    case K::negation:
    case K::compare:
    case K::test:
      return variables(literal.args, 0, literal.args.size());
    case K::generate:
      return variables(literal.args, 0, 1);
    case K::aggregate:
      return variables(literal.args, 0, literal.args.size() - 1);
    case K::bind: {
      std::vector<VariableId> out;
      collect(literal.expression, out);
      return out;
    }
  }
  return {};
}

std::vector<VariableId> all_variables(const Literal& literal) {
  std::vector<VariableId> out = variables(literal.args, 0, literal.args.size());
  if (literal.kind == K::bind || literal.kind == K::term) out.push_back(literal.variable);
  if (literal.kind == K::bind) collect(literal.expression, out);
  return out;
}

Grounding ground(const std::vector<Literal>& body, std::size_t variables, const std::vector<VariableId>& given,
                 std::uint32_t without) {
  Grounding out;
  out.binder.assign(variables, Grounding::kUnbound);
  out.needed.resize(body.size());
  for (VariableId v : given) out.binder[v] = Grounding::kGiven;
  Fixpoint(body, out).run(without);
  return out;
}

}  // namespace linchpin::analysis
