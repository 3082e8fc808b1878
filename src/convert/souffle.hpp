// The abstract syntax of Souffle's language, as far as a text can be told apart without knowing what its names mean.
//
// Names of relations, types, branches and components are kept as they are written, qualified ones with their dots.
// After `expand` (components.hpp) they are full names, and `Component` and `Instance` no longer occur.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "syntax/source.hpp"

namespace linchpin::convert {

// What a value is, below all subtypes and unions.
enum class Kind : std::uint8_t { unknown, number, unsigned_, decimal, symbol, record, adt };

// A kind, and of records and algebraic data types the full name of the type.
struct Type {
  Kind kind = Kind::unknown;
  std::string name;
  bool operator==(const Type&) const = default;
  bool known() const { return kind != Kind::unknown; }
};

struct Formula;

struct Argument {
  enum class Form : std::uint8_t {
    string,     // text, unescaped
    integer,    // integer
    decimal,    // decimal
    variable,   // text
    anonymous,  // `_`
    nil,
    counter,    // `$`, autoinc(), recursive_iteration_cnt(): text is how it is written
    record,     // [args...]
    branch,     // $text(args...)
    call,       // of a functor of the language, prefix or infix: text is its name, `-` with one argument the sign
    user_call,  // @text(args...)
    cast,       // as(args[0], text)
    aggregate,  // text is count sum min max mean; args has the target expression, if any; `body` one formula
  };
  Form form = Form::anonymous;
  Span span;
  std::string text;
  std::int64_t integer = 0;
  double decimal = 0;
  bool is_unsigned = false;  // an integer written `7u`
  std::vector<Argument> args;
  std::vector<Formula> body;
  Type type;  // found by `infer` (types.hpp)
};

struct Atom {
  Span span;
  std::string relation;
  std::vector<Argument> args;
};

struct Formula {
  enum class Form : std::uint8_t {
    atom,
    comparison,  // text is = != < <= > >=, match or contains, of sides[0] and sides[1]
    truth,       // `true`, or `false` when negated
    negation,    // of parts[0]
    conjunction,
    disjunction,
  };
  Form form = Form::truth;
  Span span;
  bool negated = false;  // truth; atoms and tests once bodies are in disjunctive normal form
  Atom atom;
  std::string text;
  std::vector<Argument> sides;
  std::vector<Formula> parts;
};

struct Clause {
  std::vector<Atom> heads;
  Formula body;                 // `true` of a fact
  bool is_fact = false;         // written without a body
  bool is_subsumption = false;  // heads[0] <= heads[1] :- body
};

struct Attribute {
  Span span;
  std::string name;
  std::string type;
  bool is_lattice = false;
};

struct Relation {
  std::vector<std::string> names;
  std::vector<Attribute> attributes;
  std::vector<std::pair<std::string, Span>> qualifiers;
  bool has_choice = false;
  bool is_delta = false;  // `.decl d = debug_delta(r)`
};

struct Branch {
  Span span;
  std::string name;
  std::vector<Attribute> fields;
};

struct TypeDeclaration {
  enum class Form : std::uint8_t { subset, union_, record, adt };
  Form form = Form::subset;
  std::string name;
  std::vector<std::string> bases;  // subset: one; union_: one or more, of which one makes an alias
  std::vector<Attribute> fields;   // record
  std::vector<Branch> branches;    // adt
};

struct Directive {
  std::string kind;  // input output printsize limitsize
  std::vector<std::string> relations;
  std::vector<std::pair<std::string, std::string>> parameters;
};

struct ComponentType {
  Span span;
  std::string name;
  std::vector<std::string> parameters;
};

struct Item;

struct Component {
  ComponentType type;
  std::vector<ComponentType> bases;
  std::vector<Item> items;
};

struct Instance {
  std::string name;
  ComponentType type;
};

struct Override {
  std::string relation;
};

struct Include {
  std::string path;
};

// What has no counterpart: a sentence that says what it is.
struct Foreign {
  std::string what;
};

struct Ignored {};  // .pragma, .once

using ItemBody = std::variant<TypeDeclaration, Relation, Clause, Directive, Component, Instance, Override, Include,
                              Foreign, Ignored>;

struct Item {
  Span span;
  std::vector<std::string> comments;  // above it or inside it, each without its marks; a line each
  std::string remark;                 // behind it on its last line
  ItemBody body;
};

}  // namespace linchpin::convert
