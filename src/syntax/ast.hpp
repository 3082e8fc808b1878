// The abstract syntax of the language: what `parse` returns and `print` writes back.
//
// The tree says what was written, not what it means: names are not resolved, arguments may be named, and `-f(X)` is an
// operation until analysis knows whether f is a builtin.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "syntax/source.hpp"

namespace linchpin::syntax {

struct Literal;

struct Identifier {
  std::string text;
  Span span;
};

struct Term {
  enum class Kind : std::uint8_t {
    name,       // text
    variable,   // text; `_` stays `_`, each occurrence is a fresh variable
    integer,    // integer (a literal is never negative, but for the smallest integer: see `parse`)
    decimal,    // decimal
    string,     // text, unescaped
    date,       // integer: days since 1970-01-01
    compound,   // text(args...): a term, or a call of a builtin function; only `list()` has no argument
    operation,  // text is + - * / mod with two args, or - with one
    aggregate,  // #text { args : body }; text is count sum min max avg list
  };
  Kind kind = Kind::name;
  Span span;
  std::string text;
  std::int64_t integer = 0;
  double decimal = 0;
  std::vector<Term> args;
  std::shared_ptr<std::vector<Literal>> body;  // of an aggregate; never shared between terms that are edited
};

struct Atom {
  Span span;
  Span name_span;
  std::string predicate;
  bool denied = false;  // strong negation, `-p(...)`
  std::vector<Term> args;
  std::vector<Identifier> names;  // when arguments are named: one a term; else empty
};

struct Literal {
  enum class Kind : std::uint8_t { atom, comparison };
  Kind kind = Kind::atom;
  Span span;
  bool negated = false;     // `not`
  Atom atom;                // kind atom (builtin tests such as contains(X, "a") are atoms here)
  std::string op;           // kind comparison: = != < <= > >=
  std::vector<Term> sides;  // kind comparison: left and right
};

// A fact when the body is empty, else a rule.
struct Clause {
  Span span;  // without the full stop
  bool normally = false;
  Atom head;
  std::vector<Literal> body;
};

struct SortDeclaration {
  Identifier name;
  std::vector<Identifier> parents;  // `sort state < actor.`
};

struct EntityDeclaration {
  Identifier name;
  std::vector<Identifier> sorts;
  std::string display;  // empty when not given
};

enum class Extremum : std::uint8_t { none, min, max };

struct ArgumentDeclaration {
  Identifier name;
  Identifier type;  // any symbol int decimal number string date term, or a sort; text is empty when not given (any)
  Extremum extremum = Extremum::none;
};

struct PredicateDeclaration {
  Identifier name;
  std::vector<ArgumentDeclaration> arguments;
  std::string affirmative;  // "{of} does over {over}% of its trade with {with}"; empty when not given
  std::string negative;     // how its negation reads; empty when not given
};

// How terms of a functor read in sentences.
struct FunctorDeclaration {
  Identifier name;
  std::vector<Identifier> arguments;
  std::string affirmative;  // "giving {what} to {whom}"
  std::string negative;     // how its denial reads; empty when not given
};

struct SourceDeclaration {
  Identifier name;
  std::string title;
};

struct LevelsDeclaration {
  std::vector<Identifier> names;  // highest first
};

struct TrustDeclaration {
  Identifier speaker;
  Identifier level;
};

// `article/economic-interdependence/1.10`
struct Place {
  Span span;
  std::string source;
  std::string section;
  std::uint32_t paragraph = 0;
  std::uint32_t sentence = 0;
};

enum class Basis : std::uint8_t {
  stated,
  implicit,
  added,
  remark,  // what stands there claims nothing: no clauses, and neither `by`, `level` nor `repeats`
};

struct ClaimDeclaration {
  Span header;  // from `claim` to the opening brace
  Identifier id;
  std::string gloss;
  std::vector<Place> at;
  std::vector<std::vector<Identifier>> by;  // one `by` an element, outermost first; joint speakers inside
  std::optional<Identifier> level;
  std::vector<Identifier> repeats;
  Basis basis = Basis::stated;
  std::vector<Clause> clauses;
};

struct Overrides {
  Identifier winner;
  Identifier loser;
};

struct Incompatible {
  std::vector<Atom> atoms;
};

// One edit of a scenario, or of `suppose`.
struct Edit {
  enum class Kind : std::uint8_t { assume, retract, deny, claim, without_claim, without_by, without_below, trust };
  Kind kind = Kind::assume;
  Span span;
  std::optional<Atom> atom;               // assume, retract, deny
  std::optional<ClaimDeclaration> claim;  // claim
  Identifier name;                        // without ..., trust: the claim, speaker or level
  Identifier level;                       // trust
};

struct ScenarioDeclaration {
  Identifier id;
  std::string gloss;
  std::vector<Place> at;
  std::vector<Identifier> extends;
  std::vector<Edit> edits;
};

struct Constraint {
  std::string text;
  std::vector<Literal> body;
};

struct Include {
  std::string path;
  Span path_span;
};

struct Import {
  Identifier predicate;
  std::vector<Identifier> columns;
  std::string path;
  Span path_span;
  std::string table;  // SQLite; else empty
};

struct Export {
  Identifier predicate;
  std::string path;
  Span path_span;
};

struct Assumable {
  Identifier predicate;
  std::uint32_t arity = 0;
};

// `retract p(a).`, `retract RULE.`, `retract claim ID.`
struct Retract {
  std::optional<Clause> clause;
  std::optional<Identifier> claim;
};

struct OrderKey {
  Identifier variable;
  bool descending = false;
};

struct Question {
  enum class Kind : std::uint8_t {
    plain,      // body
    find,       // variables, body, level, order, limit
    why,        // body
    why_all,    // body
    why_not,    // body
    linchpins,  // body
    requires_,  // body
    compare,    // scenarios (two), body
    conflicts,  //
    graph,      // body; output
    about,      // entity
  };
  Kind kind = Kind::plain;
  std::vector<Literal> body;
  std::vector<Identifier> variables;
  std::optional<Identifier> level;  // `at least LEVEL`
  std::vector<OrderKey> order;
  std::optional<std::uint64_t> limit;
  std::optional<Term> entity;         // about
  std::vector<Edit> suppose;          // `suppose EDITS:`
  std::vector<Identifier> scenarios;  // `in S:` (one), `compare A, B:` (two)
  std::string format;                 // `as svg`; empty when not given
  std::string path;                   // `to "FILE"`; empty when not given
};

using StatementBody =
    std::variant<Clause, SortDeclaration, EntityDeclaration, PredicateDeclaration, FunctorDeclaration,
                 SourceDeclaration, LevelsDeclaration, TrustDeclaration, ClaimDeclaration, Overrides, Incompatible,
                 ScenarioDeclaration, Constraint, Include, Import, Export, Assumable, Retract, Question>;

struct Statement {
  Span span;  // with its terminator
  StatementBody body;
};

}  // namespace linchpin::syntax
