// Taking back what was stated: `retract p(a).`, `retract RULE.`, `retract claim ID.`
#include <fmt/core.h>

#include <algorithm>

#include "session/state.hpp"
#include "session/supposed.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

constexpr std::uint16_t kNoClaim = 452;
constexpr std::uint16_t kNotStated = 453;
constexpr std::uint16_t kDerived = 454;
constexpr std::uint16_t kImported = 455;
constexpr std::uint16_t kNotGround = 456;
constexpr std::uint16_t kOnlyRepeats = 458;

// A claim that repeats others is no ground: without it all holds that held before.
void warn_of_repeat(const knowledge::Module& module, const syntax::Identifier& id, Diagnostics& diagnostics) {
  for (const auto& claim : module.claims) {
    if (claim.what.id.text != id.text || claim.what.repeats.empty()) continue;
    std::string originals, statements;
    for (const syntax::Identifier& original : claim.what.repeats) {
      const std::string id_of = syntax::print_name(original.text);
      originals += (originals.empty() ? "`" : ", `") + id_of + "`";
      statements += (statements.empty() ? "`retract claim " : " `retract claim ") + id_of + ".`";
    }
    diagnostics
        .warning(
            kOnlyRepeats, id.span,
            fmt::format("`{}` only repeats {}: a citation is taken back, and what it cites stands", id.text, originals),
            fmt::format("to take back what is claimed: {}", statements))
        .notes.push_back({claim.what.id.span, "it is stated here"});
    return;
  }
}

}  // namespace

// A fact that no statement gives: derived, imported, or not there at all.
void State::explain_underived(const knowledge::Signature& signature, const std::vector<Value>& row, Span span,
                              Diagnostics& diagnostics) const {
  const std::optional<analysis::PredicateId> p = signatures.find(signature);
  const std::string name = knowledge::print(signature);
  if (!p || !engine.level({*p, row, {}})) {
    diagnostics.error(kNotStated, span, "this fact is not stated, so there is nothing to retract",
                      ":list " + signature.name + " shows what is stated");
    return;
  }
  Diagnostic derived;
  const std::vector<analysis::PredicateId> parts = analysis::parts_of(*p, *program);
  for (const analysis::Rule& rule : program->rules) {
    if (std::find(parts.begin(), parts.end(), rule.head) != parts.end())
      derived.notes.push_back({rule.origin.span, "a rule that derives " + name});
  }
  if (derived.notes.empty()) {
    diagnostics.error(kImported, span, "this fact comes from an imported table or a declaration",
                      "change the table or the declaration, and load anew");
    return;
  }
  diagnostics
      .error(kDerived, span, "this fact is derived, not stated, so it can't be retracted",
             "retract the facts or the rule that it follows from")
      .notes = std::move(derived.notes);
}

bool State::retract_clause(const Retraction& retraction, Diagnostics& diagnostics) {
  const syntax::Clause& clause = *retraction.retract.clause;
  const knowledge::Signature signature{clause.head.predicate, static_cast<std::uint32_t>(clause.head.args.size()),
                                       clause.head.denied};
  if (module.retract_clause(clause) != 0) return true;
  if (!clause.body.empty()) {
    diagnostics.error(kNotStated, retraction.span, "no rule reads like this one, so there is nothing to retract",
                      ":list " + signature.name + " shows the rules as they are stated");
    return false;
  }
  std::vector<Value> row;
  for (const syntax::Term& term : clause.head.args) {
    Value value;
    if (!knowledge::plain_value(term, pool, value)) {
      diagnostics.error(kNotGround, term.span, "a fact to retract is written with plain values, without variables",
                        "retract the facts one by one");
      return false;
    }
    row.push_back(value);
  }
  if (module.retract_fact(signature, row) == 0) {
    explain_underived(signature, row, retraction.span, diagnostics);
    return false;
  }
  if (const auto p = signatures.find(signature)) changed_.insert(*p);
  return true;
}

bool State::retract_all(const std::vector<Retraction>& retractions, Diagnostics& diagnostics) {
  bool good = true;
  for (const Retraction& retraction : retractions) {
    if (!retraction.retract.claim) {
      good = retract_clause(retraction, diagnostics) && good;
      continue;
    }
    const syntax::Identifier& id = *retraction.retract.claim;
    std::vector<std::string> ids;
    for (const auto& claim : module.claims) ids.push_back(claim.what.id.text);
    warn_of_repeat(module, id, diagnostics);
    if (!module.retract_claim(id.text)) {
      const std::string like = nearest(id.text, ids);
      diagnostics
          .error(kNoClaim, id.span, fmt::format("there is no claim `{}`", id.text),
                 like.empty() ? "" : fmt::format("did you mean `{}`?", like))
          .replacement = syntax::name_if_any(like);
      good = false;
      continue;
    }
    // Any table may have lost rows.
    for (const knowledge::FactTable& table : module.facts) {
      const auto p = signatures.find(table.signature);
      if (p && *p < known_.size() && table.rows() != known_[*p].stated) changed_.insert(*p);
    }
  }
  return good;
}

Status State::retract(const std::vector<Retraction>& retractions, engine::Budget& budget, Diagnostics& diagnostics) {
  return edited([&] { return retract_all(retractions, diagnostics); }, budget, diagnostics);
}

Status State::restore(knowledge::Module&& earlier, engine::Budget& budget, Diagnostics& diagnostics) {
  return edited(
      [&] {
        module = std::move(earlier);
        for (std::size_t i = module.imports.size(); i < imported_.size(); ++i) changed_.insert(imported_[i].predicate);
        imported_.resize(std::min(imported_.size(), module.imports.size()));
        imports_read_ = module.imports.size();
        for (analysis::PredicateId p = 0; p < known_.size(); ++p) changed_.insert(p);
        return true;
      },
      budget, diagnostics);
}

Status State::edited(const std::function<bool()>& edit, engine::Budget& budget, Diagnostics& diagnostics) {
  suppositions.clear();  // they share what is changed here
  knowledge::Module before = module;
  Attempt attempt([&] {
    module = std::move(before);
    changed_.clear();
  });
  const Status status = guarded_steps(
      [&] {
        if (!edit()) return Status::error;
        auto next = std::make_shared<analysis::Program>(
            analysis::analyse(module, signatures, pool, diagnostics, analysis::Options{.strict = strict}));
        if (!diagnostics.ok()) return Status::error;
        std::vector<bool> put_off = to_put_off(*next);
        return evaluate(std::move(next), std::move(put_off), budget, diagnostics);
      },
      diagnostics);
  if (status == Status::ok) attempt.keep();
  return status;
}

}  // namespace linchpin::session
