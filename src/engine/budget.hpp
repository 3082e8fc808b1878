// Limits on an evaluation, looked at once a block of tuples.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string_view>

#include "analysis/program.hpp"
#include "value/room.hpp"

namespace linchpin::engine {

// Thrown through the evaluation when it must stop; the engine is then as it was before.
struct Stopped {
  enum class Reason : std::uint8_t { interrupted, time, memory, tuples };
  Reason reason;
  const analysis::Rule* rule = nullptr;  // the one that was running
  std::string_view doing;                // where no rule was
};

class Budget {
 public:
  double seconds = 0;        // 0: none
  std::uint64_t bytes = 0;   // 0: none
  std::uint64_t tuples = 0;  // rows added by this evaluation; 0: none
  unsigned threads = 1;      // that an evaluation may use; what comes out does not depend on it
  const std::atomic<bool>* interrupt = nullptr;
  std::function<std::uint64_t()> memory;    // bytes held now
  const analysis::Rule* running = nullptr;  // the rule on whose behalf memory is taken
  // Told now and then of the rule that is running and the rows added so far, in the thread that evaluates.
  std::function<void(const analysis::Rule*, std::uint64_t)> progress;

  // Starts the clock. `doing`: what is said to be stopped where no rule runs.
  void start(std::string_view doing = "while loading facts") {
    doing_ = doing;
    started_ = std::chrono::steady_clock::now();
    added_ = 0;
    ticks_ = 0;
    running = nullptr;
  }
  // The same limits and clock, but for the number of rows: these are counted anew, up to `most`; 0: without limit.
  Budget within(std::uint64_t most) const {
    Budget out = *this;
    out.tuples = most;
    out.added_ = 0;
    return out;
  }
  // Throws Stopped where so many bytes more are too many.
  void ask(std::uint64_t more) const { ask(more, {Stopped::Reason::memory, running, doing_}); }
  void ask(std::uint64_t more, const Stopped& otherwise) const {
    if (bytes != 0 && memory && memory() + more > bytes) throw otherwise;
  }
  // Has large blocks that this thread takes asked for. REQUIRES: the budget outlives it.
  RoomWatch watch() const {
    return RoomWatch([this](std::size_t more) { ask(more); });
  }
  // REQUIRES: called about once a block. Throws Stopped.
  void check(const analysis::Rule* rule, std::uint64_t rows_added) {
    added_ += rows_added;
    if (interrupt != nullptr && interrupt->load(std::memory_order_relaxed)) {
      throw Stopped{Stopped::Reason::interrupted, rule, doing_};
    }
    if (tuples != 0 && added_ > tuples) throw Stopped{Stopped::Reason::tuples, rule, doing_};
    constexpr std::uint32_t kTicksPerLook = 16;  // the clock costs more than a block's share
    if ((ticks_++ % kTicksPerLook) != 0) return;
    if (progress) progress(rule, added_);
    const auto now = std::chrono::steady_clock::now();
    if (seconds > 0 && std::chrono::duration<double>(now - started_).count() > seconds) {
      throw Stopped{Stopped::Reason::time, rule, doing_};
    }
    running = rule;
    if (now < next_sum_) return;
    ask(0);
    // Small blocks can't add up to much within a millisecond; and to sum up thousands of relations takes a while.
    const auto took = std::chrono::steady_clock::now() - now;
    next_sum_ = now + std::max<std::chrono::nanoseconds>(std::chrono::milliseconds(1), 100 * took);
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_sum_;
  std::string_view doing_ = "while loading facts";
  std::uint64_t added_ = 0;
  std::uint32_t ticks_ = 0;
};

}  // namespace linchpin::engine
