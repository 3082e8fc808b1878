#include "convert/bodies.hpp"

#include <algorithm>
#include <map>

namespace linchpin::convert {
namespace {

std::string negated_comparison(const std::string& op) {
  static const std::map<std::string, std::string> kNegated = {{"=", "!="}, {"!=", "="}, {"<", ">="},
                                                              {">=", "<"}, {">", "<="}, {"<=", ">"}};
  const auto found = kNegated.find(op);
  return found == kNegated.end() ? std::string() : found->second;
}

std::vector<Conjunction> product(std::vector<Conjunction> left, const std::vector<Conjunction>& right) {
  std::vector<Conjunction> out;
  for (const Conjunction& a : left) {
    for (const Conjunction& b : right) {
      out.push_back(a);
      out.back().insert(out.back().end(), b.begin(), b.end());
    }
  }
  return out;
}

bool is_bound(const Argument& argument, const std::set<std::string>& bound) {
  switch (argument.form) {
    case Argument::Form::variable:
      return bound.contains(argument.text);
    case Argument::Form::anonymous:
      return false;
    case Argument::Form::aggregate:
      return true;
    default:
      return std::all_of(argument.args.begin(), argument.args.end(),
                         [&](const Argument& each) { return is_bound(each, bound); });
  }
}

// What matching a value with the argument binds.
void bind(const Argument& argument, std::set<std::string>& bound) {
  if (argument.form == Argument::Form::variable) bound.insert(argument.text);
  if (argument.form == Argument::Form::record || argument.form == Argument::Form::branch ||
      argument.form == Argument::Form::cast) {
    for (const Argument& each : argument.args) bind(each, bound);
  }
}

}  // namespace

std::vector<Conjunction> alternatives(const Formula& formula, bool negated) {
  switch (formula.form) {
    case Formula::Form::negation:
      return alternatives(formula.parts.front(), !negated);
    case Formula::Form::truth:
      return formula.negated == negated ? std::vector<Conjunction>{{}} : std::vector<Conjunction>{};
    case Formula::Form::conjunction:
    case Formula::Form::disjunction: {
      const bool joins = (formula.form == Formula::Form::conjunction) != negated;
      std::vector<Conjunction> out;
      if (joins) out.emplace_back();
      for (const Formula& part : formula.parts) {
        std::vector<Conjunction> more = alternatives(part, negated);
        if (joins) {
          out = product(std::move(out), more);
        } else {
          out.insert(out.end(), more.begin(), more.end());
        }
      }
      return out;
    }
    case Formula::Form::atom:
    case Formula::Form::comparison:
      break;
  }
  Formula literal = formula;
  if (negated) {
    const std::string opposite =
        formula.form == Formula::Form::comparison ? negated_comparison(formula.text) : std::string();
    if (opposite.empty()) {
      literal.negated = !literal.negated;
    } else {
      literal.text = opposite;
    }
  }
  return {{literal}};
}

std::set<std::string> bound_variables(const Conjunction& body, std::set<std::string> given,
                                      const std::function<bool(const std::string&)>& passed_over) {
  for (const Formula& literal : body) {
    if (literal.form != Formula::Form::atom || literal.negated) continue;
    if (passed_over && passed_over(literal.atom.relation)) continue;
    for (const Argument& each : literal.atom.args) bind(each, given);
  }
  for (std::size_t before = given.size() + 1; before != given.size();) {
    before = given.size();
    for (const Formula& literal : body) {
      if (literal.form != Formula::Form::comparison || literal.text != "=") continue;
      for (const std::size_t side : {0U, 1U}) {
        if (is_bound(literal.sides[side], given)) bind(literal.sides[1 - side], given);
      }
    }
  }
  return given;
}

void each_variable(Argument& argument, const OnVariable& visit, bool in_aggregates) {
  if (argument.form == Argument::Form::variable) return visit(argument);
  if (argument.form == Argument::Form::aggregate && !in_aggregates) return;
  for (Argument& each : argument.args) each_variable(each, visit, in_aggregates);
  for (Formula& each : argument.body) each_variable(each, visit, in_aggregates);
}

void each_variable(Atom& atom, const OnVariable& visit, bool in_aggregates) {
  for (Argument& each : atom.args) each_variable(each, visit, in_aggregates);
}

void each_variable(Formula& formula, const OnVariable& visit, bool in_aggregates) {
  if (formula.form == Formula::Form::atom) each_variable(formula.atom, visit, in_aggregates);
  for (Argument& each : formula.sides) each_variable(each, visit, in_aggregates);
  for (Formula& each : formula.parts) each_variable(each, visit, in_aggregates);
}

}  // namespace linchpin::convert
