// One step of a proof: whether the premises are what a body asks for, literal by literal, under one binding.
#pragma once

#include <functional>

#include "proof_tree.hpp"

namespace linchpin::check {

struct Step {
  const syntax::Atom* head = nullptr;
  const std::vector<syntax::Literal>* body = nullptr;
  const std::vector<std::size_t>* premises = nullptr;
  bool asked = false;  // a question's: an aggregate of it is told as a condition
  int lowest = 0;      // the level at or above which aggregates are taken
};

// Throws Fault unless there is a binding under which each literal holds of its premise, what is told of conditions is
// so, and `accepts` takes the head. The lowest level of the aggregates among the premises.
int check_step(const Step& step, const Tree& tree, const Truth& truth,
               const std::function<bool(const naive::Tuple&)>& accepts);

// An aggregate's value, its rows, and those that are shown. Its level. Throws Fault.
int check_aggregate(const Node& node, const syntax::Term& aggregate, const Tree& tree, const Truth& truth, int lowest);

// Whether it is no builtin's.
bool is_relation(const syntax::Atom& atom);

// The term or literal with values for its variables, where they have any.
syntax::Term with_values(syntax::Term term, const naive::Binding& binding);
syntax::Literal with_values(syntax::Literal literal, const naive::Binding& binding);
// As text that is the same for what is written differently: -3 and -f(x) as values.
std::string plain_text(syntax::Literal literal);

}  // namespace linchpin::check
