#include "analysis/levels.hpp"

#include <fmt/core.h>

#include "syntax/print.hpp"

namespace linchpin::analysis {

using syntax::Identifier;

namespace {

// The nearest, or one that has the name as one of its words: r07_dependence, for r07 or dependence.
std::string similar_name(const std::string& name, const std::vector<std::string>& candidates) {
  std::string near = nearest(name, candidates);
  for (const std::string& candidate : candidates) {
    if (near.empty() && (candidate.starts_with(name + "_") || candidate.ends_with("_" + name))) near = candidate;
  }
  return near;
}

}  // namespace

std::string unknown_name(std::string_view what, const std::string& name, const std::vector<std::string>& candidates) {
  const std::string near = similar_name(name, candidates);
  if (near.empty()) return fmt::format("unknown {} `{}`", what, name);
  return fmt::format("unknown {} `{}`; did you mean `{}`?", what, name, near);
}

Diagnostic& report_unknown(Diagnostics& diagnostics, std::uint16_t code, std::string_view what, const Identifier& name,
                           const std::vector<std::string>& candidates, std::string hint) {
  Diagnostic& error = diagnostics.error(code, name.span, unknown_name(what, name.text, candidates), std::move(hint));
  error.replacement = syntax::name_if_any(similar_name(name.text, candidates));
  return error;
}

void report_unknown_source(Diagnostics& diagnostics, const syntax::Place& place,
                           const std::vector<std::string>& sources) {
  Diagnostic& error = report_unknown(diagnostics, 211, "source", {place.source, place.span}, sources,
                                     fmt::format("declare it with `source {} \"its title\".`", place.source));
  if (error.replacement.empty()) return;
  error.replacement += fmt::format("/{}/{}.{}", place.section, place.paragraph, place.sentence);
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
  report_unknown(context_.diagnostics, 212, "level", level, names_, listed(names_));
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
