#include "base.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "naive_body.hpp"
#include "naive_rule.hpp"
#include "reason_flat.hpp"
#include "syntax/print.hpp"
#include "text.hpp"

namespace linchpin::check {
namespace {

using naive::Invalid;
using naive::Tuple;
using syntax::ClaimDeclaration;
using syntax::Clause;
using syntax::Edit;
using syntax::Identifier;
using syntax::Statement;
using syntax::Term;

bool mentions(const std::vector<Identifier>& names, const std::string& id) {
  return std::any_of(names.begin(), names.end(), [&](const Identifier& name) { return name.text == id; });
}

// ---- taking back

template <class Test>
void remove_clauses(Statements& program, const Test& test) {
  std::erase_if(program, [&](const Statement& s) {
    const auto* clause = std::get_if<Clause>(&s.body);
    return clause != nullptr && test(*clause);
  });
  for (Statement& s : program) {
    if (auto* claim = std::get_if<ClaimDeclaration>(&s.body)) std::erase_if(claim->clauses, test);
  }
}

// With its part in `overrides`, and with the claims that repeat nothing else. What repeats a repeat goes back to its
// originals.
void remove_claim(Statements& program, const std::string& id) {
  std::vector<std::string> gone{id};
  while (!gone.empty()) {
    const std::string one = gone.back();
    gone.pop_back();
    std::vector<Identifier> originals;
    for (const Statement& s : program) {
      const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim != nullptr && claim->id.text == one) originals = claim->repeats;
    }
    std::erase_if(program, [&](const Statement& s) {
      if (const auto* o = std::get_if<syntax::Overrides>(&s.body)) return o->winner.text == one || o->loser.text == one;
      const auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      return claim != nullptr && claim->id.text == one;
    });
    for (Statement& s : program) {
      auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim == nullptr || !mentions(claim->repeats, one)) continue;
      std::erase_if(claim->repeats, [&](const Identifier& name) { return name.text == one; });
      claim->repeats.insert(claim->repeats.end(), originals.begin(), originals.end());
      if (claim->repeats.empty()) gone.push_back(claim->id.text);
    }
  }
}

void retract(Statements& program, const syntax::Retract& what) {
  if (what.claim) return remove_claim(program, what.claim->text);
  const std::string text = property::canonical({{}, *what.clause});
  remove_clauses(program, [&](const Clause& clause) { return property::canonical({{}, clause}) == text; });
}

// ---- patterns, as `retract` and `deny` have them: values and `_`

std::vector<std::optional<naive::Value>> pattern_of(const syntax::Atom& atom) {
  std::vector<std::optional<naive::Value>> out;
  for (const Term& t : atom.args) {
    const bool any = t.kind == Term::Kind::variable;
    out.push_back(any ? std::nullopt : std::optional(naive::value(t, {})));
  }
  return out;
}

bool fits(const syntax::Atom& atom, const syntax::Atom& pattern) {
  if (naive::signature(atom) != naive::signature(pattern)) return false;
  const auto values = pattern_of(pattern);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] && !(naive::value(atom.args[i], {}) == *values[i])) return false;
  }
  return true;
}

void remove_facts(Base& base, const syntax::Atom& pattern) {
  remove_clauses(base.program, [&](const Clause& c) { return c.body.empty() && fits(c.head, pattern); });
}

// The rule derives nothing that fits the pattern.
void narrow(Clause& rule, const syntax::Atom& pattern) {
  if (rule.body.empty() || naive::signature(rule.head) != naive::signature(pattern)) return;
  syntax::Literal condition;
  condition.kind = syntax::Literal::Kind::comparison;
  condition.op = "!=";
  condition.sides.resize(2);
  for (Term& side : condition.sides) {
    side.kind = Term::Kind::compound;
    side.text = kNotDenied;
    side.args.emplace_back().text = "all";
  }
  for (std::size_t i = 0; i < pattern.args.size(); ++i) {
    if (pattern.args[i].kind == Term::Kind::variable) continue;
    condition.sides[0].args.push_back(rule.head.args[i]);
    condition.sides[1].args.push_back(pattern.args[i]);
  }
  rule.body.push_back(std::move(condition));
}

// ---- edits

