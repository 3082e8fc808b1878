#include "scenarios/edits.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "analysis/levels.hpp"
#include "analysis/names.hpp"
#include "analysis/trust.hpp"
#include "scenarios/denial.hpp"
#include "syntax/print.hpp"

namespace linchpin::scenarios {
namespace {

using knowledge::Module;
using syntax::Edit;
using syntax::Identifier;
using syntax::ScenarioDeclaration;

constexpr std::uint16_t kDoesNothing = 244;

const ScenarioDeclaration* find_scenario(const Module& module, const std::string& id) {
  for (const auto& stated : module.scenarios) {
    if (stated.what.id.text == id) return &stated.what;
  }
  return nullptr;
}

// Those that a scenario extends first. REQUIRES: they exist, and extend one another in no circle.
void add_with_extended(const Module& module, const ScenarioDeclaration& scenario,
                       std::vector<const ScenarioDeclaration*>& out) {
  if (std::find(out.begin(), out.end(), &scenario) != out.end()) return;
  for (const Identifier& extended : scenario.extends) {
    if (const auto* other = find_scenario(module, extended.text)) add_with_extended(module, *other, out);
  }
  out.push_back(&scenario);
}

class Editor {
 public:
  Editor(const Module& module, const analysis::Program& program, const analysis::Signatures& signatures, Pool& pool,
         Diagnostics& diagnostics)
      : program_(program),
        signatures_(signatures),
        pool_(pool),
        diagnostics_(diagnostics),
        out_{module, {}, {}, {}, {}} {
    out_.module.scenarios = {};
  }

  void apply(const Edit& edit) {
    out_.spans.push_back(edit.span);
    if (edit.kind != Edit::Kind::claim) out_.told.push_back(syntax::print(edit));
    switch (edit.kind) {
      case Edit::Kind::assume:
        return assume(edit);
      case Edit::Kind::retract:
      case Edit::Kind::deny:
        return take_out(edit);
      case Edit::Kind::claim:
        return claim(edit);
      case Edit::Kind::without_claim:
        return without_claim(edit.name);
      case Edit::Kind::without_by:
        return without_by(edit);
      case Edit::Kind::without_below:
        return without_below(edit);
      case Edit::Kind::trust:
        return trust(edit);
    }
  }

  Edited finish() {
    narrow_rules(out_.module, denied_, program_, signatures_, pool_);
    return std::move(out_);
  }

 private:
  void nothing_to_do(Span span, std::string message, std::string hint) {
    note_idle(out_, out_.told.size() - 1, span, std::move(message), std::move(hint), diagnostics_);
  }

  void name(Named&& named) {
    named.told = out_.told.size() - 1;
    out_.named.push_back(std::move(named));
  }

  void assume(const Edit& edit) {
    const syntax::Atom& atom = *edit.atom;
    Named named{
        edit.kind, edit.span, {{atom.predicate, static_cast<std::uint32_t>(atom.args.size()), atom.denied}, {}}};
    bool plain = atom.names.empty();
    for (const syntax::Term& term : atom.args) {
      Value value;
      plain = plain && knowledge::plain_value(term, pool_, value);
      named.pattern.args.emplace_back(value);
    }
    if (plain) {
      note_new_predicate(named.pattern.signature, atom.name_span);
      named.stated_already = is_stated(named.pattern);
      name(std::move(named));
      out_.module.assumed.push_back({{edit.span, false, atom, {}}, {edit.span, knowledge::kNoClaim}});
      return;
    }
    out_.module.add(syntax::Statement{edit.span, syntax::Clause{edit.span, false, atom, {}}}, pool_);
  }

  // Whether a fact is stated outside any claim.
  bool is_stated(const Pattern& fact) const {
    const knowledge::FactTable* table = out_.module.find_table(fact.signature);
    for (std::size_t r = 0; table != nullptr && r < table->rows(); ++r) {
      if (table->origins[r].claim == knowledge::kNoClaim && fact.fits(table->row(r))) return true;
    }
    return std::any_of(out_.module.assumed.begin(), out_.module.assumed.end(),
                       [&](const auto& assumed) { return states(assumed.what, fact, program_, signatures_, pool_); });
  }

