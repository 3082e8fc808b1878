// One random rule, literal by literal, that stays safe: it knows its variables and their sorts.
#pragma once

#include <optional>

#include "world.hpp"

namespace linchpin::property {

class RuleWriter {
 public:
  // `creates`: the head may hold computed values. Not within recursion, which might not end.
  RuleWriter(World& world, bool creates) : world_(world), creates_(creates) {}

  // A positive literal; joined with those before it where the sorts allow.
  void add_atom(const Predicate& predicate);
  // Two positive literals with one new variable, and otherwise none but those of the rest of the rule.
  void add_meeting();
  // Any literal that is not positive: comparison, negation, computation, test, term taken apart.
  void add_filter();
  void add_aggregate();
  // A positive literal with a text, date, decimal or term, and something computed from it or a test of it.
  void add_focus();
  void add(syntax::Literal literal) { body_.push_back(std::move(literal)); }

  // Sorts for a head that this body can fill: of up to `most` of its variables.
  std::vector<Sort> head_columns(int most);
  syntax::Statement finish(const Predicate& head);

 private:
  struct Variable {
    std::string name;
    Sort sort = Sort::any;
    bool computed = false;
    bool fixed = false;  // something is computed from it, or it met another sort: it must not meet more of them
  };

  syntax::Term fresh(Sort sort, bool computed);
  // A bound variable to compare with values of `sort`, where there is one.
  std::optional<syntax::Term> bound(Sort sort);
  // A variable to stand where `sort` is bound. Meeting another sort it becomes `any`: in whichever order the literals
  // are evaluated, nothing is then computed from a value of the wrong kind.
  std::optional<syntax::Term> joined(Sort sort);
  // A variable to compute from.
  std::optional<Variable> bound_of(bool (*wanted)(Sort));
  syntax::Term bound_or_constant(Sort sort);
  syntax::Term argument(Sort sort, bool join);
  syntax::Term pattern(Sort sort);
  syntax::Term head_argument(Sort sort);
  syntax::Term integer_expression(int depth);

  void compare();
  void negate();
  void compute_number();
  void compute_date();
  void compute_text();
  void take_apart();
  void computed_argument();

  syntax::Term local_argument(Sort sort, std::vector<Variable>& locals);

  World& world_;
  bool creates_;
  int fresh_ = 0;
  std::vector<Variable> variables_;
  build::Body body_;
};

}  // namespace linchpin::property
