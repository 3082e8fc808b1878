#include "analysis/levels.hpp"

#include <fmt/core.h>

namespace linchpin::analysis {

using syntax::Identifier;

std::string unknown_name(std::string_view what, const std::string& name, const std::vector<std::string>& candidates) {
  std::string near = nearest(name, candidates);
  // Or one of its words is meant: r07, or dependence, for r07_dependence.
  for (const std::string& candidate : candidates) {
    if (near.empty() && (candidate.starts_with(name + "_") || candidate.ends_with("_" + name))) near = candidate;
  }
  if (near.empty()) return fmt::format("unknown {} `{}`", what, name);
  return fmt::format("unknown {} `{}`; did you mean `{}`?", what, name, near);
}

Levels::Levels(Context& context, const knowledge::Module& module) : context_(context) {
  for (const auto& stated : module.levels) {
    if (&stated != &module.levels.front()) {
      context.diagnostics
          .error(213, stated.origin.span, "levels are declared a second time", "keep one `levels` statement")
          .notes.push_back({module.levels.front().origin.span, "the first time is here"});
      continue;
    }
    for (const Identifier& name : stated.what.names) {
      if (names_.size() == kMostLevels) {
        context.diagnostics.error(
            219, name.span, fmt::format("there are {} levels, and {} at most", stated.what.names.size(), kMostLevels),
            "a finer measure than levels is an argument of a predicate, such as a number");
        break;
      }
      if (name.text == "none" || name.text == "undecided") {
        context.diagnostics.error(225, name.span, fmt::format("no level can be named `{}`", name.text),
                                  name.text == "none" ? "`trust ann none.` says that ann is not believed at all"
                                                      : "it is said of what neither holds nor does not");
        continue;
      }
      if (numbers_.try_emplace(name.text, static_cast<Level>(names_.size())).second) {
        names_.push_back(name.text);
      } else {
        context.diagnostics.error(213, name.span, fmt::format("the level `{}` is listed twice", name.text),
                                  "list each level once, highest first");
      }
    }
  }
  if (names_.empty()) {
    names_.emplace_back("certain");
    numbers_.emplace("certain", Level{0});
  }
}

void Levels::check(const Identifier& level) {
  if (numbers_.count(level.text) != 0 || !context_.first(212, level.text)) return;
  context_.diagnostics.error(212, level.span, unknown_name("level", level.text, names_), listed(names_));
}

std::string listed(const std::vector<std::string>& levels) {
  if (levels.size() == 1) {
    return fmt::format(
        "there is no level but `{}`; declare more, the highest first: `levels certain > likely > possible.`",
        levels.front());
  }
  std::string out = "the levels are ";
  for (std::size_t i = 0; i < levels.size(); ++i) out += (i == 0 ? "" : " > ") + levels[i];
  return out;
}

std::optional<Level> Levels::find(const std::string& name) const {
  const auto at = numbers_.find(name);
  if (at == numbers_.end()) return std::nullopt;
  return at->second;
}

const std::string& Levels::of(const syntax::ClaimDeclaration& claim) const {
  return claim.level ? claim.level->text : names_.front();
}

}  // namespace linchpin::analysis
