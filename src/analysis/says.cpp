#include "analysis/says.hpp"

#include <algorithm>
#include <array>

#include "analysis/conjunction.hpp"
#include "analysis/names.hpp"
#include "syntax/print.hpp"

namespace linchpin::analysis {
namespace {

using knowledge::ClaimIndex;
using knowledge::Module;
using syntax::ClaimDeclaration;
using Originals = std::vector<std::vector<ClaimIndex>>;

Value as_term(Pool& pool, const knowledge::Signature& signature, std::span<const Value> args) {
  const Value name = pool.name(signature.name);
  const Value fact = args.empty() ? name : pool.term(name, args);
  return signature.denied ? pool.term(pool.name("-"), {&fact, 1}) : fact;
}

bool has_aggregate(const syntax::Term& term) {
  return term.kind == syntax::Term::Kind::aggregate || std::any_of(term.args.begin(), term.args.end(), has_aggregate);
}

// The fact that a clause states, once its arguments are in order and computed. Nothing for a rule. What is wrong with a
// clause is reported where the program takes it in, so `context` has diagnostics that no one reads.
std::optional<Value> fact_of(Context& context, const knowledge::Stated<syntax::Clause>& stated) {
  const syntax::Clause& clause = stated.what;
  const auto& args = clause.head.args;
  if (!clause.body.empty() || std::any_of(args.begin(), args.end(), has_aggregate)) return std::nullopt;
  const auto head = resolve_head(context, clause.head);
  if (!head) return std::nullopt;
  const std::string text = syntax::print(clause);
  Conjunction fact(context, stated.origin, text);
  fact.head(head->predicate, head->args, clause.head.span);
  fact.solve();
  fact.flatten();
  fact.finish();
  if (fact.failed() || fact.never() || !fact.literals().empty()) return std::nullopt;
  const auto values = fact.ground_head();
  if (!values) return std::nullopt;
  return as_term(context.pool, context.target.predicate(head->predicate).signature, *values);
}

bool has_voice(const ClaimDeclaration& claim) {
  return !claim.by.empty() || (claim.basis == syntax::Basis::stated && !claim.at.empty());
}

// Who says a claim, outermost first, each step of `by` a list of joint speakers.
std::vector<std::vector<Value>> voices(Pool& pool, const ClaimDeclaration& claim) {
  std::vector<std::vector<Value>> out;
  for (const auto& joint : claim.by) {
    out.emplace_back();
    for (const syntax::Identifier& speaker : joint) out.back().push_back(pool.name(speaker.text));
  }
  if (out.empty() && has_voice(claim)) {
    out.emplace_back();
    for (const syntax::Place& at : claim.at) {
      const Value source = pool.name(at.source);
      if (std::find(out.back().begin(), out.back().end(), source) == out.back().end()) out.back().push_back(source);
    }
  }
  return out;
}

// What a claim's braces state, by claim.
struct Stated {
  std::vector<std::vector<Value>> facts;  // only of claims that are said, themselves or by a repeat
  std::vector<bool> any_clause;           // facts and rules
};

std::vector<bool> find_clauses(const Module& module) {
  std::vector<bool> out(module.claims.size());
  for (const knowledge::FactTable& table : module.facts) {
    for (std::uint32_t row : table.claimed) out[table.origins[row].claim] = true;
  }
  for (const auto& clause : module.clauses) {
    if (clause.origin.claim != knowledge::kNoClaim) out[clause.origin.claim] = true;
  }
  return out;
}

Stated read_stated(Context& context, const Module& module, const Originals& originals) {
  Stated out{std::vector<std::vector<Value>>(module.claims.size()), find_clauses(module)};
  std::vector<bool> said(module.claims.size());
  for (ClaimIndex i = 0; i < said.size(); ++i) {
    if (!has_voice(module.claims[i].what)) continue;
    said[i] = true;
    if (out.any_clause[i]) continue;
    for (ClaimIndex original : originals[i]) said[original] = true;
  }
  for (const knowledge::FactTable& table : module.facts) {
    for (std::uint32_t row : table.claimed) {
      const ClaimIndex claim = table.origins[row].claim;
      if (said[claim]) out.facts[claim].push_back(as_term(context.pool, table.signature, table.row(row)));
    }
  }
  Diagnostics unread;
  Context aside(context.target, context.pool, unread, context.options);
  for (const auto& clause : module.clauses) {
    const ClaimIndex claim = clause.origin.claim;
    if (claim == knowledge::kNoClaim || !said[claim]) continue;
    if (const auto fact = fact_of(aside, clause)) out.facts[claim].push_back(*fact);
  }
  return out;
}

}  // namespace

void provide_says(Context& context, Program& program, const Module& module, const Levels& levels,
                  const Originals& originals) {
  if (module.claims.empty()) return;
  Pool& pool = context.pool;
  const PredicateId says = *context.target.find({"says", 3, false});
  const Stated stated = read_stated(context, module, originals);
  for (ClaimIndex i = 0; i < module.claims.size(); ++i) {
    const ClaimDeclaration& claim = module.claims[i].what;
    const std::vector<std::vector<Value>> speakers = voices(pool, claim);
    if (claim.id.text.empty() || speakers.empty()) continue;
    std::vector<Value> said = stated.facts[i];
    if (!stated.any_clause[i]) {
      for (ClaimIndex original : originals[i]) {
        said.insert(said.end(), stated.facts[original].begin(), stated.facts[original].end());
      }
    }
    // From the innermost speakers outwards.
    for (std::size_t step = speakers.size(); step-- > 1;) {
      std::vector<Value> quoted;
      for (Value what : said) {
        for (Value speaker : speakers[step]) quoted.push_back(pool.term(pool.name("says"), std::array{speaker, what}));
      }
      said = std::move(quoted);
    }
    const Value level = pool.name(levels.of(claim));
    for (Value what : said) {
      for (Value speaker : speakers.front()) {
        program.facts.edit().push_back({says, {speaker, what, level}, {claim.header, i}});
      }
    }
  }
}

}  // namespace linchpin::analysis
