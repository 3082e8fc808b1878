// A program as analysis leaves it: names resolved, arguments positional, terms flattened, strata ordered.
//
// Every rule is a conjunction of literals over numbered variables. Arguments of atoms are variables, constants or
// wildcards; compound terms and arithmetic stand in literals of their own. Everything knows its origin.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/module.hpp"
#include "syntax/ast.hpp"
#include "value/builtins.hpp"
#include "value/value.hpp"

namespace linchpin::analysis {

using PredicateId = std::uint32_t;
using VariableId = std::uint32_t;

// How sure a clause or tuple is: a place in the order of levels, 0 the highest.
using Level = std::uint8_t;
inline constexpr Level kOutside = 255;  // of what is said only, and does not hold in the world

struct Type {
  enum class Kind : std::uint8_t { any, symbol, integer, decimal, number, string, date, term, sort };
  Kind kind = Kind::any;
  PredicateId sort = 0;  // the sort's unary predicate
};

struct Argument {
  std::string name;  // empty for an undeclared predicate
  Type type;
};

struct Predicate {
  knowledge::Signature signature;
  bool declared = false;
  bool is_sort = false;
  bool internal = false;  // made by analysis: not listed, not asked about
  bool provided = false;  // claimed/4, cites/5, says/3, predicate_info/2: filled from the claims, never by a clause
  // Declared, stated, defined by a rule, imported, a sort or provided, itself or its contrary; else only mentioned.
  bool known = false;
  bool only_supposed = false;           // known by scenarios alone
  std::vector<PredicateId> supersorts;  // of a sort: all sorts above it and itself, in ascending order
  std::vector<Argument> arguments;
  std::string affirmative, negative;  // templates
  Span declared_at;
  // The argument declared `min` or `max`: only the best value is kept for each tuple of the other arguments.
  syntax::Extremum extremum = syntax::Extremum::none;
  std::uint32_t extremum_argument = 0;
  // Holds of what is true or undecided, where this one may be undecided.
  std::optional<PredicateId> possible;
  // An internal predicate that stands for a part of another one's meaning: that one.
  std::optional<PredicateId> part_of;
  // Of one that is weighed against its contraries: its facts are given to its parts, as GroundFacts; tables imported
  // for it, to those parts that take them.
  bool weighed = false;
  bool levelless = false;  // a part of which only matters that it holds
  bool takes_imports = false;
};

struct Operand {
  enum class Kind : std::uint8_t { variable, constant, wildcard };
  Kind kind = Kind::wildcard;
  VariableId variable = 0;
  Value constant;
  static Operand var(VariableId v) { return {Kind::variable, v, {}}; }
  static Operand value(Value c) { return {Kind::constant, 0, c}; }
  friend bool operator==(const Operand&, const Operand&) = default;
};

// Evaluated when all its variables are bound.
struct Expression {
  enum class Kind : std::uint8_t { constant, variable, call, term };
  Kind kind = Kind::constant;
  Value constant;  // constant; term: the functor
  VariableId variable = 0;
  BuiltinId builtin = 0;  // call
  std::vector<Expression> args;
};

enum class Comparison : std::uint8_t { equal, unequal, less, less_equal, greater, greater_equal };

struct Literal {
  enum class Kind : std::uint8_t {
    atom,       // predicate(args)
    negation,   // not predicate(args); a wildcard means "for any"; variables are bound elsewhere
    compare,    // args[0] comparison args[1]
    bind,       // variable = expression: binds the variable, or checks it when it is bound already
    term,       // variable = constant(args...): takes a bound variable apart, or builds it when all args are bound
    test,       // builtin(args...), or its negation
    generate,   // builtin(args...): args[0] is bound, the others are bound by it or checked
    aggregate,  // as an atom of `predicate`; a group without a row has the value `empty`, where there is one
  };
  Kind kind = Kind::atom;
  Span span;  // the user's literal it came from
  PredicateId predicate = 0;
  std::vector<Operand> args;
  Comparison comparison = Comparison::equal;
  VariableId variable = 0;
  Expression expression;
  Value constant;  // term: the functor
  BuiltinId builtin = 0;
  bool negated = false;        // test
  bool possible = false;       // atom: only narrows down, so that it may as well hold of what is undecided
  std::optional<Value> empty;  // aggregate; its last argument is the result, those before it the group
};

// Whether a literal is about a predicate's rows.
inline bool reads(const Literal& literal) {
  return literal.kind == Literal::Kind::atom || literal.kind == Literal::Kind::negation ||
         literal.kind == Literal::Kind::aggregate;
}

// A check that a derived tuple fits its declaration, where analysis could not prove it.
struct HeadCheck {
  std::uint32_t argument = 0;
  Type type;
};

struct Rule {
  PredicateId head = 0;
  std::vector<Operand> head_args;           // variables and constants
  std::vector<Literal> body;                // in the order written
  std::uint32_t variables = 0;              // number of variables
  std::vector<std::string> variable_names;  // empty for those made by analysis
  std::vector<HeadCheck> checks;
  Level level = 0;
  bool defeasible = false;  // `normally`
  knowledge::Origin origin;
};

enum class AggregateFunction : std::uint8_t { count, sum, min, max, avg, list };

// head(group..., result): for each group of `input` that has a row, the function over its rows.
// The input's head_args are the group, then the values: the counted or listed ones, or the single summed or compared
// one. Rows are distinct by the head_args; where sum or avg go over more variables, these stand between the two.
struct Aggregation {
  PredicateId head = 0;
  AggregateFunction function = AggregateFunction::count;
  std::uint32_t group = 0;   // number of group arguments
  std::uint32_t values = 1;  // number of values, the last of the input's head_args
  Rule input;
  bool distinct = false;  // the body's bindings are distinct by the head_args already: no duplicate removal is needed
  knowledge::Origin origin;
};

// What an aggregate, or a rule for a `min` or `max` argument, reads of a predicate that may be undecided.
struct Decided {
  PredicateId predicate = 0, possible = 0;
  Span span;  // the literal
};

// One component of mutually dependent predicates. Strata stand in order of evaluation.
struct Stratum {
  std::vector<PredicateId> predicates;
  std::vector<std::uint32_t> rules;
  std::vector<std::uint32_t> aggregations;
  bool recursive = false;
  bool reads_all_levels = false;  // of a question: stands under a `not`, to which `at least LEVEL` does not apply
  // One, where the component depends on its own negation: what is possible in it, evaluated in turn with what is true.
  // Its predicates are those of `predicates`, in the same order. It has neither aggregations nor levels.
  std::vector<Stratum> possible = {};
  std::vector<Decided> decided = {};  // nothing in these may be undecided
  // Predicates of it whose rows are at the highest level, whatever they rest on.
  std::vector<PredicateId> levelless = {};
};

struct Constraint {
  std::string text;
  PredicateId violation = 0;  // internal; its arguments are the body's named variables
  std::vector<std::string> variables;
  knowledge::Origin origin;
};

struct GroundFact {
  PredicateId predicate = 0;
  std::vector<Value> args;
  knowledge::Origin origin;
  Level level = 0;
  bool defeasible = false;  // `normally`
};

// A predicate whose conclusions are weighed against those of its contraries: what its clauses support, of which the
// predicate itself holds the part that nothing stands against. See defeat.hpp.
struct Weighing {
  PredicateId predicate = 0;
  PredicateId supported = 0;
  std::vector<PredicateId> clauses;  // what its clauses are compiled to: they give `supported` in all
};

// Two predicates that can't both hold: of tuples that fit the two lists of arguments, over common variables.
struct Contraries {
  PredicateId predicate = 0, other = 0;
  std::vector<Operand> args, other_args;
  std::uint32_t variables = 0;
  knowledge::Origin origin;  // of `incompatible`; of p and -p: none
};

// Numbers predicates. Numbers are never reused or changed while a session lives. Copies are cheap until one numbers
// more.
class Signatures {
 public:
  PredicateId intern(const knowledge::Signature& signature);
  std::optional<PredicateId> find(const knowledge::Signature& signature) const;
  std::size_t size() const { return numbered_->all.size(); }
  const knowledge::Signature& operator[](PredicateId id) const { return numbered_->all[id]; }

