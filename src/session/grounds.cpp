#include "session/grounds.hpp"

#include <algorithm>

#include "analysis/strata.hpp"
#include "session/citation.hpp"
#include "session/world.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using analysis::GroundFact;
using analysis::Literal;
using analysis::Operand;
using analysis::PredicateId;
using analysis::Program;
using analysis::Rule;

// A question that holds if the rule derives the values; if `possibly`, also if it may do so, by what is undecided.
std::optional<analysis::Query> instance(const Rule& rule, const std::vector<Value>& values, const Program& program,
                                        bool possibly) {
  analysis::Query query;
  query.answer = static_cast<PredicateId>(program.predicates.size());
  analysis::Predicate& answer = query.predicates.emplace_back();
  answer.signature = {"#holds", 0, false};
  answer.internal = true;
  Rule asked = rule;
  asked.head = query.answer;
  asked.head_args.clear();
  asked.checks.clear();
  asked.level = 0;
  for (Literal& literal : asked.body) {  // an aggregate is over what is decided, and `not` is of what is true
    if (!possibly || literal.kind != Literal::Kind::atom) continue;
    literal.predicate = program.predicates[literal.predicate].possible.value_or(literal.predicate);
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Operand& o = rule.head_args[i];
    if (o.kind == Operand::Kind::constant) {
      if (o.constant != values[i]) return std::nullopt;
      continue;
    }
    Literal literal;
    literal.kind = Literal::Kind::bind;
    literal.variable = o.variable;
    literal.expression.constant = values[i];
    asked.body.insert(asked.body.begin(), std::move(literal));
  }
  query.rules.push_back(std::move(asked));
  query.strata = analysis::stratify(query.rules, {}, program.predicates.size() + 1);
  return query;
}

std::vector<knowledge::Origin> origins_of(State& state, const GroundFact& fact, engine::Budget& budget, bool possibly) {
  const Program& program = *state.program;
  std::vector<knowledge::Origin> origins;
  const knowledge::FactTable* table = state.module.find_table(program.predicates[fact.predicate].signature);
  for (std::size_t r = 0; table != nullptr && r < table->rows(); ++r) {
    const auto row = table->row(r);
    if (!std::equal(row.begin(), row.end(), fact.args.begin())) continue;
    if (level_of(table->origins[r], program) != analysis::kOutside) origins.push_back(table->origins[r]);
  }
  const auto known = [&](const knowledge::Origin& origin) {
    return std::any_of(origins.begin(), origins.end(), [&](const knowledge::Origin& o) {
      return o.span.file == origin.span.file && o.span.begin == origin.span.begin;
    });
  };
  for (PredicateId part : analysis::parts_of(fact.predicate, program)) {
    for (const GroundFact& stated : program.facts) {
      if (stated.predicate == part && stated.args == fact.args && !known(stated.origin)) {
        origins.push_back(stated.origin);
      }
    }
    for (const Rule& rule : program.rules) {
      if (rule.head != part) continue;
      const auto query = instance(rule, fact.args, program, possibly);
      if (query && explain::own_answers(state.engine, *query, budget).count != 0) origins.push_back(rule.origin);
    }
  }
  std::stable_sort(origins.begin(), origins.end(), [](const auto& a, const auto& b) {
    return std::pair(a.span.file, a.span.begin) < std::pair(b.span.file, b.span.begin);
  });
  return origins;
}

}  // namespace

Ground ground_at(const State& state, const knowledge::Origin& origin) {
  Ground out;
  out.clause = state.sources.text(origin.span);
  if (origin.claim == knowledge::kNoClaim) return out;
  const syntax::ClaimDeclaration& claim = state.module.claims[origin.claim].what;
  out.claim = claim.id.text;
  out.gloss = claim.gloss;
  out.basis = syntax::print(claim.basis);
  out.at = places(claim.at);
  out.by = speakers(claim);
  return out;
}

std::vector<Ground> grounds(State& state, const GroundFact& fact, engine::Budget& budget) {
  std::vector<knowledge::Origin> origins = origins_of(state, fact, budget, false);
  if (origins.empty()) origins = origins_of(state, fact, budget, true);
  std::vector<Ground> out;
  for (const knowledge::Origin& origin : origins) out.push_back(ground_at(state, origin));
  return out;
}

}  // namespace linchpin::session
