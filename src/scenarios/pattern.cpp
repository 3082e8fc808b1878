#include "scenarios/pattern.hpp"

#include <fmt/core.h>

#include "analysis/names.hpp"

namespace linchpin::scenarios {

bool Pattern::fits(std::span<const Value> row) const {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i] && *args[i] != row[i]) return false;
  }
  return true;
}

std::optional<Pattern> read_pattern(const syntax::Atom& atom, const analysis::Program& program,
                                    const analysis::Signatures& signatures, Pool& pool, Diagnostics& diagnostics) {
  analysis::Query query;
  analysis::Target target(program, signatures, query);
  analysis::Context context(target, pool, diagnostics, {});
  const auto found = analysis::resolve(context, atom);
  if (!found) return std::nullopt;
  const analysis::Predicate& predicate = program.predicates[found->predicate];
  if (predicate.provided || predicate.is_sort) {
    diagnostics.error(
        247, atom.span,
        fmt::format("no clause states `{}`, so it can't be taken back", knowledge::print(predicate.signature)),
        predicate.provided ? "it is filled from the claims: `without claim` takes one of them out with all its rows"
                           : "a thing is of a sort by its `entity` declaration");
    return std::nullopt;
  }
  Pattern out{predicate.signature, {}};
  for (const syntax::Term* term : found->args) {
    Value value;
    if (term == nullptr || (term->kind == syntax::Term::Kind::variable && term->text == "_")) {
      out.args.emplace_back();
    } else if (knowledge::plain_value(*term, pool, value)) {
      out.args.emplace_back(value);
    } else {
      diagnostics.error(243, term->span, "an argument of a fact to take back is a plain value, or `_` for any",
                        "write for instance `deny trade_share(north_korea, china, _)`");
      return std::nullopt;
    }
  }
  return out;
}

}  // namespace linchpin::scenarios
