// A rule run by several threads.
#include <algorithm>
#include <atomic>
#include <exception>
#include <numeric>

#include "engine/collect_sink.hpp"
#include "engine/evaluator.hpp"
#include "engine/insert_sink.hpp"

namespace linchpin::engine {
namespace {

// Units [out[k], out[k + 1]) are those of part k: about the same weight each, and together those from `first` on that
// weigh at least `enough`, if there are so many.
std::vector<std::size_t> shares(const std::vector<std::uint64_t>& weights, std::size_t first, std::uint64_t enough,
                                std::size_t parts) {
  std::uint64_t left = 0;
  std::size_t end = first;
  while (end < weights.size() && left < enough) left += weights[end++];
  std::vector<std::size_t> out{first};
  std::size_t unit = first;
  for (std::size_t p = parts; p > 1; --p) {
    std::uint64_t share = 0;
    while (unit < end && share + weights[unit] / 2 < left / p) share += weights[unit++];
    left -= share;
    out.push_back(unit);
  }
  out.push_back(end);
  return out;
}

Work expected(const plan::Plan& plan, double first_rows) {
  const double each = first_rows / std::max(1.0, plan.steps.front().estimate);
  return {plan.cost * each, plan.steps.back().estimate * each, plan.steps.size()};
}

class InsertParts final : public Parts {
 public:
  InsertParts(Relation& into, const analysis::Rule& rule, bool scattered, std::size_t n)
      : into_(into), rule_(rule), scattered_(scattered), sinks_(n) {
    into.begin_parts(n);
  }
  std::size_t size() const override { return sinks_.size(); }
  Sink& part(std::size_t number, Budget& budget) override {
    return sinks_[number].emplace(into_.part(number), rule_, budget, scattered_);
  }
  std::uint64_t bytes(std::size_t number) const override { return into_.part_bytes(number); }
  std::uint32_t add() override { return into_.add_parts(sinks_.size()); }
  void give_up() override { into_.give_up_parts(); }

 private:
  Relation& into_;
  const analysis::Rule& rule_;
  bool scattered_;
  std::vector<std::optional<InsertSink>> sinks_;
};

class CollectParts final : public Parts {
 public:
  CollectParts(Relation& into, std::size_t threads) : into_(into) {
    constexpr std::size_t kEach = 16;  // so that no thread waits for long
    for (std::size_t k = 0; k < kEach * threads; ++k) sinks_.emplace_back(into.arity());
  }
  std::size_t size() const override { return sinks_.size(); }
  std::uint64_t at_once() const override { return std::uint64_t{1} << 19; }
  Sink& part(std::size_t number, Budget&) override { return sinks_[number]; }
  std::uint64_t bytes(std::size_t number) const override { return sinks_[number].bytes(); }
  std::uint32_t add() override {
    std::vector<const Buffer<std::uint64_t>*> keys;
    for (const CollectSink& sink : sinks_) keys.push_back(&sink.keys());
    const std::uint32_t added = into_.insert_keys(keys);
    for (CollectSink& sink : sinks_) sink.forget();
    return added;
  }
  void give_up() override {}

 private:
  Relation& into_;
  std::vector<CollectSink> sinks_;
};

}  // namespace

bool InsertSink::has_parts(const Work& work) const {
  if (!relation_.has_parts()) return false;
  if (relation_.tuning().parts == Use::always || relation_.has_dense_set() || collects()) return true;
  // Without a bitmap every new row is looked up twice. And pairs come in another order once they are taken as unions
  // of bitmaps: that must not begin in one of the parts.
  return work.heads < work.rows / 8 && relation_.arity() != 2;
}

std::unique_ptr<Parts> InsertSink::parts(std::size_t n) {
  if (collects()) return std::make_unique<CollectParts>(relation_, n);
  return std::make_unique<InsertParts>(relation_, rule_, scattered_, n);
}

bool Evaluator::run_in_parts(const analysis::Rule& rule, Variant& variant, Sink& sink) {
  constexpr double kLeastWork = 1 << 17;  // rows: less takes no longer than what it takes to begin
  const Use use = workspace_.tuning.parts;
  Pipeline& first = *variant.pipeline;
  const std::size_t threads = std::max(budget_.threads, use == Use::always ? 2U : 1U);
  if (use == Use::never || threads < 2 || variant.alone || !first.has_parts()) return false;
  if (use == Use::choose && first.units() < 2) return false;
  const std::vector<std::uint64_t> weights = first.weigh_units();
  Work work = expected(*variant.plan, static_cast<double>(first.units()) * kBlock);
  const double weight = std::accumulate(weights.begin(), weights.end(), 0.0);
  work.rows = std::max(work.rows, weight);
  if ((use == Use::choose && work.rows < kLeastWork) || !sink.has_parts(work)) return false;
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
  const std::uint64_t derivations = workspace_.derivations;
  std::vector<std::vector<std::uint64_t>> actual;
  for (std::size_t k = 0; k < threads; ++k) actual.push_back(pipeline(k).actual());
  const std::unique_ptr<Parts> parts = sink.parts(threads);
  const double heads_each = std::max(1.0, work.heads / std::max(1.0, weight));  // of a unit of weight
  const auto enough = static_cast<std::uint64_t>(static_cast<double>(parts->at_once()) / heads_each);
  std::vector<std::size_t> bounds{0};
  try {
    do {
      const std::uint64_t bytes = budget_.bytes != 0 && budget_.memory ? budget_.memory() : 0;
      bounds = shares(weights, bounds.back(), enough, parts->size());
      std::atomic<std::size_t> next = threads;  // thread k begins with part k
      std::atomic<std::uint64_t> done = 0;      // bytes
      const auto run_part = [&](std::size_t k, std::size_t part) {
        Budget own = budget_;
        if (k != 0) own.progress = nullptr;
        own.memory = [&, part] { return bytes + done + threads * parts->bytes(part); };
        const RoomWatch watch = own.watch();
        const ExpressionEvaluator::Shared shared(workspace(k).expressions);
        pipeline(k).run_units(bounds[part], bounds[part + 1], database_, parts->part(part, own), own);
        done += parts->bytes(part);
      };
      std::vector<std::exception_ptr> failures(parts->size());
      workspace_.crew->run(threads, [&](std::size_t k) {
        for (std::size_t part = k; part < failures.size(); part = next++) {
          try {
            run_part(k, part);
          } catch (...) {  // all before it are begun, too
            failures[part] = std::current_exception();
            next = failures.size();
          }
        }
      });
      for (const std::exception_ptr& failure : failures) {
        if (failure) std::rethrow_exception(failure);
      }
      budget_.check(&rule, parts->add());
    } while (bounds.back() != weights.size());
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
  return true;
}

}  // namespace linchpin::engine
