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

Work expected(const plan::Plan& plan, double first_rows) {
  const double each = first_rows / std::max(1.0, plan.steps.front().estimate);
  return {plan.cost * each, plan.steps.back().estimate * each, plan.steps.size()};
}

class InsertParts final : public Parts {
 public:
  InsertParts(Relation& into, const analysis::Rule& rule, std::size_t n) : into_(into), rule_(rule), sinks_(n) {
    into.begin_parts(n);
  }
  Sink& part(std::size_t number, Budget& budget) override {
    return sinks_[number].emplace(into_.part(number), rule_, budget);
  }
  std::uint64_t bytes(std::size_t number) const override { return into_.part_bytes(number); }
  std::uint32_t add() override { return into_.add_parts(sinks_.size()); }
  void give_up() override { into_.give_up_parts(); }

 private:
  Relation& into_;
  const analysis::Rule& rule_;
  std::vector<std::optional<InsertSink>> sinks_;
};

}  // namespace

bool InsertSink::has_parts(const Work& work) const {
  if (!relation_.has_parts()) return false;
  // Without a bitmap every new row is looked up twice. And pairs come in another order once they are taken as unions
  // of bitmaps: that must not begin in one of the parts.
  const Use use = relation_.tuning().parts;
  return use == Use::always || relation_.has_dense_set() || (work.heads < work.rows / 8 && relation_.arity() != 2);
}

std::unique_ptr<Parts> InsertSink::parts(std::size_t n) { return std::make_unique<InsertParts>(relation_, rule_, n); }

bool Evaluator::run_in_parts(const analysis::Rule& rule, Variant& variant, Sink& sink) {
  constexpr double kLeastWork = 1 << 17;  // rows: less takes no longer than what it takes to begin
  const Use use = workspace_.tuning.parts;
  Pipeline& first = *variant.pipeline;
  const std::size_t threads = std::max(budget_.threads, use == Use::always ? 2U : 1U);
  if (use == Use::never || threads < 2 || variant.alone || !first.has_parts()) return false;
  const Work work = expected(*variant.plan, static_cast<double>(first.units()) * kBlock);
  if (use == Use::choose && (first.units() < 2 || work.rows < kLeastWork)) return false;
  if (!sink.has_parts(work)) return false;
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
  const auto pipeline = [&](std::size_t k) -> Pipeline& { return k == 0 ? first : *variant.others[k - 1]; };
  const auto workspace = [&](std::size_t k) -> Workspace& { return k == 0 ? workspace_ : *workspace_.others[k - 1]; };
  const std::uint64_t bytes = budget_.bytes != 0 && budget_.memory ? budget_.memory() : 0;
  const std::uint64_t derivations = workspace_.derivations;
  std::vector<std::vector<std::uint64_t>> actual;
  for (std::size_t k = 0; k < threads; ++k) actual.push_back(pipeline(k).actual());
  const std::unique_ptr<Parts> parts = sink.parts(threads);
  try {
    workspace_.crew->run(threads, [&](std::size_t k) {
      Budget own = budget_;
      own.progress = nullptr;
      own.memory = [&parts, k, bytes, threads] { return bytes + threads * parts->bytes(k); };
      const RoomWatch watch = own.watch();
      const ExpressionEvaluator::Shared shared(workspace(k).expressions);
      pipeline(k).run_units(bounds[k], bounds[k + 1], database_, parts->part(k, own), own);
    });
  } catch (const NotShared&) {  // from now on by one thread
    parts->give_up();
    variant.alone = true;
    workspace_.derivations = derivations;
    for (std::size_t k = 0; k < threads; ++k) {
      pipeline(k).forget_run(std::move(actual[k]));
      if (k != 0) workspace(k).derivations = 0;
    }
    return false;
  } catch (...) {
    parts->give_up();
    throw;
  }
  for (const auto& other : workspace_.others) {
    workspace_.derivations += std::exchange(other->derivations, 0);
  }
  ++workspace_.shared_runs;
  budget_.check(&rule, parts->add());
  return true;
}

}  // namespace linchpin::engine