class Editor {
 public:
  explicit Editor(Base base) : base_(std::move(base)) {}

  void apply(const Edit& edit, const std::string& in) {
    switch (edit.kind) {
      case Edit::Kind::assume: {
        Clause fact;
        fact.head = placed(*edit.atom);
        base_.assumed.emplace(text_of(fact), in);
        base_.program.push_back({{}, std::move(fact)});
        break;
      }
      case Edit::Kind::retract:
        remove_facts(base_, placed(*edit.atom));
        break;
      case Edit::Kind::deny:
        denied_.push_back(placed(*edit.atom));
        remove_facts(base_, denied_.back());
        break;
      case Edit::Kind::claim: {
        ClaimDeclaration claim = *edit.claim;
        for (Clause& clause : claim.clauses) base_.names.place(clause);
        base_.program.push_back({{}, std::move(claim)});
        break;
      }
      case Edit::Kind::without_claim:
        remove_claim(base_.program, edit.name.text);
        break;
      case Edit::Kind::without_by:
        without_by(edit.name.text);
        break;
      case Edit::Kind::without_below:
        without_below(edit.name.text);
        break;
      case Edit::Kind::trust:
        base_.program.push_back({{}, syntax::TrustDeclaration{edit.name, edit.level}});
        break;
    }
  }

  void apply(const std::string& scenario) {
    if (!done_.insert(scenario).second) return;
    const auto at = std::find_if(base_.scenarios.begin(), base_.scenarios.end(), [&](const Statement& s) {
      return std::get<syntax::ScenarioDeclaration>(s.body).id.text == scenario;
    });
    if (at == base_.scenarios.end()) throw Invalid("no scenario " + scenario);
    const syntax::ScenarioDeclaration declared = std::get<syntax::ScenarioDeclaration>(at->body);
    for (const Identifier& other : declared.extends) apply(other.text);
    for (const Edit& edit : declared.edits) apply(edit, scenario);
  }

  Base take() {
    for (Statement& s : base_.program) {
      if (auto* clause = std::get_if<Clause>(&s.body)) narrow_all(*clause);
      if (auto* claim = std::get_if<ClaimDeclaration>(&s.body)) {
        for (Clause& clause : claim->clauses) narrow_all(clause);
      }
    }
    return std::move(base_);
  }

 private:
  syntax::Atom placed(syntax::Atom atom) const {
    base_.names.place(atom);
    return atom;
  }

  void narrow_all(Clause& clause) const {
    for (const syntax::Atom& pattern : denied_) narrow(clause, pattern);
  }

  void without_by(const std::string& speaker) {
    std::vector<std::string> unsaid;
    for (Statement& s : base_.program) {
      auto* claim = std::get_if<ClaimDeclaration>(&s.body);
      if (claim == nullptr) continue;
      bool silent = claim->by.empty() && !claim->at.empty() && claim->at.front().source == speaker;
      for (std::vector<Identifier>& joint : claim->by) {
        std::erase_if(joint, [&](const Identifier& one) { return one.text == speaker; });
        silent = silent || joint.empty();
      }
      if (silent) unsaid.push_back(claim->id.text);
    }
    for (const std::string& id : unsaid) remove_claim(base_.program, id);
  }

  void without_below(const std::string& level) {
    const naive::Flat flat = naive::flatten(base_.program);
    const auto at = std::find(flat.levels.begin(), flat.levels.end(), level);
    if (at == flat.levels.end()) throw Invalid("no level " + level);
    for (const naive::Ground& ground : flat.grounds) {
      if (ground.level > at - flat.levels.begin()) remove_claim(base_.program, ground.claim);
    }
  }

  Base base_;
  std::set<std::string> done_;
  std::vector<syntax::Atom> denied_;
};

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
  syntax::Import written = import;
  const Statement statement{{}, std::move(written)};
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

Base edited(Base base, const std::vector<Identifier>& scenarios, const std::vector<Edit>& suppose) {
  Editor editor(std::move(base));
  for (const Identifier& scenario : scenarios) editor.apply(scenario.text);
  for (const Edit& edit : suppose) editor.apply(edit, "suppose");
  return editor.take();
}

}  // namespace linchpin::check
