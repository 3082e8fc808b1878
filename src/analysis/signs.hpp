// Arguments that only ever hold -1, 0 or 1: products of them do not grow.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "analysis/program.hpp"

namespace linchpin::analysis {

class Signs {
 public:
  // Looks at the predicates that `goal` depends on, and no others.
  Signs(const Program& program, const knowledge::Module& module, const Pool& pool, PredicateId goal);

  bool argument(PredicateId predicate, std::size_t i) const;
  // Whether the expression's value is such a sign in every binding of the rule's body.
  bool value(const Expression& expression, const Rule& rule) const;

 private:
  bool is_sign(Value value) const;
  bool variable(VariableId v, const Rule& rule) const;
  void reach(PredicateId goal);
  void read_facts(const knowledge::Module& module);
  void refute();

  const Program& program_;
  const Pool& pool_;
  std::unordered_map<PredicateId, std::vector<bool>> signs_;
  std::vector<const Rule*> rules_;  // those of the predicates looked at
};

}  // namespace linchpin::analysis
