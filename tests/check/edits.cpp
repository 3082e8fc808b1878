#include <algorithm>
#include <optional>
#include <set>

#include "base.hpp"
#include "naive_body.hpp"
#include "naive_rule.hpp"
#include "reason_flat.hpp"
#include "removal.hpp"

namespace linchpin::check {
namespace {

using naive::Invalid;
using syntax::ClaimDeclaration;
using syntax::Clause;
using syntax::Edit;
using syntax::Identifier;
using syntax::Statement;
using syntax::Term;

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

}  // namespace

Base edited(Base base, const std::vector<Identifier>& scenarios, const std::vector<Edit>& suppose) {
  Editor editor(std::move(base));
  for (const Identifier& scenario : scenarios) editor.apply(scenario.text);
  for (const Edit& edit : suppose) editor.apply(edit, "suppose");
  return editor.take();
}

}  // namespace linchpin::check
