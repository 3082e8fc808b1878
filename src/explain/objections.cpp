#include "explain/objections.hpp"

#include <algorithm>

namespace linchpin::explain {
namespace {

using analysis::Operand;
using knowledge::ClaimIndex;

// The facts that something speaks for and that can't hold together with this one, by one pair of contraries.
std::vector<Fact> contraries_of(const World& world, const Fact& fact, const std::vector<Operand>& args,
                                PredicateId other, const std::vector<Operand>& other_args, std::uint32_t variables) {
  analysis::Rule rule;
  rule.head = fact.predicate;
  rule.head_args = args;
  rule.variables = variables;
  rule.variable_names.resize(variables);
  analysis::Literal& literal = rule.body.emplace_back();
  literal.predicate = analysis::supported(other, world.program);
  literal.args = other_args;
  InstanceFinder finder(world, rule, static_cast<std::uint32_t>(args.size()));
  const Instances instances = finder.of(fact.args, engine::kLowest, 0);
  std::vector<Fact> out;
  for (std::uint64_t i = 0; i < instances.count; ++i) {
    Fact contrary{other, {}};
    for (const Operand& o : finder.rule().body.front().args) {
      contrary.args.push_back(value_of(o, instances.row(i)));
    }
    if (contrary != fact) out.push_back(std::move(contrary));
  }
  return out;
}

}  // namespace

std::vector<Fact> contraries(const World& world, const Fact& fact) {
  std::vector<Fact> against;
  for (const analysis::Contraries& c : world.program.contraries) {
    for (const bool first : {true, false}) {
      if ((first ? c.predicate : c.other) != fact.predicate) continue;
      const PredicateId other = first ? c.other : c.predicate;
      if (world.engine.relation(analysis::supported(other, world.program)) == nullptr) continue;
      for (Fact& contrary : contraries_of(world, fact, first ? c.args : c.other_args, other,
                                          first ? c.other_args : c.args, c.variables)) {
        if (std::find(against.begin(), against.end(), contrary) == against.end()) {
          against.push_back(std::move(contrary));
        }
      }
    }
  }
  return against;
}

std::vector<Objection> objections(Slice& slice, const Fact& fact) {
  const World& world = slice.world();
  const std::vector<Fact> against = contraries(world, fact);
  std::vector<Objection> out;
  if (against.empty()) return out;
  std::vector<ClaimIndex> own;
  for (const Statement& clause : slice.clauses(fact)) own.push_back(clause.origin.claim);
  const auto wins = [&](ClaimIndex winner, ClaimIndex loser) {
    return std::any_of(world.module.overrides.begin(), world.module.overrides.end(), [&](const auto& o) {
      return o.what.winner.text == world.module.claims[winner].what.id.text &&
             o.what.loser.text == world.module.claims[loser].what.id.text;
    });
  };
  for (const Fact& contrary : against) {
    const bool holds = world.engine.row(contrary.predicate, contrary.args.data()).has_value();
    for (const Statement& clause : slice.clauses(contrary)) {
      Objection& objection = out.emplace_back(Objection{contrary, clause.origin, clause.level, {}, holds});
      if (clause.origin.claim == knowledge::kNoClaim) continue;
      for (ClaimIndex winner : own) {
        if (winner == knowledge::kNoClaim || !wins(winner, clause.origin.claim)) continue;
        auto& winners = objection.overridden_by;
        if (std::find(winners.begin(), winners.end(), winner) == winners.end()) winners.push_back(winner);
      }
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Objection& a, const Objection& b) { return before(a.clause, b.clause); });
  return out;
}

}  // namespace linchpin::explain
