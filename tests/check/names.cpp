#include "names.hpp"

#include <algorithm>

#include "naive.hpp"

namespace linchpin::check {

void ArgumentNames::declare(const syntax::PredicateDeclaration& declared) {
  std::vector<std::string>& names = names_[declared.name.text].emplace_back();
  for (const syntax::ArgumentDeclaration& argument : declared.arguments) names.push_back(argument.name.text);
}

void ArgumentNames::place(syntax::Atom& atom) const {
  for (syntax::Term& t : atom.args) place(t);
  if (atom.names.empty()) return;
  const auto declared = names_.find(atom.predicate);
  if (declared == names_.end()) throw naive::Invalid("no names of arguments: " + atom.predicate);
  for (const std::vector<std::string>& names : declared->second) {
    syntax::Term any;
    any.kind = syntax::Term::Kind::variable;
    any.text = "_";
    std::vector<syntax::Term> placed(names.size(), any);
    const bool all = std::all_of(atom.names.begin(), atom.names.end(), [&](const syntax::Identifier& name) {
      const auto at = std::find(names.begin(), names.end(), name.text);
      if (at == names.end()) return false;
      placed[static_cast<std::size_t>(at - names.begin())] =
          atom.args[static_cast<std::size_t>(&name - atom.names.data())];
      return true;
    });
    if (!all) continue;
    atom.args = std::move(placed);
    atom.names.clear();
    return;
  }
  throw naive::Invalid("no such names of arguments: " + atom.predicate);
}

void ArgumentNames::place(syntax::Term& term) const {
  for (syntax::Term& t : term.args) place(t);
  if (term.body) place(*term.body);
}

void ArgumentNames::place(std::vector<syntax::Literal>& body) const {
  for (syntax::Literal& literal : body) {
    if (literal.kind == syntax::Literal::Kind::atom) place(literal.atom);
    for (syntax::Term& side : literal.sides) place(side);
  }
}

void ArgumentNames::place(syntax::Clause& clause) const {
  place(clause.head);
  place(clause.body);
}

}  // namespace linchpin::check
