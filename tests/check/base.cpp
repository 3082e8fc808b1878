#include "base.hpp"

#include <algorithm>

#include "naive.hpp"
#include "removal.hpp"
#include "syntax/print.hpp"
#include "text.hpp"

namespace linchpin::check {
namespace {

using naive::Invalid;
using syntax::ClaimDeclaration;
using syntax::Clause;
using syntax::Identifier;
using syntax::Statement;

void retract(Statements& program, const syntax::Retract& what) {
  if (what.claim) return remove_claim(program, what.claim->text);
  const std::string text = property::canonical({{}, *what.clause});
  remove_clauses(program, [&](const Clause& clause) { return property::canonical({{}, clause}) == text; });
}

// A claim that repeats others as a whole says all that they do.
void fill_repeats(Statements& program) {
  const auto find = [&](const std::string& id) -> ClaimDeclaration* {
    for (Statement& s : program) {
      auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim != nullptr && claim->id.text == id) return claim;
    }
    throw Invalid("no claim " + id);
  };
  const auto fill = [&](const auto& self, ClaimDeclaration& claim) -> void {
    if (claim.repeats.empty() || !claim.clauses.empty()) return;
    for (const Identifier& id : claim.repeats) {
      ClaimDeclaration& original = *find(id.text);
      self(self, original);
      claim.clauses.insert(claim.clauses.end(), original.clauses.begin(), original.clauses.end());
    }
  };
  for (Statement& s : program) {
    if (auto* claim = std::get_if<ClaimDeclaration>(&s.body)) fill(fill, *claim);
  }
}

void import_table(const syntax::Import& import, Base& base,
                  const std::map<std::string, std::vector<std::string>>& types) {
  const auto declared = types.find(import.predicate.text);
  for (Statement& fact :
       read_table(import, import.path, declared == types.end() ? std::vector<std::string>{} : declared->second)) {
    base.import_of.emplace(text_of(std::get<Clause>(fact.body)), import.predicate.text);
    base.imported.push_back(std::move(fact));
  }
}

}  // namespace

std::string text_of(const Clause& clause) {
  Clause shown = clause;
  std::erase_if(shown.body, [](const syntax::Literal& l) { return !l.sides.empty() && l.sides[0].text == kNotDenied; });
  return syntax::print(shown);
}

Base base_of(const Statements& statements, std::size_t until) {
  Base base;
  std::map<std::string, std::vector<std::string>> types;
  for (std::size_t i = 0; i < until; ++i) {
    const auto* declared = std::get_if<syntax::PredicateDeclaration>(&statements[i].body);
    if (declared == nullptr) continue;
    base.names.declare(*declared);
    std::vector<std::string>& of = types[declared->name.text];
    of.clear();
    for (const syntax::ArgumentDeclaration& argument : declared->arguments) of.push_back(argument.type.text);
  }
  for (std::size_t i = 0; i < until; ++i) {
    Statement s = property::copy(statements[i]);
    if (auto* clause = std::get_if<Clause>(&s.body)) base.names.place(*clause);
    if (auto* claim = std::get_if<ClaimDeclaration>(&s.body)) {
      for (Clause& clause : claim->clauses) base.names.place(clause);
    }
    if (auto* incompatible = std::get_if<syntax::Incompatible>(&s.body)) {
      for (syntax::Atom& atom : incompatible->atoms) base.names.place(atom);
    }
    if (auto* what = std::get_if<syntax::Retract>(&s.body)) {
      if (what->clause) base.names.place(*what->clause);
      fill_repeats(base.program);
      retract(base.program, *what);
    } else if (const auto* import = std::get_if<syntax::Import>(&s.body)) {
      import_table(*import, base, types);
    } else if (std::holds_alternative<syntax::ScenarioDeclaration>(s.body)) {
      base.scenarios.push_back(std::move(s));
    } else if (!std::holds_alternative<syntax::Question>(s.body) &&
               !std::holds_alternative<syntax::Constraint>(s.body) && !std::holds_alternative<syntax::Export>(s.body) &&
               !std::holds_alternative<syntax::Assumable>(s.body)) {
      base.program.push_back(std::move(s));
    }
  }
  fill_repeats(base.program);
  return base;
}

}  // namespace linchpin::check
