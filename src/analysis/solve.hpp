// Unifies the two sides of every `=` of a conjunction, so that what is equal is one variable or value.
#pragma once

#include "analysis/conjunction.hpp"

namespace linchpin::analysis {

// Afterwards no item compares by `=` what can be decided here: what is left of an equation is a variable that is taken
// apart or built by a term, a variable computed by a call, or a comparison of variables that must not become one.
class Solver {
 public:
  explicit Solver(Conjunction& conjunction) : c_(conjunction) {}
  void run();

 private:
  using Item = Conjunction::Item;

  void unify(const Node& a, const Node& b);
  void unify_variables(VariableId a, VariableId b, const Node& node_a, const Node& node_b);
  void give(VariableId v, const Node& constant, const Node& variable);
  void unify_args(const std::vector<Node>& a, const std::vector<Node>& b);
  void emit(Literal::Kind kind, const Node& left, const Node& right);
  Node fresh(Span span);
  void never() { c_.never_ = span_; }
  void settle();

  Conjunction& c_;
  Span span_;  // the equation at hand
};

}  // namespace linchpin::analysis
