// What is known of a name: its declaration and gloss, its citation and level.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "lsp/features.hpp"
#include "syntax/print.hpp"
#include "value/builtins.hpp"

namespace linchpin::lsp {
namespace {

using Kind = Symbol::Kind;
using Role = Occurrence::Role;

std::string code(std::string_view text) { return fmt::format("```linchpin\n{}\n```\n", text); }

std::string places(const std::vector<syntax::Place>& at) {
  std::vector<std::string> out;
  for (const syntax::Place& p : at)
    out.push_back(fmt::format("{}/{}/{}.{}", p.source, p.section, p.paragraph, p.sentence));
  return fmt::format("{}", fmt::join(out, ", "));
}

// A claim: gloss, where it stands, who says so, how sure.
std::string about(const syntax::ClaimDeclaration& claim) {
  std::string out = fmt::format("**{}** {}\n\n", claim.id.text, claim.gloss);
  std::vector<std::string> parts;
  if (!claim.at.empty()) parts.push_back("at " + places(claim.at));
  for (const auto& joint : claim.by) {
    std::vector<std::string> names;
    for (const auto& name : joint) names.push_back(name.text);
    parts.push_back(fmt::format("by {}", fmt::join(names, ", ")));
  }
  if (claim.level) parts.push_back("level " + claim.level->text);
  if (claim.basis != syntax::Basis::stated) parts.emplace_back(syntax::print(claim.basis));
  for (const auto& original : claim.repeats) parts.push_back("repeats " + original.text);
  if (!parts.empty()) out += fmt::format("{}\n", fmt::join(parts, " · "));
  return out;
}

class Hover {
 public:
  Hover(const Context& context, const File& file, const Occurrence& at)
      : at_(at), file_(file), found_(context.workspace.all(file, at.symbol)) {}

  std::string text() {
    switch (at_.symbol.kind) {
      case Kind::predicate:
        return predicate();
      case Kind::variable:
        return {};
      case Kind::file:
        return {};
      case Kind::level:
        return declaration<syntax::LevelsDeclaration>();
      case Kind::claim: {
        const auto* claim = declared<syntax::ClaimDeclaration>();
        return claim == nullptr ? "" : about(*claim);
      }
      case Kind::argument:
        return declaration<syntax::PredicateDeclaration>() + declaration<syntax::FunctorDeclaration>();
      case Kind::scenario: {
        const auto* scenario = declared<syntax::ScenarioDeclaration>();
        if (scenario == nullptr) return {};
        std::string out = fmt::format("**{}** {}\n\n", scenario->id.text, scenario->gloss);
        for (const syntax::Edit& edit : scenario->edits) out += fmt::format("- `{}`\n", syntax::print(edit));
        return out;
      }
      case Kind::source:
        return declaration<syntax::SourceDeclaration>();
      case Kind::constant:
        return constant();
    }
    return {};
  }

 private:
  const syntax::Statement& statement(const Found& f) const { return f.file->names.statements[f.occurrence->statement]; }

  // The statement of that kind that declares it.
  template <class Body>
  const Body* declared() const {
    for (const Found& f : found_) {
      if (f.occurrence->role != Role::declaration) continue;
      if (const auto* body = std::get_if<Body>(&statement(f).body)) return body;
    }
    return nullptr;
  }
  template <class Body>
  std::string declaration() const {
    for (const Found& f : found_) {
      if (f.occurrence->role == Role::declaration && std::holds_alternative<Body>(statement(f).body)) {
        return code(syntax::print(statement(f)));
      }
    }
    return {};
  }

  std::string predicate() const {
    if (const auto builtin = find_builtin(at_.symbol.name)) {
      return code(builtins()[*builtin].usage) + "a builtin\n";
    }
    std::string out = declaration<syntax::SortDeclaration>() + declaration<syntax::PredicateDeclaration>() +
                      declaration<syntax::FunctorDeclaration>();
    std::size_t facts = 0, rules = 0, uses = 0;
    for (const Found& f : found_) {
      if (f.occurrence->role == Role::use) ++uses;
      if (f.occurrence->role != Role::head) continue;
      is_rule(f) ? ++rules : ++facts;
    }
    out += fmt::format("stated {} times, concluded by {} rules, used {} times\n", facts, rules, uses);
    return out + claim_around();
  }

  // Whether the head is that of a rule.
  bool is_rule(const Found& f) const {
    const syntax::StatementBody& body = statement(f).body;
    const auto has_body = [&](const syntax::Clause& c) {
      return c.head.name_span.begin == f.occurrence->begin && !c.body.empty();
    };
    if (const auto* clause = std::get_if<syntax::Clause>(&body)) return has_body(*clause);
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&body);
    return claim != nullptr && std::any_of(claim->clauses.begin(), claim->clauses.end(), has_body);
  }

  // The claim in whose braces the name stands.
  std::string claim_around() const {
    const auto* claim = std::get_if<syntax::ClaimDeclaration>(&file_.names.statements[at_.statement].body);
    return claim == nullptr ? "" : "\n---\n" + about(*claim);
  }

  std::string constant() const {
    std::string out = declaration<syntax::EntityDeclaration>();
    std::map<std::string, std::size_t> of;
    for (const Found& f : found_) {
      if (!f.occurrence->of.empty()) ++of[f.occurrence->of];
    }
    std::vector<std::pair<std::size_t, std::string>> most;
    for (const auto& [predicate, times] : of) most.emplace_back(times, predicate);
    std::sort(most.begin(), most.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    constexpr std::size_t kShown = 6;
    std::vector<std::string> shown;
    for (const auto& [times, predicate] : most) {
      if (shown.size() < kShown) shown.push_back(fmt::format("{} ({})", predicate, times));
    }
    if (!shown.empty())
      out += fmt::format("stands in {}{}\n", fmt::join(shown, ", "), most.size() > kShown ? ", ..." : "");
    return out;
  }

  const Occurrence& at_;
  const File& file_;
  std::vector<Found> found_;
};

}  // namespace

Json hover(const Context& context, const File& file, std::uint32_t offset) {
  const Occurrence* at = file.names.at(offset);
  if (at == nullptr) return nullptr;
  const std::string text = Hover(context, file, *at).text();
  if (text.empty()) return nullptr;
  return {{"contents", {{"kind", "markdown"}, {"value", text}}}, {"range", context.range(file, at->begin, at->end)}};
}

}  // namespace linchpin::lsp
