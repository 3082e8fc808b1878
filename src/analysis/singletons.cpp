#include "analysis/singletons.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace linchpin::analysis {
namespace {

using Uses = std::map<std::string_view, std::pair<int, Span>>;

void count(const std::vector<syntax::Literal>& body, Uses& uses);

void count(const syntax::Term& term, Uses& uses) {
  if (term.kind == syntax::Term::Kind::variable && term.text[0] != '_') {
    auto& [times, span] = uses.try_emplace(term.text, 0, term.span).first->second;
    ++times;
  }
  for (const syntax::Term& arg : term.args) count(arg, uses);
  if (term.body) count(*term.body, uses);
}

void count(const std::vector<syntax::Literal>& body, Uses& uses) {
  for (const syntax::Literal& literal : body) {
    for (const syntax::Term& arg : literal.atom.args) count(arg, uses);
    for (const syntax::Term& side : literal.sides) count(side, uses);
  }
}

}  // namespace

void warn_of_singletons(Context& context, const std::vector<syntax::Term>& head,
                        const std::vector<syntax::Literal>& body) {
  Uses uses;
  for (const syntax::Term& arg : head) count(arg, uses);
  count(body, uses);
  std::vector<std::pair<Span, std::string_view>> once;
  for (const auto& [name, use] : uses) {
    if (use.first == 1) once.emplace_back(use.second, name);
  }
  if (once.empty()) return;
  std::sort(once.begin(), once.end(), [](const auto& a, const auto& b) { return a.first.begin < b.first.begin; });
  const std::string_view first = once.front().second;
  if (once.size() == 1) {
    context.diagnostics.warning(130, once.front().first, fmt::format("the variable `{}` is used only once", first),
                                fmt::format("if it is no slip, write `_`, or `_{}`", first));
    return;
  }
  std::string names, question;
  for (std::size_t i = 0; i < once.size(); ++i) {
    names += fmt::format("{}`{}`", i == 0 ? "" : i + 1 == once.size() ? " and " : ", ", once[i].second);
    if (once.size() == 2 && !nearest(first, {std::string(once[1].second)}).empty()) question = "should they be one? ";
  }
  context.diagnostics.warning(130, once.front().first, fmt::format("the variables {} are used only once each", names),
                              fmt::format("{}where it is no slip, write `_`, or `_{}`", question, first));
}

}  // namespace linchpin::analysis