 private:
  struct Numbered {
    std::vector<knowledge::Signature> all;
    std::unordered_map<knowledge::Signature, PredicateId, knowledge::SignatureHash> id_of;
  };
  Shared<Numbered> numbered_;
};

// The sentence parts that terms of a functor are shown as, with its arguments' names in braces.
struct FunctorWording {
  std::vector<std::string> arguments;
  std::string affirmative, negative;
  Span declared_at;
};

// Copies share all lists that are not edited.
struct Program {
  SharedList<Predicate> predicates;  // by PredicateId, for every signature numbered so far
  SharedList<Rule> rules;
  SharedList<Aggregation> aggregations;
  SharedList<Stratum> strata;
  SharedList<Constraint> constraints;
  SharedList<Weighing> weighings;
  SharedList<Contraries> contraries;           // each pair once
  std::vector<std::string> levels{"certain"};  // highest first
  // By ClaimIndex: the level at which its clauses hold. kOutside for claims of speakers not trusted, and for those that
  // repeat others.
  std::vector<Level> claim_levels;
  // Facts beside the module's tables: sorts' members, claimed/cites/says/predicate_info, and facts that needed
  // analysis.
  SharedList<GroundFact> facts;
  // How names and terms read in sentences: entities by their name's value, functors by name and arguments.
  std::unordered_map<Value, std::string> display;
  std::unordered_map<knowledge::Signature, FunctorWording, knowledge::SignatureHash, std::equal_to<>> functors;
};

// The level at which a clause holds.
inline Level level_of(const knowledge::Origin& origin, const Program& program) {
  return origin.claim < program.claim_levels.size() ? program.claim_levels[origin.claim] : Level{0};
}

// Where all that speaks for a predicate is: its own relation, if it is not weighed.
inline PredicateId supported(PredicateId predicate, const Program& program) {
  for (const Weighing& weighing : program.weighings) {
    if (weighing.predicate == predicate) return weighing.supported;
  }
  return predicate;
}

// What a predicate's clauses are compiled to: itself, if it is not weighed.
inline std::vector<PredicateId> parts_of(PredicateId predicate, const Program& program) {
  for (const Weighing& weighing : program.weighings) {
    if (weighing.predicate == predicate) return weighing.clauses;
  }
  return {predicate};
}

// Whether a row of the table is stated in the world.
inline bool holds_any(const knowledge::FactTable& table, const Program& program) {
  return table.claimed.size() < table.rows() ||
         std::any_of(table.claimed.begin(), table.claimed.end(),
                     [&](std::uint32_t row) { return level_of(table.origins[row], program) != kOutside; });
}

}  // namespace linchpin::analysis
