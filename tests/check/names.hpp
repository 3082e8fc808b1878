// Arguments in their places: `p(of: a)` as `p(a, _)`, by the predicate's declaration.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::check {

// The names of a predicate's arguments, in order.
class ArgumentNames {
 public:
  void declare(const syntax::PredicateDeclaration& declared);
  // Throws naive::Invalid where no declaration has the names.
  void place(syntax::Atom& atom) const;
  void place(std::vector<syntax::Literal>& body) const;
  void place(syntax::Clause& clause) const;

 private:
  void place(syntax::Term& term) const;

  std::map<std::string, std::vector<std::vector<std::string>>> names_;
};

}  // namespace linchpin::check
