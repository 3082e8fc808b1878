#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "analysis/declarations.hpp"

namespace linchpin::analysis {
namespace {

using syntax::Edit;
using syntax::Identifier;
using syntax::Place;
using syntax::ScenarioDeclaration;

class Checker {
 public:
  Checker(Context& context, const knowledge::Module& module) : context_(context) {
    for (const auto& stated : module.scenarios) {
      const ScenarioDeclaration& scenario = stated.what;
      const auto [at, added] = by_id_.try_emplace(scenario.id.text, &scenario);
      if (added) {
        ids_.push_back(scenario.id.text);
        continue;
      }
      context.diagnostics
          .error(241, scenario.id.span, fmt::format("the scenario `{}` is stated twice", scenario.id.text),
                 fmt::format("give one of the two another name; `scenario other extends {} {{ ... }}` goes on from one",
                             scenario.id.text))
          .notes.push_back({at->second->id.span, "the first one is here"});
    }
  }

  void check_extended(const ScenarioDeclaration& scenario) {
    for (const Identifier& extended : scenario.extends) {
      if (!by_id_.contains(extended.text)) {
        report_unknown(context_.diagnostics, 240, "scenario", extended, ids_,
                       "`extends` names the scenario that this one goes on from");
      } else if (reaches(extended.text, scenario.id.text, 0)) {
        context_.diagnostics.error(242, extended.span,
                                   fmt::format("`{}` extends itself, by way of `{}`", scenario.id.text, extended.text),
                                   "take one of the `extends` out");
      }
    }
  }

  void check_sources(const std::vector<Place>& places, const std::vector<std::string>& sources) {
    for (const Place& place : places) {
      const bool declared = std::find(sources.begin(), sources.end(), place.source) != sources.end();
      if (declared || !context_.first(211, place.source)) continue;
      report_unknown_source(context_.diagnostics, place, sources);
    }
  }

 private:
  bool reaches(const std::string& from, const std::string& to, std::size_t steps) const {
    if (from == to) return true;
    const auto at = by_id_.find(from);
    if (at == by_id_.end() || steps > by_id_.size()) return false;
    return std::any_of(at->second->extends.begin(), at->second->extends.end(),
                       [&](const Identifier& next) { return reaches(next.text, to, steps + 1); });
  }

  Context& context_;
  std::unordered_map<std::string, const ScenarioDeclaration*> by_id_;
  std::vector<std::string> ids_;
};

}  // namespace

void check_scenarios(Context& context, const knowledge::Module& module, Levels& levels,
                     const std::vector<std::string>& sources) {
  Checker checker(context, module);
  for (const auto& stated : module.scenarios) {
    checker.check_extended(stated.what);
    checker.check_sources(stated.what.at, sources);
    for (const Edit& edit : stated.what.edits) {
      if (edit.kind == Edit::Kind::without_below) levels.check(edit.name);
      if (edit.kind == Edit::Kind::trust && edit.level.text != "none") levels.check(edit.level);
      if (edit.kind != Edit::Kind::claim) continue;
      if (edit.claim->level) levels.check(*edit.claim->level);
      checker.check_sources(edit.claim->at, sources);
    }
  }
}

}  // namespace linchpin::analysis
