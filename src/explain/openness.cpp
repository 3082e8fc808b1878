#include "explain/openness.hpp"

#include <algorithm>

namespace linchpin::explain {
namespace {

using analysis::Literal;
using analysis::PredicateId;
using analysis::Program;

// The predicates that rules of the user's conclude.
std::vector<bool> concluded(const Program& program) {
  std::vector<bool> out(program.predicates.size());
  for (const analysis::Rule& rule : program.rules) out[rule.head] = !program.predicates[rule.head].weighed;
  for (const analysis::Weighing& weighing : program.weighings) {
    out[weighing.predicate] =
        std::any_of(weighing.clauses.begin(), weighing.clauses.end(), [&](PredicateId part) { return out[part]; });
  }
  return out;
}

template <class Visit>  // visit(head, body)
void each_body(const Program& program, const Visit& visit) {
  for (const analysis::Rule& rule : program.rules) visit(rule.head, rule.body);
  for (const analysis::Aggregation& a : program.aggregations) visit(a.head, a.input.body);
}

// Marks the heads of bodies in which a literal passes the test, which may look at what is marked, until all are.
template <class Test>
void spread(const Program& program, std::vector<bool>& marked, const Test& test) {
  for (bool more = true; more;) {
    more = false;
    each_body(program, [&](PredicateId head, const std::vector<Literal>& body) {
      const bool found = !marked[head] && std::any_of(body.begin(), body.end(),
                                                      [&](const Literal& l) { return analysis::reads(l) && test(l); });
      if (found) marked[head] = more = true;
    });
  }
}

bool has_exceptions(const Program& program) {
  const auto defeasible = [](const auto& clause) { return clause.defeasible; };
  return std::any_of(program.rules.begin(), program.rules.end(), defeasible) ||
         std::any_of(program.facts.begin(), program.facts.end(), defeasible);
}

}  // namespace

Openness::Openness(const Program& program, const analysis::Rule& question) {
  const std::size_t size = program.predicates.size();
  std::vector<bool> asked(size);
  const auto ask = [&](PredicateId, const std::vector<Literal>& body) {
    for (const Literal& l : body) {
      if (analysis::reads(l) && l.predicate < size) asked[l.predicate] = true;
    }
  };
  each_body(program, ask);
  ask(question.head, question.body);
  const bool named = std::any_of(program.predicates.begin(), program.predicates.end(),
                                 [](const analysis::Predicate& p) { return p.assumable; });
  const std::vector<bool> with_rules = concluded(program);
  open.resize(size);
  for (PredicateId p = 0; p < size; ++p) {
    const analysis::Predicate& predicate = program.predicates[p];
    const bool statable = !predicate.internal && !predicate.is_sort && !predicate.provided;
    open[p] = statable && (named ? predicate.assumable : asked[p] && !with_rules[p]);
  }
  within_reach = open;
  spread(program, within_reach,
         [&](const Literal& l) { return l.kind == Literal::Kind::atom && !l.possible && within_reach[l.predicate]; });
  varies = open;
  spread(program, varies, [&](const Literal& l) { return varies[l.predicate]; });
  fades.resize(size);
  for (PredicateId p = 0; p < size; ++p) {
    fades[p] = varies[p] && program.predicates[p].extremum != syntax::Extremum::none;
  }
  // A contrary that nothing speaks for yet is in no rule.
  for (const analysis::Contraries& c : program.contraries) {
    if (!has_exceptions(program)) break;
    fades[c.predicate] = fades[c.predicate] || varies[c.other];
    fades[c.other] = fades[c.other] || varies[c.predicate];
  }
  spread(program, fades,
         [&](const Literal& l) { return l.kind == Literal::Kind::atom ? fades[l.predicate] : varies[l.predicate]; });
}

}  // namespace linchpin::explain
