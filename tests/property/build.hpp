// Abstract syntax by hand: what the generator writes programs with.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::property::build {

using Terms = std::vector<syntax::Term>;
using Body = std::vector<syntax::Literal>;

syntax::Term name(std::string text);
syntax::Term variable(std::string text);  // "_" too
syntax::Term integer(std::int64_t i);     // a negative one is an operation, as it is written
syntax::Term decimal(double d);
syntax::Term string(std::string text);
syntax::Term date(int year, int month, int day);
syntax::Term compound(std::string functor, Terms args);  // a call, when the functor is a builtin's
syntax::Term operation(std::string op, Terms args);
syntax::Term aggregate(std::string function, Terms values, Body body);

syntax::Atom atom(std::string predicate, Terms args, bool denied = false);
syntax::Literal holds(syntax::Atom atom);
syntax::Literal fails(syntax::Atom atom);  // not atom
syntax::Literal comparison(std::string op, syntax::Term left, syntax::Term right);

syntax::Statement clause(syntax::Atom head, Body body = {});

struct Argument {
  std::string name;
  std::string type = "any";
  syntax::Extremum extremum = syntax::Extremum::none;
};
syntax::Statement declaration(std::string predicate, std::vector<Argument> arguments);

}  // namespace linchpin::property::build
