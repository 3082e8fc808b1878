#include "session/conflicts.hpp"

#include <algorithm>
#include <set>

#include "analysis/strata.hpp"
#include "session/answers.hpp"
#include "session/grounds.hpp"
#include "session/sentence.hpp"
#include "syntax/print.hpp"

namespace linchpin::session {
namespace {

using analysis::Contraries;
using analysis::GroundFact;
using analysis::Literal;
using analysis::Operand;
using analysis::PredicateId;
using analysis::Program;
using analysis::Rule;

// Notes for each ground those of the other side that override it.
void note_overrides(std::vector<Ground>& grounds, const std::vector<Ground>& others, const knowledge::Module& module) {
  for (Ground& ground : grounds) {
    for (const auto& overrides : module.overrides) {
      const auto& [winner, loser] = overrides.what;
      if (ground.claim.empty() || loser.text != ground.claim) continue;
      const bool stands =
          std::any_of(others.begin(), others.end(), [&](const Ground& g) { return g.claim == winner.text; });
      if (stands) ground.overridden_by.push_back(winner.text);
    }
    std::sort(ground.overridden_by.begin(), ground.overridden_by.end());
    const auto repeated = std::unique(ground.overridden_by.begin(), ground.overridden_by.end());
    ground.overridden_by.erase(repeated, ground.overridden_by.end());
  }
}

// Where all that may speak for it is, including what is undecided.
PredicateId possibly_supported(PredicateId predicate, const Program& program) {
  const PredicateId out = analysis::supported(predicate, program);
  return program.predicates[out].possible.value_or(out);
}

// Asks for all pairs of tuples of two contraries that something speaks for, as the values of their variables.
analysis::Query pairs(const Contraries& contraries, const Program& program) {
  analysis::Query query;
  query.answer = static_cast<PredicateId>(program.predicates.size());
  analysis::Predicate& answer = query.predicates.emplace_back();
  answer.signature = {"#pairs", contraries.variables, false};
  answer.internal = true;
  answer.arguments.resize(contraries.variables);
  Rule rule;
  rule.head = query.answer;
  rule.variables = contraries.variables;
  rule.variable_names.resize(contraries.variables);
  for (analysis::VariableId v = 0; v < contraries.variables; ++v) rule.head_args.push_back(Operand::var(v));
  Literal literal;
  literal.predicate = possibly_supported(contraries.predicate, program);
  literal.args = contraries.args;
  rule.body.push_back(literal);
  literal.predicate = possibly_supported(contraries.other, program);
  literal.args = contraries.other_args;
  rule.body.push_back(literal);
  query.rules.push_back(std::move(rule));
  query.strata = analysis::stratify(query.rules, {}, program.predicates.size() + 1);
  return query;
}

class Finder {
 public:
  Finder(State& state, engine::Budget& budget) : state_(state), program_(*state.program), budget_(budget) {}

  std::vector<Conflict> run() {
    for (const Contraries& contraries : program_.contraries) find_pairs(contraries);
    std::stable_sort(found_.begin(), found_.end(), [&](const Found& a, const Found& b) { return before(a, b); });
    std::vector<Conflict> out;
    for (const Found& found : found_) {
      Conflict& conflict = out.emplace_back();
      conflict.kind = found.kind;
      for (const GroundFact& fact : found.sides) conflict.sides.push_back(side(fact));
      note_overrides(conflict.sides[0].grounds, conflict.sides[1].grounds, state_.module);
      note_overrides(conflict.sides[1].grounds, conflict.sides[0].grounds, state_.module);
    }
    add_constraints(out);
    return out;
  }

 private:
  struct Found {
    Conflict::Kind kind;
    bool settled;  // one of the two holds
    std::array<GroundFact, 2> sides;
  };

