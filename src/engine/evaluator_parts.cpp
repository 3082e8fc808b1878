// A rule run by several threads.
#include <algorithm>

#include "engine/evaluator.hpp"
#include "engine/insert_sink.hpp"

namespace linchpin::engine {
namespace {

// Units [out[k], out[k + 1]) are those of part k: about the same weight each.
std::vector<std::size_t> shares(const std::vector<std::uint64_t>& weights, std::size_t parts) {
  std::uint64_t left = 0;
  for (const std::uint64_t w : weights) left += w;
  std::vector<std::size_t> out{0};
  std::size_t unit = 0;
  for (std::size_t p = parts; p > 1; --p) {
    std::uint64_t share = 0;
    while (unit < weights.size() && share + weights[unit] / 2 < left / p) share += weights[unit++];
    left -= share;
    out.push_back(unit);
  }
  out.push_back(weights.size());
  return out;
}

// By the plan's estimates: rows in all, and of the head.
struct Work {
  double rows = 0, heads = 0;
};
Work expected(const plan::Plan& plan, double first_rows) {
  const double each = first_rows / std::max(1.0, plan.steps.front().estimate);
  return {plan.cost * each, plan.steps.back().estimate * each};
}

}  // namespace

bool Evaluator::run_in_parts(const analysis::Rule& rule, Variant& variant, Sink& sink) {
  constexpr double kLeastWork = 1 << 17;  // rows: less takes no longer than what it takes to begin
  const Use use = workspace_.tuning.parts;
  Pipeline& first = *variant.pipeline;
  Relation* into = sink.into();
  const std::size_t threads = std::max(budget_.threads, use == Use::always ? 2U : 1U);
  if (use == Use::never || threads < 2 || into == nullptr || !into->has_parts() || !first.has_parts()) return false;
  if (use == Use::choose) {
    const Work work = expected(*variant.plan, static_cast<double>(first.units()) * kBlock);
    // Without a bitmap every new row is looked up twice. And pairs come in another order once they are taken as unions
    // of bitmaps: that must not begin in one of the parts.
    const bool cheap = into->has_dense_set() || (work.heads < work.rows / 8 && into->arity() != 2);
    if (first.units() < 2 || work.rows < kLeastWork || !cheap) return false;
  }
  const std::vector<std::uint64_t> weights = first.weigh_units();
  const std::vector<std::size_t> bounds = shares(weights, threads);
  if (!workspace_.crew) workspace_.crew = std::make_unique<Crew>();
  while (workspace_.others.size() + 1 < threads) {
    workspace_.others.push_back(std::make_unique<Workspace>(workspace_.pool, workspace_.tuning));
  }
  while (variant.others.size() + 1 < threads) {
    Workspace& own = *workspace_.others[variant.others.size()];
    variant.others.push_back(std::make_unique<Pipeline>(rule, *variant.plan, own));
  }
  for (const auto& other : variant.others) other->prepare_as(first, database_);
  const std::uint64_t bytes = budget_.bytes != 0 && budget_.memory ? budget_.memory() : 0;
  into->begin_parts(threads);
  try {
    workspace_.crew->run(threads, [&](std::size_t k) {
      Relation& part = into->part(k);
      Budget own = budget_;
      own.progress = nullptr;
      own.memory = [&part, bytes, threads] { return bytes + threads * part.bytes(); };
      const RoomWatch watch = own.watch();
      InsertSink adds(part, rule, own);
      (k == 0 ? first : *variant.others[k - 1]).run_units(bounds[k], bounds[k + 1], database_, adds, own);
    });
  } catch (...) {
    into->give_up_parts();
    throw;
  }
  for (const auto& other : workspace_.others) {
    workspace_.derivations += std::exchange(other->derivations, 0);
  }
  ++workspace_.shared_runs;
  budget_.check(&rule, into->add_parts(threads));
  return true;
}

}  // namespace linchpin::engine
