#include "syntax/print.hpp"

#include <fmt/core.h>

#include "analysis/analyse.hpp"

namespace linchpin::analysis {
namespace {

class Printer {
 public:
  Printer(const Rule& rule, const Program& program, const Pool& pool) : rule_(rule), program_(program), pool_(pool) {}

  std::string variable(VariableId v) const {
    const std::string& name = v < rule_.variable_names.size() ? rule_.variable_names[v] : std::string();
    return name.empty() ? fmt::format("_{}", v) : name;
  }

  std::string operand(const Operand& o) const {
    switch (o.kind) {
      case Operand::Kind::variable:
        return variable(o.variable);
      case Operand::Kind::constant:
        return pool_.print(o.constant);
      case Operand::Kind::wildcard:
        return "_";
    }
    return {};
  }

  std::string operands(const std::vector<Operand>& all) const {
    std::string out;
    for (const Operand& o : all) out += (out.empty() ? "" : ", ") + operand(o);
    return out;
  }

  std::string expression(const Expression& e) const {
    switch (e.kind) {
      case Expression::Kind::constant:
        return pool_.print(e.constant);
      case Expression::Kind::variable:
        return variable(e.variable);
      case Expression::Kind::call:
      case Expression::Kind::term:
        break;
    }
    const std::string name =
        e.kind == Expression::Kind::call ? std::string(builtins()[e.builtin].name) : pool_.print(e.constant);
    if (e.kind == Expression::Kind::call && e.args.size() == 2 && !std::isalpha(static_cast<unsigned char>(name[0]))) {
      return fmt::format("({} {} {})", expression(e.args[0]), name, expression(e.args[1]));
    }
    std::string out;
    for (const Expression& a : e.args) out += (out.empty() ? "" : ", ") + expression(a);
    return fmt::format("{}({})", name, out);
  }

  std::string atom(PredicateId predicate, const std::vector<Operand>& args) const {
    // A question's own predicates are numbered beyond the program's.
    if (predicate >= program_.predicates.size()) return fmt::format("#{}({})", predicate, operands(args));
    const knowledge::Signature& s = program_.predicates[predicate].signature;
    const std::string name = (s.denied ? "-" : "") + syntax::print_name(s.name);
    return args.empty() ? name : fmt::format("{}({})", name, operands(args));
  }

  std::string literal(const Literal& l) const {
    switch (l.kind) {
      case Literal::Kind::atom:
        return atom(l.predicate, l.args);
      case Literal::Kind::negation:
        return "not " + atom(l.predicate, l.args);
      case Literal::Kind::compare:
        return fmt::format("{} {} {}", operand(l.args[0]), symbol(l.comparison), operand(l.args[1]));
      case Literal::Kind::bind:
        return fmt::format("{} = {}", variable(l.variable), expression(l.expression));
      case Literal::Kind::term:
        return fmt::format("{} = {}({})", variable(l.variable), pool_.print(l.constant), operands(l.args));
      case Literal::Kind::test:
      case Literal::Kind::generate:
        return fmt::format("{}{}({})", l.negated ? "not " : "", builtins()[l.builtin].name, operands(l.args));
      case Literal::Kind::aggregate:
        return atom(l.predicate, l.args) + (l.empty ? fmt::format(" or {}", pool_.print(*l.empty)) : "");
    }
    return {};
  }

 private:
  static std::string_view symbol(Comparison c) {
    switch (c) {
      case Comparison::equal:
        return "=";
      case Comparison::unequal:
        return "!=";
      case Comparison::less:
        return "<";
      case Comparison::less_equal:
        return "<=";
      case Comparison::greater:
        return ">";
      case Comparison::greater_equal:
        return ">=";
    }
    return "";
  }

  const Rule& rule_;
  const Program& program_;
  const Pool& pool_;
};

std::string_view name(AggregateFunction f) {
  switch (f) {
    case AggregateFunction::count:
      return "#count";
    case AggregateFunction::sum:
      return "#sum";
    case AggregateFunction::min:
      return "#min";
    case AggregateFunction::max:
      return "#max";
    case AggregateFunction::avg:
      return "#avg";
    case AggregateFunction::list:
      return "#list";
  }
  return "";
}

}  // namespace

std::string print(const Literal& literal, const Rule& rule, const Program& program, const Pool& pool) {
  return Printer(rule, program, pool).literal(literal);
}

std::string print(const Rule& rule, const Program& program, const Pool& pool) {
  const Printer printer(rule, program, pool);
  std::string out = printer.atom(rule.head, rule.head_args);
  for (std::size_t i = 0; i < rule.body.size(); ++i) {
    out += (i == 0 ? " :- " : ", ") + printer.literal(rule.body[i]);
  }
  return out + ".";
}

std::string print(const Program& program, const Pool& pool) {
  std::string out;
  for (std::size_t s = 0; s < program.strata.size(); ++s) {
    const Stratum& stratum = program.strata[s];
    if (stratum.rules.empty() && stratum.aggregations.empty()) continue;
    out += fmt::format("% stratum {}{}\n", s + 1, stratum.recursive ? ", recursive" : "");
    for (std::uint32_t a : stratum.aggregations) {
      const Aggregation& aggregation = program.aggregations[a];
      out += fmt::format("{} over {}\n", name(aggregation.function), print(aggregation.input, program, pool));
    }
    for (std::uint32_t r : stratum.rules) out += print(program.rules[r], program, pool) + "\n";
  }
  return out;
}

}  // namespace linchpin::analysis