  // A slip of the pen would be a predicate of its own.
  void note_new_predicate(const knowledge::Signature& signature, Span span) {
    const auto id = signatures_.find(signature);
    if (id && *id < program_.predicates.size() && !program_.predicates[*id].only_supposed) return;  // or mentioned
    if (out_.module.find_table(signature) != nullptr) return;
    analysis::Query query;
    analysis::Target target(program_, signatures_, query);
    analysis::Context context(target, pool_, diagnostics_, {});
    const std::string near = context.vocabulary.nearest_predicate(signature, false);
    diagnostics_.warning(249, span, fmt::format("nothing else is about `{}`", knowledge::print(signature)),
                         near.empty() ? "what is assumed comes to bear only where rules or the question ask for it"
                                      : fmt::format("did you mean `{}`?", near));
  }

  void take_out(const Edit& edit) {
    auto pattern = read_pattern(*edit.atom, program_, signatures_, pool_, diagnostics_);
    if (!pattern) return;
    Named named{edit.kind, edit.span, *std::move(pattern)};
    if (edit.kind == Edit::Kind::deny && denies_best_value(named.pattern, edit.atom->span)) return;
    named.removed = retract(out_.module, named.pattern, program_, signatures_, pool_);
    out_.gone.push_back(named.pattern);
    if (edit.kind == Edit::Kind::deny) denied_.push_back(named.pattern);
    name(std::move(named));
  }

  // Whether a value is denied that its own recursion goes on from: without it another one would be the best, so that
  // what is denied would decide what there is to deny.
  bool denies_best_value(const Pattern& pattern, Span span) {
    const auto id = signatures_.find(pattern.signature);
    const analysis::Predicate& predicate = program_.predicates[*id];
    if (predicate.extremum == syntax::Extremum::none || !pattern.args[predicate.extremum_argument]) return false;
    const auto recurs = [&](const analysis::Stratum& stratum) {
      return stratum.recursive &&
             std::find(stratum.predicates.begin(), stratum.predicates.end(), *id) != stratum.predicates.end();
    };
    if (std::none_of(program_.strata.begin(), program_.strata.end(), recurs)) return false;
    const std::string_view word = predicate.extremum == syntax::Extremum::min ? "min" : "max";
    diagnostics_.error(250, span,
                       fmt::format("a single `{}` value of the recursive `{}` can't be denied", word,
                                   knowledge::print(pattern.signature)),
                       "put `_` in its place, or deny a fact that the value comes from");
    return true;
  }

  void claim(const Edit& edit) {
    out_.told.push_back("claim " + syntax::print_name(edit.claim->id.text));
    out_.module.add(syntax::Statement{edit.span, *edit.claim}, pool_);
  }

  void without_claim(const Identifier& id) {
    std::vector<std::string> ids;
    for (const auto& stated : out_.module.claims) {
      if (stated.what.id.text != id.text) {
        ids.push_back(stated.what.id.text);
      } else if (!stated.what.repeats.empty()) {
        const std::string original = syntax::print_name(stated.what.repeats.front().text);
        const std::string message =
            fmt::format("`{}` only repeats `{}`: a citation goes, and what it cites stands", id.text, original);
        nothing_to_do(id.span, message, fmt::format("`without claim {}` takes out what is claimed", original));
      }
    }
    if (out_.module.retract_claim(id.text)) return;
    nothing_to_do(id.span, analysis::unknown_name("claim", id.text, ids), "`claimed(Id, _, _, _)?` lists the claims");
  }

  // One of several joint speakers leaves the claim to the others.
  void without_by(const Edit& edit) {
    const std::string& speaker = edit.name.text;
    std::vector<std::string> unsaid, speakers;
    bool found = false;
    for (auto& stated : out_.module.claims.edit()) {
      syntax::ClaimDeclaration& claim = stated.what;
      if (claim.id.text.empty()) continue;
      bool silent = false;
      if (claim.by.empty()) {
        const std::string author = analysis::first_speakers(claim).front();
        silent = author == speaker;
        speakers.push_back(author);
      }
      for (std::vector<Identifier>& joint : claim.by) {
        for (const Identifier& one : joint) speakers.push_back(one.text);
        const std::size_t before = joint.size();
        std::erase_if(joint, [&](const Identifier& one) { return one.text == speaker; });
        found = found || joint.size() != before;
        silent = silent || joint.empty();
      }
      if (silent) unsaid.push_back(claim.id.text);
    }
    for (const std::string& id : unsaid) out_.module.retract_claim(id);
    if (found || !unsaid.empty()) return;
    nothing_to_do(edit.name.span, analysis::unknown_name("speaker", speaker, speakers), "no claim is said `by` them");
  }

