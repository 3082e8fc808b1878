// Threads that wait for work: one piece for each, and the caller does the first.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace linchpin::engine {

class Crew {
 public:
  Crew() = default;
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // Runs work(0) to work(n - 1) at once and returns when all have ended. Throws what the piece with the least number
  // threw that threw anything, so that it does not depend on time. Threads are made when first needed, and stay.
  // REQUIRES: called by one thread at a time.
  void run(std::size_t n, const std::function<void(std::size_t)>& work);

 private:
  void serve(std::size_t number);
  void do_piece(std::size_t piece);

  std::mutex mutex_;
  std::condition_variable begun_, ended_;
  std::vector<std::thread> threads_;  // the i-th does piece i + 1
  const std::function<void(std::size_t)>* work_ = nullptr;
  std::vector<std::exception_ptr> failures_;  // by piece
  std::size_t pieces_ = 0;
  std::size_t running_ = 0;  // pieces of the threads that have not ended
  std::size_t turn_ = 0;     // counts calls of run
  bool leaving_ = false;
};

// While one lives, what its thread does that knows of no evaluation, as the making of an index, may be done by several
// threads. The one made last counts.
class CrewLoan {
 public:
  // `crew` is made when it is first needed. Without one there is one thread alone.
  CrewLoan(std::unique_ptr<Crew>* crew, unsigned threads)
      : crew_(crew), threads_(std::max(threads, 1U)), before_(current_) {
    current_ = this;
  }
  ~CrewLoan() { current_ = before_; }
  CrewLoan(const CrewLoan&) = delete;
  CrewLoan& operator=(const CrewLoan&) = delete;

  static std::size_t threads() { return current_ == nullptr ? 1 : current_->threads_; }
  // As Crew::run, with as many pieces as there are threads.
  static void run(const std::function<void(std::size_t)>& work);
  // Calls work(k, begin, end) once in each thread: the ranges are [0, n) in order, each about as long.
  static void share(std::uint32_t n,
                    const std::function<void(std::size_t, std::uint32_t begin, std::uint32_t end)>& work);

 private:
  std::unique_ptr<Crew>* crew_;
  std::size_t threads_;
  CrewLoan* before_;
  inline static thread_local CrewLoan* current_ = nullptr;
};

}  // namespace linchpin::engine