  void find_pairs(const Contraries& contraries) {
    if (state_.engine.relation(contraries.predicate) == nullptr ||
        state_.engine.relation(contraries.other) == nullptr) {
      return;
    }
    const engine::Answers answers = state_.engine.answer(pairs(contraries, program_), budget_);
    const auto tuple = [&](const std::vector<Operand>& args, const Value* variables) {
      std::vector<Value> out;
      for (const Operand& o : args)
        out.push_back(o.kind == Operand::Kind::constant ? o.constant : variables[o.variable]);
      return out;
    };
    const Value nothing;
    for (std::uint64_t r = 0; r < answers.count; ++r) {
      const Value* variables = answers.columns == 0 ? &nothing : answers.values.data() + r * answers.columns;
      Found found{Conflict::Kind::contested,
                  false,
                  {GroundFact{contraries.predicate, tuple(contraries.args, variables), {}},
                   GroundFact{contraries.other, tuple(contraries.other_args, variables), {}}}};
      if (contraries.predicate == contraries.other && compare(found.sides[0], found.sides[1]) >= 0) continue;
      if (!seen_.insert(key(found)).second) continue;
      const bool first = state_.engine.level(found.sides[0]).has_value();
      const bool second = state_.engine.level(found.sides[1]).has_value();
      if (first && second) {
        found.kind = Conflict::Kind::contradiction;
      } else if (!is_weighed(contraries.predicate) && !is_weighed(contraries.other)) {
        continue;  // one of them is undecided, but not because of the other
      }
      found.settled = first || second;
      found_.push_back(std::move(found));
    }
  }

  bool is_weighed(PredicateId predicate) const { return program_.predicates[predicate].weighed; }

  static std::vector<std::uint32_t> key(const Found& found) {
    std::vector<std::uint32_t> out;
    for (const GroundFact& side : found.sides) {
      out.push_back(side.predicate);
      for (Value v : side.args) out.push_back(v.bits());
    }
    return out;
  }

  int compare(const GroundFact& a, const GroundFact& b) const {
    const knowledge::Signature& x = program_.predicates[a.predicate].signature;
    const knowledge::Signature& y = program_.predicates[b.predicate].signature;
    if (const int names = x.name.compare(y.name); names != 0) return names;
    for (std::size_t i = 0; i < a.args.size() && i < b.args.size(); ++i) {
      const auto order = state_.pool.compare(a.args[i], b.args[i]);
      if (order != 0) return order < 0 ? -1 : 1;
    }
    return 0;
  }

  bool before(const Found& a, const Found& b) const {
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.settled != b.settled) return b.settled;
    if (const int first = compare(a.sides[0], b.sides[0]); first != 0) return first < 0;
    return compare(a.sides[1], b.sides[1]) < 0;
  }

  Conflict::Side side(const GroundFact& fact) {
    Conflict::Side out;
    const knowledge::Signature& signature = program_.predicates[fact.predicate].signature;
    out.fact = (signature.denied ? "-" : "") + syntax::print_name(signature.name);
    for (std::size_t i = 0; i < fact.args.size(); ++i) {
      out.fact += (i == 0 ? "(" : ", ") + state_.pool.print(fact.args[i]);
    }
    if (!fact.args.empty()) out.fact += ")";
    out.sentence = sentence(state_, fact.predicate, fact.args);
    std::optional<analysis::Level> level = state_.engine.level(fact);
    out.holds = level.has_value();
    out.undecided = !level && state_.engine.undecided(fact);
    if (out.undecided) {
      out.level = "undecided";
    } else {
      if (!level) level = state_.engine.level({analysis::supported(fact.predicate, program_), fact.args, {}});
      out.level = program_.levels[level.value_or(0)];
    }
    out.grounds = grounds(state_, fact, budget_);
    return out;
  }

  void add_constraints(std::vector<Conflict>& out) const {
    for (const analysis::Constraint& constraint : program_.constraints) {
      const engine::Relation* relation = state_.engine.relation(constraint.violation);
      if (relation == nullptr) continue;
      std::vector<std::uint32_t> rows(relation->rows());
      for (std::uint32_t r = 0; r < relation->rows(); ++r) rows[r] = r;
      std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
        for (std::uint32_t c = 0; c < relation->arity(); ++c) {
          const auto order = state_.pool.compare(relation->at(a, c), relation->at(b, c));
          if (order != 0) return order < 0;
        }
        return false;
      });
      for (std::uint32_t r : rows) {
        Conflict& conflict = out.emplace_back();
        conflict.kind = Conflict::Kind::constraint;
        conflict.constraint = constraint.text;
        for (std::uint32_t c = 0; c < relation->arity(); ++c) {
          conflict.bindings.emplace_back(constraint.variables[c], datum(state_.pool, relation->at(r, c)));
        }
      }
    }
  }

  State& state_;
  const Program& program_;
  engine::Budget& budget_;
  std::vector<Found> found_;
  std::set<std::vector<std::uint32_t>> seen_;
};

}  // namespace

std::vector<Conflict> conflicts(State& state, engine::Budget& budget) { return Finder(state, budget).run(); }

}  // namespace linchpin::session
