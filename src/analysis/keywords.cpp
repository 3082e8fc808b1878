#include <fmt/core.h>

#include <array>

#include "analysis/names.hpp"

namespace linchpin::analysis {
namespace {

struct Keyword {
  std::string_view word;
  std::string_view form;  // how what it begins is written
};

// Statements and questions begin with these; before `(` they name a predicate only if one is declared.
constexpr std::array kKeywords = {
    Keyword{"sort", "sort state < actor."},
    Keyword{"entity", "entity china : state \"China\"."},
    Keyword{"predicate", "predicate depends_on(who: actor, on: actor)."},
    Keyword{"source", "source article \"Its title\"."},
    Keyword{"levels", "levels certain > likely > possible."},
    Keyword{"trust", "trust reports likely."},
    Keyword{"claim", "claim c1 \"What it says\" at article/section/1.1 { ... }"},
    Keyword{"overrides", "overrides winner loser."},
    Keyword{"incompatible", "incompatible p(X), q(X)."},
    Keyword{"scenario", "scenario s \"What it is\" { assume p(a). }"},
    Keyword{"constraint", "constraint \"what must not be\" :- p(X), q(X)."},
    Keyword{"include", "include \"other.kb\"."},
    Keyword{"import", "import p(a, b) from \"file.csv\"."},
    Keyword{"export", "export p to \"file.csv\"."},
    Keyword{"assumable", "assumable p/2."},
    Keyword{"retract", "retract p(a)."},
    Keyword{"normally", "normally p(X) :- q(X)."},
    Keyword{"not", "not p(X)"},
    Keyword{"find", "find X where p(X)?"},
    Keyword{"why", "why p(a)?"},
    Keyword{"linchpins", "linchpins of p(a)?"},
    Keyword{"requires", "requires p(a)?"},
    Keyword{"suppose", "suppose p(a): q(X)?"},
    Keyword{"in", "in s: p(X)?"},
    Keyword{"compare", "compare baseline, s: p(X)?"},
    Keyword{"conflicts", "conflicts?"},
    Keyword{"graph", "graph p(X, Y) as svg?"},
    Keyword{"about", "about china?"},
};

}  // namespace

bool is_misused_keyword(Context& context, const knowledge::Signature& signature, Span span) {
  for (const Keyword& keyword : kKeywords) {
    if (keyword.word != signature.name) continue;
    if (const auto id = context.target.find(signature); id && context.target.predicate(*id).declared) return false;
    if (context.first(100, signature.name)) {
      context.diagnostics.error(100, span,
                                fmt::format("`{}` is a word of the language, written `{}`", keyword.word, keyword.form),
                                fmt::format("to name a predicate so, declare it: `predicate {}(...).`", keyword.word));
    }
    return true;
  }
  return false;
}

}  // namespace linchpin::analysis
