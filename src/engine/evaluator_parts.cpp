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

// A plan run by several threads, each with a pipeline and a workspace of its own.
class SharedRun {
 public:
  // REQUIRES: the variant's pipeline is prepared.
  SharedRun(const analysis::Rule& rule, Variant& variant, Database& database, Workspace& workspace, Budget& budget,
            std::size_t threads)
      : variant_(variant), database_(database), workspace_(workspace), budget_(budget), threads_(threads) {
    if (!workspace.crew) workspace.crew = std::make_unique<Crew>();
    while (workspace.others.size() + 1 < threads) {
      workspace.others.push_back(std::make_unique<Workspace>(workspace.pool, workspace.tuning));
    }
    while (variant.others.size() + 1 < threads) {
      Workspace& own = *workspace.others[variant.others.size()];
      variant.others.push_back(std::make_unique<Pipeline>(rule, *variant.plan, own));
    }
    for (const auto& other : variant.others) other->prepare_as(*variant.pipeline, database);
    for (std::size_t k = 0; k < threads; ++k) {
      actual_.push_back(pipeline(k).actual());
      derivations_.push_back(workspace_of(k).derivations);
    }
  }

  // Part p gets what units [bounds[p], bounds[p + 1]) find. Throws what the first part threw that threw anything.
  void run(const std::vector<std::size_t>& bounds, Parts& parts) {
    const std::uint64_t before = budget_.bytes != 0 && budget_.memory ? budget_.memory() : 0;
    std::atomic<std::size_t> next = threads_;  // thread k begins with part k
    std::atomic<std::uint64_t> done = 0;       // bytes
    const auto run_part = [&](std::size_t k, std::size_t part) {
      Budget own = budget_;
      if (k != 0) own.progress = nullptr;
      own.memory = [&, part] { return before + done + threads_ * parts.bytes(part); };
      const RoomWatch watch = own.watch();
      const ExpressionEvaluator::Shared shared(workspace_of(k).expressions);
      pipeline(k).run_units(bounds[part], bounds[part + 1], database_, parts.part(part, own), own);
      done += parts.bytes(part);
    };
    std::vector<std::exception_ptr> failures(parts.size());
    workspace_.crew->run(threads_, [&](std::size_t k) {
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
  }

  // As if it had not been.
  void forget() {
    for (std::size_t k = 0; k < threads_; ++k) {
      pipeline(k).forget_run(std::move(actual_[k]));
      workspace_of(k).derivations = derivations_[k];
    }
  }
  void count() {
    for (const auto& other : workspace_.others) {
      workspace_.derivations += std::exchange(other->derivations, 0);
    }
    ++workspace_.shared_runs;
  }

 private:
  Pipeline& pipeline(std::size_t k) { return k == 0 ? *variant_.pipeline : *variant_.others[k - 1]; }
  Workspace& workspace_of(std::size_t k) { return k == 0 ? workspace_ : *workspace_.others[k - 1]; }

  Variant& variant_;
  Database& database_;
  Workspace& workspace_;
  const Budget& budget_;
  std::size_t threads_;
  std::vector<std::vector<std::uint64_t>> actual_;  // rows that the steps passed on before, by thread
  std::vector<std::uint64_t> derivations_;          // likewise
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

void Evaluator::run_units(const analysis::Rule& rule, Variant& variant, Sink& sink) {
  Pipeline& pipeline = *variant.pipeline;
  const std::size_t units = pipeline.units();
  const auto rows = [](const std::vector<std::uint64_t>& actual) {
    return std::accumulate(actual.begin(), actual.end(), std::uint64_t{0});
  };
  const std::uint64_t before = rows(pipeline.actual());
  std::vector<std::uint64_t> weights;
  double each = Pipeline::rows_each(*variant.plan);
  for (std::size_t next = 0; next < units;) {
    std::size_t last = next + 1;
    if (!sink.is_early()) {
      // Estimates are often far too low: what was done by now tells more.
      if (next != 0) {
        each = std::max(each, static_cast<double>(rows(pipeline.actual()) - before) / pipeline.rows_in(0, next));
      }
      if (run_in_parts(rule, variant, next, each, weights, sink)) return;
      last = budget_.threads < 2 ? units : std::min(units, std::max(last, 2 * next));
    }
    pipeline.run_units(next, last, database_, sink, budget_);
    next = last;
  }
}

bool Evaluator::run_in_parts(const analysis::Rule& rule, Variant& variant, std::size_t first, double each,
                             std::vector<std::uint64_t>& weights, Sink& sink) {
  constexpr double kLeastWork = 1 << 17;  // rows: less takes no longer than what it takes to begin
  const Use use = workspace_.tuning.parts;
  const plan::Plan& plan = *variant.plan;
  Pipeline& pipeline = *variant.pipeline;
  const std::size_t threads = std::max(budget_.threads, use == Use::always ? 2U : 1U);
  if (use == Use::never || threads < 2 || variant.alone || !pipeline.has_parts()) return false;
  if (use == Use::choose && pipeline.units() < first + 2) return false;
  if (weights.empty()) weights = pipeline.weigh_units();
  const double weight = std::accumulate(weights.begin() + static_cast<std::ptrdiff_t>(first), weights.end(), 0.0);
  const double rows = pipeline.rows_in(first, weights.size());
  const Work work{std::max(each * rows, weight),
                  plan.steps.back().estimate / std::max(1.0, plan.steps.front().estimate) * rows, plan.steps.size()};
  if ((use == Use::choose && work.rows < kLeastWork) || !sink.has_parts(work)) return false;
  SharedRun shared(rule, variant, database_, workspace_, budget_, threads);
  const std::unique_ptr<Parts> parts = sink.parts(threads);
  const double heads_each = std::max(1.0, work.heads / std::max(1.0, weight));  // of a unit of weight
  const auto enough = static_cast<std::uint64_t>(static_cast<double>(parts->at_once()) / heads_each);
  std::vector<std::size_t> bounds{first};
  try {
    do {
      bounds = shares(weights, bounds.back(), enough, parts->size());
      shared.run(bounds, *parts);
      budget_.check(&rule, parts->add());
    } while (bounds.back() != weights.size());
  } catch (const NotShared&) {  // from now on by one thread
    parts->give_up();
    shared.forget();
    variant.alone = true;
    return false;
  } catch (...) {
    parts->give_up();
    throw;
  }
  shared.count();
  return true;
}

}  // namespace linchpin::engine
