// Terms of Linchpin's syntax, made.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::convert {

inline syntax::Term text_term(syntax::Term::Kind kind, std::string text, std::vector<syntax::Term> args = {}) {
  syntax::Term out;
  out.kind = kind;
  out.text = std::move(text);
  out.args = std::move(args);
  return out;
}

inline syntax::Term variable(std::string name) { return text_term(syntax::Term::Kind::variable, std::move(name)); }

// A name when there are no arguments.
inline syntax::Term compound(const std::string& functor, std::vector<syntax::Term> args) {
  if (args.empty()) return text_term(syntax::Term::Kind::name, functor);
  return text_term(syntax::Term::Kind::compound, functor, std::move(args));
}

inline syntax::Term operation(const std::string& op, std::vector<syntax::Term> args) {
  return text_term(syntax::Term::Kind::operation, op, std::move(args));
}

inline syntax::Term integer(std::int64_t value) {
  syntax::Term out;
  out.kind = syntax::Term::Kind::integer;
  out.integer = value;
  if (value >= 0) return out;
  out.integer = -value;
  return operation("-", {std::move(out)});
}

inline syntax::Term decimal(double value) {
  syntax::Term out;
  out.kind = syntax::Term::Kind::decimal;
  out.decimal = value;
  if (value >= 0) return out;
  out.decimal = -value;
  return operation("-", {std::move(out)});
}

inline syntax::Literal atom_literal(std::string predicate, std::vector<syntax::Term> args, bool negated = false) {
  syntax::Literal out;
  out.negated = negated;
  out.atom.predicate = std::move(predicate);
  out.atom.args = std::move(args);
  return out;
}

inline syntax::Literal comparison(syntax::Term left, std::string op, syntax::Term right) {
  syntax::Literal out;
  out.kind = syntax::Literal::Kind::comparison;
  out.op = std::move(op);
  out.sides = {std::move(left), std::move(right)};
  return out;
}

// `term + n`, worked out where the term is a number.
inline syntax::Term plus(syntax::Term term, std::int64_t n) {
  if (n == 0) return term;
  if (term.kind == syntax::Term::Kind::integer) return integer(term.integer + n);
  return operation(n > 0 ? "+" : "-", {std::move(term), integer(n > 0 ? n : -n)});
}

}  // namespace linchpin::convert
