#include <fmt/core.h>

#include <unordered_map>
#include <unordered_set>

#include "analysis/declarations.hpp"
#include "analysis/levels.hpp"
#include "analysis/repeats.hpp"
#include "analysis/says.hpp"
#include "analysis/trust.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using syntax::Identifier;

void check_sources(Context& context, const knowledge::Module& module, std::vector<std::string>& names) {
  std::unordered_map<std::string, Span> first;
  for (const auto& stated : module.sources) {
    const Identifier& name = stated.what.name;
    const auto [at, added] = first.try_emplace(name.text, name.span);
    if (added) {
      names.push_back(name.text);
      continue;
    }
    context.diagnostics
        .error(216, name.span, fmt::format("the source `{}` is declared twice", name.text), "keep one of the two")
        .notes.push_back({at->second, "the first time is here"});
  }
}

void check_trust(Context& context, const knowledge::Module& module, Levels& levels) {
  std::unordered_map<std::string, const Identifier*> first;
  for (const auto& stated : module.trusts) {
    const auto& [speaker, level] = stated.what;
    if (level.text != "none") levels.check(level);
    const auto [at, added] = first.try_emplace(speaker.text, &level);
    if (added || at->second->text == level.text) continue;
    context.diagnostics
        .error(
            215, level.span,
            fmt::format("the trust in `{}` is {} here, and {} elsewhere", speaker.text, level.text, at->second->text),
            "keep one of the two")
        .notes.push_back({at->second->span, "the other place"});
  }
}

void check_names(Context& context, const knowledge::Module& module, Levels& levels,
                 const std::vector<std::string>& sources) {
  const std::unordered_set<std::string> declared(sources.begin(), sources.end());
  std::unordered_map<std::string, Span> first;
  std::vector<std::string> ids;
  for (const auto& stated : module.claims) {
    const Identifier& id = stated.what.id;
    if (id.text.empty()) continue;
    const auto [at, added] = first.try_emplace(id.text, id.span);
    if (added) {
      ids.push_back(id.text);
      continue;
    }
    context.diagnostics
        .error(210, id.span, fmt::format("the claim `{}` is stated twice", id.text),
               "give one of the two another id; a claim may stand at several places by further `at`s")
        .notes.push_back({at->second, "the first one is here"});
  }
  for (const auto& stated : module.claims) {
    const syntax::ClaimDeclaration& claim = stated.what;
    if (claim.level) levels.check(*claim.level);
    for (const syntax::Place& place : claim.at) {
      if (declared.count(place.source) != 0 || !context.first(211, place.source)) continue;
      report_unknown_source(context.diagnostics, place, sources);
    }
    for (const Identifier& original : claim.repeats) {
      if (first.count(original.text) != 0 || !context.first(214, original.text)) continue;
      report_unknown(context.diagnostics, 214, "claim", original, ids,
                     "`repeats` names the claims that this one says again");
    }
  }
}

void provide_rows(Context& context, Program& program, const knowledge::Module& module, const Levels& levels) {
  const PredicateId claimed = *context.target.find({"claimed", 4, false});
  const PredicateId cites = *context.target.find({"cites", 5, false});
  Pool& pool = context.pool;
  for (std::uint32_t i = 0; i < module.claims.size(); ++i) {
    const syntax::ClaimDeclaration& claim = module.claims[i].what;
    if (claim.id.text.empty()) continue;
    const knowledge::Origin origin{claim.header, i};
    const Value id = pool.name(claim.id.text);
    const Value level = pool.name(levels.of(claim));
    for (const std::string& speaker : first_speakers(claim)) {
      program.facts.edit().push_back(
          {claimed, {id, level, pool.name(speaker), pool.name(syntax::print(claim.basis))}, origin});
    }
    for (const syntax::Place& at : claim.at) {
      program.facts.edit().push_back(
          {cites,
           {id, pool.name(at.source), pool.name(at.section), pool.integer(at.paragraph), pool.integer(at.sentence)},
           origin});
    }
  }
}

// Claims that hold nothing, and so come to bear on nothing.
void report_unused(Context& context, const knowledge::Module& module) {
  std::vector<bool> used(module.claims.size());
  const auto use = [&](const knowledge::Origin& origin) {
    if (origin.claim != knowledge::kNoClaim) used[origin.claim] = true;
  };
  for (const knowledge::FactTable& table : module.facts) {
    for (std::uint32_t row : table.claimed) use(table.origins[row]);
  }
  for (const auto& stated : module.clauses) use(stated.origin);
  for (std::size_t i = 0; i < used.size(); ++i) {
    const syntax::ClaimDeclaration& claim = module.claims[i].what;
    if (used[i] || claim.id.text.empty() || !claim.repeats.empty() || claim.basis == syntax::Basis::remark) continue;
    context.diagnostics.warning(134, claim.id.span, fmt::format("the claim `{}` holds no clause", claim.id.text),
                                "put the facts or rules it states between its braces, or mark it as a `remark`");
  }
}

}  // namespace

void check_claims(Context& context, Program& program, const knowledge::Module& module) {
  Levels levels(context, module);
  std::vector<std::string> sources;
  check_sources(context, module, sources);
  check_trust(context, module, levels);
  check_names(context, module, levels, sources);
  check_scenarios(context, module, levels, sources);
  const std::vector<std::vector<knowledge::ClaimIndex>> originals = check_repeats(context, module);
  program.levels = levels.names();
  program.claim_levels = claim_levels(module, levels);
  provide_rows(context, program, module, levels);
  provide_says(context, program, module, levels, originals);
  if (context.options.list_speakers) list_speakers(context, program, module);
  if (context.options.strict) report_unused(context, module);
}

}  // namespace linchpin::analysis
