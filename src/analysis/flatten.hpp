// Writes the items of a conjunction out as literals whose arguments are variables, constants and wildcards.
#pragma once

#include <map>
#include <string>

#include "analysis/conjunction.hpp"

namespace linchpin::analysis {

class Flattener {
 public:
  explicit Flattener(Conjunction& conjunction) : c_(conjunction) {}
  void run();

 private:
  using Item = Conjunction::Item;
  using Made = std::vector<Literal>;  // the literals that an argument's terms and calls need

  void item(const Item& item);
  void atom(const Item& item);
  void negation(const Item& item);
  void comparison(const Item& item);
  void equation(const Item& item);
  void builtin(const Item& item);
  void aggregate(const Item& item);
  void head();
  // `not` of what no single literal can stand for: an auxiliary predicate that holds where `item` does.
  void negated_apart(const Item& item);

  Operand operand(const Node& resolved, Span span, Made& made);
  Expression expression(const Node& resolved);
  std::vector<Operand> operands(const std::vector<Node>& nodes, Span span, Made& made);
  Node without_calls(const Node& resolved, Span span, Made& made);
  bool read_values(Inner& inner, const syntax::Term& term);
  void aggregate_head(Inner& inner);
  void append(Made& made);
  void no_value(Span span);
  void check_constants(PredicateId predicate, const std::vector<Node>& nodes, const std::vector<Operand>& operands);

  Conjunction& c_;
  std::map<std::string, VariableId> terms_;  // terms written out so far, so that equal ones are one variable
};

// `_` at any depth.
bool has_wildcard(const Node& node);

// Whether a rule gives each binding of its head once: no wildcard and no variable beside the head's is in an atom.
bool bindings_are_distinct(const Rule& rule);

}  // namespace linchpin::analysis
