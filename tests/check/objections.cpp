#include "objections.hpp"

#include <algorithm>

#include "syntax/print.hpp"

namespace linchpin::check {
namespace {

std::string text(const std::string& fact, const std::string& level, const std::string& claim, const std::string& clause,
                 const std::set<std::string>& overridden_by, bool holds) {
  std::string out = fact + " [" + level + "] by " + claim + ": " + clause;
  for (const std::string& winner : overridden_by) out += ", overridden by " + winner;
  return out + (holds ? ", and it holds" : "");
}

// All that should be told, as one text each.
std::set<std::string> objections_to(const Fact& fact, const Truth& truth) {
  std::set<std::string> out;
  const naive::Attack& attack = truth.attack();
  if (!attack.is_attackable(fact.predicate)) return out;
  std::set<std::string> own;
  for (const std::size_t c : truth.clauses_of(fact.predicate)) {
    if (truth.applicable(c).contains(fact.args)) own.insert(truth.clauses()[c].ground.claim);
  }
  for (const naive::Signature& s : attack.contraries(fact.predicate)) {
    for (const std::size_t c : truth.clauses_of(s)) {
      const Truth::Stated& clause = truth.clauses()[c];
      for (const auto& [head, level] : truth.applicable(c)) {
        if (!attack.are_contraries(fact.predicate, fact.args, s, head)) continue;
        std::set<std::string> winners;
        for (const std::string& claim : own) {
          if (truth.overrides(claim, clause.ground.claim)) winners.insert(claim);
        }
        const Fact contrary{s, head};
        out.insert(text(print(contrary), truth.levels()[static_cast<std::size_t>(level)], clause.ground.claim,
                        clause.text, winners, truth.level(contrary).has_value()));
      }
    }
  }
  return out;
}

}  // namespace

void check_objections(const Node& node, const Fact& fact, int level, const Truth& truth) {
  std::set<std::string> told;
  for (const Objection& one : node.objections) {
    if (!one.fact) throw Fault{"an objection without a fact"};
    const syntax::Statement read = parse_one(one.ground.clause + ".", truth.base().names);
    const auto* clause = std::get_if<syntax::Clause>(&read.body);
    if (clause == nullptr) throw Fault{"an objection that is no clause: " + one.ground.clause};
    const std::set<std::string> winners(one.overridden_by.begin(), one.overridden_by.end());
    const bool added =
        told.insert(text(print(*one.fact), one.level, one.ground.claim, text_of(*clause), winners, one.holds)).second;
    if (!added || winners.size() != one.overridden_by.size()) throw Fault{"an objection is told twice"};
    if (winners.empty() && !node.definite) throw Fault{"nothing overrides the objection " + print(*one.fact)};
  }
  const std::set<std::string> due = objections_to(fact, truth);
  for (const std::string& one : due) {
    if (!told.contains(one)) throw Fault{"an objection is not told: " + one};
  }
  for (const std::string& one : told) {
    if (!due.contains(one)) throw Fault{"no objection: " + one};
  }
  const std::optional<int> definite = truth.definite(fact);
  if (node.definite && (!definite || *definite > level)) throw Fault{"not definite: " + print(fact)};
}

}  // namespace linchpin::check
