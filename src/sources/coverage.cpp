#include "sources/coverage.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "knowledge/repeats.hpp"
#include "syntax/print.hpp"

namespace linchpin::sources {
namespace {

using knowledge::ClaimIndex;
using knowledge::Mentions;
using knowledge::Usage;

// Why a clause merely quotes; empty where it does work.
std::string quoting(const Mentions& clause, const Usage& usage) {
  if (clause.has_string) return "it holds a string";
  for (const knowledge::Predicate& predicate : clause.heads) {
    if (usage.used_once(predicate)) return fmt::format("`{}` stands nowhere else", knowledge::print(predicate));
  }
  for (const std::string& constant : clause.constants) {
    if (usage.names_predicate(constant)) continue;  // a functor that speaks of what a predicate says
    if (usage.used_once(constant)) return fmt::format("`{}` stands nowhere else", syntax::print_name(constant));
  }
  return {};
}

struct Held {
  std::size_t clauses = 0;
  std::vector<std::string> quoting;  // why, once each
  bool works = false;
};

std::string reason(const Held& held) {
  if (held.works) return {};
  if (held.clauses == 0) return "it holds no clause";
  std::string out;
  for (const std::string& why : held.quoting) out += (out.empty() ? "" : "; ") + why;
  return out;
}

}  // namespace

std::vector<std::string> idle_claims(const knowledge::Module& module, const Usage& usage, const Pool& pool) {
  std::vector<Held> held(module.claims.size());
  const knowledge::MentionReader read(module);
  const auto look = [&](ClaimIndex claim, const Mentions& clause) {
    Held& of = held[claim];
    ++of.clauses;
    std::string why = quoting(clause, usage);
    if (why.empty()) {
      of.works = true;
    } else if (std::find(of.quoting.begin(), of.quoting.end(), why) == of.quoting.end()) {
      of.quoting.push_back(std::move(why));
    }
  };
  for (const knowledge::FactTable& table : module.facts) {
    for (const std::uint32_t row : table.claimed) look(table.origins[row].claim, read.of(table, row, pool));
  }
  for (const auto& stated : module.clauses) {
    if (stated.origin.claim == knowledge::kNoClaim) continue;
    if (stated.what.body.empty()) {
      look(stated.origin.claim, read.of(stated.what));
    } else {
      held[stated.origin.claim].works = true;
    }
  }
  const auto originals = knowledge::originals(module);
  std::vector<std::string> out(held.size());
  for (ClaimIndex i = 0; i < held.size(); ++i) {
    const syntax::ClaimDeclaration& claim = module.claims[i].what;
    if (claim.id.text.empty() || claim.basis == syntax::Basis::remark) continue;
    if (claim.repeats.empty()) {
      out[i] = reason(held[i]);
      continue;
    }
    const bool works =
        std::any_of(originals[i].begin(), originals[i].end(), [&](ClaimIndex of) { return held[of].works; });
    if (!works) out[i] = "what it repeats does not count either";
  }
  return out;
}

}  // namespace linchpin::sources
