#include "analysis/singletons.hpp"

#include <fmt/core.h>

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
  for (const auto& [name, use] : uses) {
    if (use.first != 1) continue;
    context.diagnostics.warning(130, use.second, fmt::format("the variable `{}` is used only once", name),
                                fmt::format("if it is no slip, write `_`, or `_{}`", name));
  }
}

}  // namespace linchpin::analysis
