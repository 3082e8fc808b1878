// What a state leaves for a question to ask for: see State::to_put_off.
#include <algorithm>
#include <chrono>

#include "analysis/demand.hpp"
#include "session/state.hpp"

namespace linchpin::session {

using analysis::PredicateId;
using analysis::Program;

std::vector<bool> State::to_put_off(const Program& next) const {
  if (edit_of_ != nullptr) return {};
  std::vector<std::size_t> facts(next.predicates.size());
  for (const knowledge::FactTable& table : module.facts) {
    if (const auto p = signatures.find(table.signature)) facts[*p] += table.rows();
  }
  for (const analysis::GroundFact& fact : next.facts) ++facts[fact.predicate];
  for (const Imported& i : imported_) facts[i.predicate] += i.table->rows;
  std::size_t all = 0;
  for (const std::size_t some : facts) all += some;
  if (all < fewest_facts_to_put_off) return {};

  std::vector<bool> out(next.predicates.size());
  bool any = false;
  for (const analysis::Stratum& stratum : next.strata) {
    if (stratum.rules.empty() && stratum.aggregations.empty()) continue;
    const auto depends = [&](const std::vector<analysis::Literal>& body) {
      return std::any_of(body.begin(), body.end(),
                         [&](const analysis::Literal& l) { return analysis::reads(l) && out[l.predicate]; });
    };
    const auto has = [&](auto&& holds) {
      return std::any_of(stratum.predicates.begin(), stratum.predicates.end(), holds);
    };
    const bool must =
        std::any_of(stratum.rules.begin(), stratum.rules.end(), [&](auto r) { return depends(next.rules[r].body); }) ||
        std::any_of(stratum.aggregations.begin(), stratum.aggregations.end(),
                    [&](auto a) { return depends(next.aggregations[a].input.body); });
    const bool may =
        stratum.possible.empty() && stratum.decided.empty() && stratum.levelless.empty() && !has([&](PredicateId p) {
          return engine.relation(p) != nullptr || facts[p] != 0 || next.predicates[p].takes_imports ||
                 next.predicates[p].extremum != syntax::Extremum::none;
        });
    if (must && !may) return {};
    if (!must && !(may && stratum.recursive)) continue;
    for (PredicateId p : stratum.predicates) out[p] = true;
    any = true;
  }
  const auto is_needed = [&](PredicateId p) { return out[p]; };
  for (const analysis::Constraint& constraint : next.constraints) {
    if (is_needed(constraint.violation)) return {};
  }
  for (const auto& stated : module.exports) {
    for (PredicateId p = 0; p < out.size(); ++p) {
      if (out[p] && next.predicates[p].signature.name == stated.what.predicate.text) return {};
    }
  }
  return any ? out : std::vector<bool>();
}

bool State::is_put_off(PredicateId predicate) const { return predicate < put_off_.size() && put_off_[predicate]; }

Status State::complete(engine::Budget& budget, Diagnostics& diagnostics) {
  if (put_off_.empty()) return Status::ok;
  const auto started = std::chrono::steady_clock::now();
  const Status status = evaluate(program, {}, budget, diagnostics);
  complete_seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return status;
}

Status State::mend(engine::Budget& budget, Diagnostics& diagnostics) {
  return engine.whole() ? Status::ok : evaluate(program, put_off_, budget, diagnostics);
}

// Evaluates what is put off if that takes no more work than answering without has taken, nor much memory.
void State::try_to_complete(const engine::Budget& budget) {
  constexpr std::uint64_t kMostRows = 20'000'000;
  const std::uint64_t most = std::min(demand_work_, kMostRows);
  engine::Budget part = budget.within(budget.tuples == 0 ? most : std::min(budget.tuples, most));
  Diagnostics unsaid;  // what the question needs is evaluated after it, and says what is wrong
  complete(part, unsaid);
  next_try_ = demand_work_ < kMostRows ? 2 * demand_work_ : ~std::uint64_t{0};
}

Status State::answer(const analysis::Query& query, engine::Budget& budget, Diagnostics& diagnostics,
                     engine::Answers& out) {
  const auto reads_some = [&](const std::vector<analysis::Literal>& body) {
    return std::any_of(body.begin(), body.end(),
                       [&](const analysis::Literal& l) { return analysis::reads(l) && is_put_off(l.predicate); });
  };
  const auto needs_some = [&] {
    return std::any_of(query.rules.begin(), query.rules.end(), [&](const auto& r) { return reads_some(r.body); }) ||
           std::any_of(query.aggregations.begin(), query.aggregations.end(),
                       [&](const auto& a) { return reads_some(a.input.body); });
  };
  if (needs_some() && demand_work_ > next_try_) try_to_complete(budget);
  if (needs_some()) {
    if (const auto part = analysis::demanded(query, *program, signatures, put_off_)) {
      const std::uint64_t before = engine.derivations();
      const Status status = guarded([&] { out = engine.answer(*part, budget); }, diagnostics);
      demand_work_ += engine.derivations() - before;
      ++demanded_answers;
      return status;
    }
    if (const Status status = complete(budget, diagnostics); status != Status::ok) return status;
  }
  return guarded([&] { out = engine.answer(query, budget); }, diagnostics);
}

}  // namespace linchpin::session
