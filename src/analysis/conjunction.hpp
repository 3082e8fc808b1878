// One conjunction on its way from syntax to a rule: a clause's body with its head, or what stands between the braces of
// an aggregate.
//
// The steps, in order: `add` every literal and `head` every head argument (names are resolved, terms read, variables
// entered); `solve` unifies the sides of every `=`; `flatten` writes the literals out, each argument a variable,
// constant or wildcard, and does the same for the conjunctions inside; `finish` checks safety and types, gives the
// inner conjunctions what they need from here, and makes their rules.
//
// An inner conjunction sees the variables of the outer one: a variable that occurs in both is linked, and is part of
// the group. Its variables are its own otherwise.
#pragma once

#include <memory>

#include "analysis/context.hpp"
#include "analysis/types.hpp"

namespace linchpin::analysis {

// A term in between: names are values, calls are told from compounds.
struct Node {
  enum class Kind : std::uint8_t { constant, variable, wildcard, compound, call };
  Kind kind = Kind::wildcard;
  Span span;
  Value value;  // constant; compound: the functor
  VariableId variable = 0;
  BuiltinId builtin = 0;
  std::vector<Node> args;
};

// An occurrence of a variable as an argument, which asks a type of it.
struct TypeUse {
  VariableId variable = 0;
  PredicateId predicate = 0;
  std::size_t argument = 0;
  Span span;
  bool proven = false;  // the occurrence also makes sure of it: an argument of a positive atom, not of a term
};

struct Inner;

class Conjunction {
 public:
  static constexpr VariableId kNone = ~VariableId{0};

  // `text`: the clause as written, to name internal predicates by.
  Conjunction(Context& context, knowledge::Origin origin, const std::string& text, Conjunction* outer = nullptr);
  ~Conjunction();

  // Aggregates over bindings: `_` is a variable of its own, so that it counts among the bindings.
  void number_wildcards() { number_wildcards_ = true; }

  void add(const syntax::Literal& literal);
  void add(const std::vector<syntax::Literal>& body);
  Node read(const syntax::Term& term);
  // Reads a head's arguments. REQUIRES: one term an argument.
  void head(PredicateId predicate, const std::vector<const syntax::Term*>& args, Span span);
  // The variables named, as the head of a question or constraint.
  void head_variables(const std::vector<std::string>& names);

  void solve();
  void flatten();
  void finish();

  bool failed() const { return failed_; }
  // No binding satisfies the `=` literals: the one that fails.
  std::optional<Span> never() const { return never_; }
  bool has_literals() const { return !literals_.empty(); }

  // The rule, its variables numbered from 0 in order of appearance. REQUIRES: finished, not failed.
  Rule rule(PredicateId head_predicate) const;
  Rule rule() const { return rule(head_predicate_); }
  // The values of a head without variables.
  std::optional<std::vector<Value>> ground_head() const;
  const std::vector<Literal>& literals() const { return literals_; }
  // Named variables of this conjunction, inner ones left out, in order of appearance; not those that begin with `_`.
  std::vector<std::string> named_variables() const;
  bool has_variable(const std::string& name) const { return by_name_.count(name) != 0; }

 private:
  friend class Solver;
  friend class Flattener;

  struct Variable {
    std::string name;  // empty for one made here
    Span span;         // first occurrence
    VariableId parent = kNone;
    std::optional<Value> constant;
    Span constant_span;
    VariableId outer = kNone;  // linked: the outer conjunction's variable
    bool projected = false;    // named, or a numbered wildcard: part of what an aggregate over bindings goes over
  };
  // A literal with its terms not yet written out.
  struct Item {
    Literal literal;
    std::vector<Node> args;
    const syntax::Term* aggregate = nullptr;
  };

  VariableId fresh(Span span);
  VariableId variable(const std::string& name, Span span);
  std::optional<VariableId> visible(const std::string& name);  // for an inner conjunction: here, or further out
  VariableId link(const std::string& name, Span span, VariableId outer);
  VariableId root(VariableId v) const;
  // Variables are replaced by their roots or constants, and what is constant then by its value.
  Node resolved(const Node& node);

  Node read_compound(const syntax::Term& term);
  Node read_operation(const syntax::Term& term);
  Node read_aggregate(const syntax::Term& term);
  Node call(BuiltinId builtin, std::vector<Node> args, Span span);
  Node compound(Value functor, std::vector<Node> args, Span span);
  void add_builtin(const syntax::Literal& literal, BuiltinId builtin);
  void add_atom(const syntax::Literal& literal);
  void add_comparison(const syntax::Literal& literal);

  // safety.cpp
  void bind_from_outer();
  void check_safety();
  void report_unbound(VariableId v);
  // inference.cpp
  void infer_types();
  void finish_inner(Inner& inner);

  Context& context_;
  knowledge::Origin origin_;
  const std::string& text_;
  Conjunction* outer_;
  bool number_wildcards_ = false;
  bool failed_ = false;
  std::optional<Span> never_;

  std::vector<Variable> variables_;
  std::unordered_map<std::string, VariableId> by_name_;
  std::vector<Item> items_;
  std::vector<TypeUse> uses_;

  PredicateId head_predicate_ = 0;
  Span head_span_;
  bool head_is_written_ = false;  // not made of the body's variables
  std::vector<Node> head_;
  std::vector<Operand> head_operands_;
  std::vector<HeadCheck> checks_;
  std::vector<Literal> literals_;
  std::vector<Inner> inner_;
  std::vector<TypeSet> types_;  // by variable, once finished: what is sure
};

// A conjunction inside: of an aggregate, or of a `not` that no single atom can stand for.
struct Inner {
  std::size_t literal = 0;  // of the outer conjunction, that stands for it
  std::unique_ptr<Conjunction> conjunction;
  std::vector<Node> values;  // of an aggregate, before the colon
  std::optional<AggregateFunction> function;
};

}  // namespace linchpin::analysis
