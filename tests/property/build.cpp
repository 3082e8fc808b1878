#include "build.hpp"

#include <chrono>

namespace linchpin::property::build {

using syntax::Atom;
using syntax::Literal;
using syntax::Term;

namespace {

Term term(Term::Kind kind, std::string text, Terms args = {}) {
  Term t;
  t.kind = kind;
  t.text = std::move(text);
  t.args = std::move(args);
  return t;
}

}  // namespace

Term name(std::string text) { return term(Term::Kind::name, std::move(text)); }

Term variable(std::string text) { return term(Term::Kind::variable, std::move(text)); }

Term integer(std::int64_t i) {
  if (i < 0) return operation("-", {integer(-i)});
  Term t = term(Term::Kind::integer, "");
  t.integer = i;
  return t;
}

Term decimal(double d) {
  if (d < 0) return operation("-", {decimal(-d)});
  Term t = term(Term::Kind::decimal, "");
  t.decimal = d;
  return t;
}

Term string(std::string text) { return term(Term::Kind::string, std::move(text)); }

Term date(int year, int month, int day) {
  const auto calendar = std::chrono::year(year) / month / day;
  Term t = term(Term::Kind::date, "");
  t.integer = std::chrono::sys_days(calendar).time_since_epoch().count();
  return t;
}

Term compound(std::string functor, Terms args) {
  return term(Term::Kind::compound, std::move(functor), std::move(args));
}

Term operation(std::string op, Terms args) { return term(Term::Kind::operation, std::move(op), std::move(args)); }

Term aggregate(std::string function, Terms values, Body body) {
  Term t = term(Term::Kind::aggregate, std::move(function), std::move(values));
  t.body = std::make_shared<Body>(std::move(body));
  return t;
}

Atom atom(std::string predicate, Terms args, bool denied) {
  Atom a;
  a.predicate = std::move(predicate);
  a.args = std::move(args);
  a.denied = denied;
  return a;
}

Literal holds(Atom a) {
  Literal l;
  l.atom = std::move(a);
  return l;
}

Literal fails(Atom a) {
  Literal l = holds(std::move(a));
  l.negated = true;
  return l;
}

Literal comparison(std::string op, Term left, Term right) {
  Literal l;
  l.kind = Literal::Kind::comparison;
  l.op = std::move(op);
  l.sides = {std::move(left), std::move(right)};
  return l;
}

syntax::Statement clause(Atom head, Body body) {
  syntax::Clause c;
  c.head = std::move(head);
  c.body = std::move(body);
  return {{}, std::move(c)};
}

syntax::Statement declaration(std::string predicate, std::vector<Argument> arguments) {
  syntax::PredicateDeclaration declared;
  declared.name.text = std::move(predicate);
  for (Argument& a : arguments)
    declared.arguments.push_back({{std::move(a.name), {}}, {std::move(a.type), {}}, a.extremum});
  return {{}, std::move(declared)};
}

}  // namespace linchpin::property::build