  std::vector<analysis::Level> claim_levels(const Identifier& checked, std::optional<analysis::Level>& lowest) {
    analysis::Query query;
    analysis::Target target(program_, signatures_, query);
    Diagnostics reported_elsewhere;
    analysis::Context context(target, pool_, reported_elsewhere, {});
    analysis::Levels levels(context, out_.module);
    lowest = levels.find(checked.text);
    if (!lowest) {
      analysis::report_unknown(diagnostics_, 212, "level", checked, levels.names(), analysis::listed(levels.names()));
    }
    return analysis::claim_levels(out_.module, levels);
  }

  void without_below(const Edit& edit) {
    std::optional<analysis::Level> lowest;
    const std::vector<analysis::Level> levels = claim_levels(edit.name, lowest);
    if (!lowest) return;
    std::vector<std::string> below;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      const syntax::ClaimDeclaration& claim = out_.module.claims[i].what;
      const bool is_ground = !claim.id.text.empty() && claim.repeats.empty() && levels[i] != analysis::kOutside;
      if (is_ground && levels[i] > *lowest) below.push_back(claim.id.text);
    }
    for (const std::string& id : below) out_.module.retract_claim(id);
    if (below.empty()) {
      nothing_to_do(edit.name.span, fmt::format("no claim holds at a level below `{}`", edit.name.text),
                    "the levels are those after trust");
    }
  }

  void trust(const Edit& edit) {
    auto& trusts = out_.module.trusts;
    const auto at = std::find_if(trusts.begin(), trusts.end(),
                                 [&](const auto& t) { return t.what.speaker.text == edit.name.text; });
    if (at == trusts.end()) {
      trusts.edit().push_back({{edit.name, edit.level}, {edit.span, knowledge::kNoClaim}});
      return;
    }
    if (at->what.level.text == edit.level.text) {
      nothing_to_do(edit.span, fmt::format("`{}` is trusted as `{}` already", edit.name.text, edit.level.text), "");
    }
    trusts.erase_if([&](const auto& t) { return t.what.speaker.text == edit.name.text; });
    trusts.edit().push_back({{edit.name, edit.level}, {edit.span, knowledge::kNoClaim}});
  }

  const analysis::Program& program_;
  const analysis::Signatures& signatures_;
  Pool& pool_;
  Diagnostics& diagnostics_;
  Edited out_;
  std::vector<Pattern> denied_;
};

}  // namespace

void note_idle(Edited& edited, std::size_t told, Span span, std::string message, std::string hint,
               Diagnostics& diagnostics) {
  edited.told[told] += " (changes nothing)";
  diagnostics.warning(kDoesNothing, span, std::move(message), std::move(hint));
}

std::optional<Edited> edited(const Module& module, const Under& under, const analysis::Program& program,
                             const analysis::Signatures& signatures, Pool& pool, Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.errors();
  std::vector<const ScenarioDeclaration*> chain;
  for (const Identifier& name : under.scenarios) {
    if (const ScenarioDeclaration* scenario = find_scenario(module, name.text)) {
      add_with_extended(module, *scenario, chain);
      continue;
    }
    std::vector<std::string> names;
    for (const auto& stated : module.scenarios) names.push_back(stated.what.id.text);
    analysis::report_unknown(
        diagnostics, 240, "scenario", name, names,
        names.empty() ? "a scenario is stated with `scenario its_name \"what it is\" { assume p(a). }`" : "");
  }
  Editor editor(module, program, signatures, pool, diagnostics);
  for (const ScenarioDeclaration* scenario : chain) {
    for (const Edit& edit : scenario->edits) editor.apply(edit);
  }
  for (const Edit& edit : under.suppose) editor.apply(edit);
  if (diagnostics.errors() != errors) return std::nullopt;
  return editor.finish();
}

}  // namespace linchpin::scenarios
