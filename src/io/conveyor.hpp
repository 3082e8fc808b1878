// Work on a sequence of parts by several threads, of which no trace is left in the result.
//
// Each part goes through three stages. It is begun and finished by one thread at a time and in order; in between, it is
// worked on while others are. Each thread does what is next to be done, and finishing goes before beginning.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace linchpin::io {

// As many as there are processors, within reason: with more, all would wait for the one that finishes parts.
inline unsigned usual_threads() {
  constexpr unsigned kMost = 8;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

// A Part is made by its default constructor, and used again after it is finished.
template <class Part>
class Conveyor {
 public:
  struct Stages {
    std::function<bool(Part&)> begin;   // false: it is the last
    std::function<void(Part&)> work;    // of several at once
    std::function<bool(Part&)> finish;  // false: nothing is left to be done, for this part or the next
  };

  explicit Conveyor(Stages stages) : stages_(std::move(stages)) {}

  // Until the last part is finished, or finish has said that enough is done: then the result is false. Throws what a
  // stage has thrown. Once only; the stages run in this thread and others.
  bool run(unsigned threads) {
    threads_ = threads;
    std::vector<std::thread> others;
    others.reserve(threads);
    try {
      while (others.size() + 1 < threads) others.emplace_back([this] { serve(); });
    } catch (const std::exception&) {
      // There are no more to be had: those there are do it.
    }
    serve();
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
    return !stopped_;
  }

 private:
  using Lock = std::unique_lock<std::mutex>;

  void serve() {
    Lock lock(mutex_);
    try {
      while (!stopped_ && !(at_end_ && finished_ == begun_)) {
        const std::uint64_t most_parts = 2 * std::uint64_t{threads_} + 2;
        if (!finishing_ && !worked_.empty() && worked_.begin()->first == finished_) {
          finish(lock);
        } else if (!beginning_ && !at_end_ && begun_ - finished_ < most_parts) {
          begin_and_work(lock);
        } else {
          changed_.wait(lock);
        }
      }
    } catch (...) {
      if (!lock.owns_lock()) lock.lock();
      if (!failure_) failure_ = std::current_exception();
      stopped_ = true;
    }
    changed_.notify_all();
  }

  void begin_and_work(Lock& lock) {
    std::unique_ptr<Part> part;
    if (!unused_.empty()) {
      part = std::move(unused_.back());
      unused_.pop_back();
    } else {
      part = std::make_unique<Part>();
    }
    const std::uint64_t number = begun_++;
    beginning_ = true;
    lock.unlock();
    const bool last = !stages_.begin(*part);
    lock.lock();
    beginning_ = false;
    at_end_ = last;
    changed_.notify_all();
    lock.unlock();
    stages_.work(*part);
    lock.lock();
    worked_.emplace(number, std::move(part));
    changed_.notify_all();
  }

  void finish(Lock& lock) {
    std::unique_ptr<Part> part = std::move(worked_.begin()->second);
    worked_.erase(worked_.begin());
    finishing_ = true;
    lock.unlock();
    const bool goes_on = stages_.finish(*part);
    lock.lock();
    finishing_ = false;
    stopped_ = stopped_ || !goes_on;
    ++finished_;
    unused_.push_back(std::move(part));
    changed_.notify_all();
  }

  Stages stages_;
  unsigned threads_ = 1;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::map<std::uint64_t, std::unique_ptr<Part>> worked_;  // on, and not finished; by number
  std::vector<std::unique_ptr<Part>> unused_;
  std::uint64_t begun_ = 0;
  std::uint64_t finished_ = 0;
  bool beginning_ = false;
  bool finishing_ = false;
  bool at_end_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace linchpin::io
