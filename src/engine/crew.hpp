// Threads that wait for work: one piece for each, and the caller does the first.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
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

}  // namespace linchpin::engine
