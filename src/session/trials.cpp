#include "session/trials.hpp"

#include <algorithm>

#include "session/conflicts.hpp"

namespace linchpin::session {
namespace {

using explain::Fact;

constexpr std::uint64_t kMostTrials = 100;
constexpr std::uint64_t kFewestTrials = 4;
constexpr std::uint64_t kMostTuples = 2'000'000;  // over all trials
constexpr std::uint64_t kMostMore = 100'000;      // tuples of one: with some values a rule may go on without end

std::vector<std::vector<std::uint32_t>> key_of(const std::vector<Fact>& facts) {
  std::vector<std::vector<std::uint32_t>> out;
  for (const Fact& fact : facts) {
    std::vector<std::uint32_t> one{fact.predicate};
    for (Value v : fact.args) one.push_back(v.bits());
    out.push_back(std::move(one));
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

Trials::Trials(State& base, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics)
    : base_(base), question_(question), budget_(budget), diagnostics_(diagnostics) {
  question_.kind = syntax::Question::Kind::plain;
  most_ = std::clamp(kMostTuples / (base.engine.tuples() + 1), kFewestTrials, kMostTrials);
}

const TrialOutcome* Trials::of(const std::vector<Fact>& facts, Status& status) {
  const auto [at, added] = outcomes_.try_emplace(key_of(facts));
  if (added) status = run(facts, at->second);
  return status == Status::ok ? &at->second : nullptr;
}

Status Trials::run(const std::vector<Fact>& facts, TrialOutcome& out) {
  knowledge::Module edited = base_.module;
  edited.scenarios = {};
  for (const Fact& fact : facts) {
    knowledge::FactTable& table = edited.table(base_.signatures[fact.predicate]);
    table.values.insert(table.values.end(), fact.args.begin(), fact.args.end());
    table.origins.push_back({question_.body.front().span, knowledge::kNoClaim});
  }
  State state(base_, std::move(edited), {});
  const std::uint64_t most = 4 * base_.engine.tuples() + kMostMore;
  const bool own = budget_.tuples == 0 || most < budget_.tuples;
  engine::Budget within = budget_.within(own ? most : budget_.tuples);
  within.memory = [&] { return base_.bytes() + state.bytes_beside(base_); };
  Diagnostics found;
  const auto endless = [&](Status status) {
    const auto& all = found.all();
    out.endless = own && status == Status::limit &&
                  std::any_of(all.begin(), all.end(), [](const Diagnostic& d) { return d.code == kStopTuples; });
    return out.endless;
  };
  const Status added = state.add({}, within, found);
  if (added == Status::error || endless(added)) return Status::ok;  // facts that can't be stated do not do
  if (added != Status::ok) return stopped(added, found);
  const auto query = analysis::analyse(question_, *state.program, state.signatures, state.pool, found);
  if (!query) return Status::ok;
  const Status asked = state.guarded(
      [&] {
        const engine::Answers answers = state.engine.answer(*query, within);
        analysis::Level best = analysis::kOutside;
        for (std::uint64_t r = 0; r < answers.count; ++r) {
          best = std::min(best, answers.levels.empty() ? analysis::Level{0} : answers.levels[r]);
        }
        out.holds = best != analysis::kOutside;
        if (!out.holds) return;
        out.level = state.program->levels[best];
        out.conflicts = conflicts(state, within);
      },
      found);
  return asked == Status::ok || asked == Status::error || endless(asked) ? Status::ok : stopped(asked, found);
}

Status Trials::stopped(Status status, const Diagnostics& found) {
  for (const Diagnostic& d : found.all()) {
    if (d.severity == Severity::error) diagnostics_.add(d);
  }
  return status;
}

}  // namespace linchpin::session
