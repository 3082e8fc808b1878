#include "engine/crew.hpp"

#include <algorithm>
#include <system_error>

namespace linchpin::engine {

Crew::~Crew() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  begun_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void Crew::do_piece(std::size_t piece) {
  const CrewLoan none(nullptr, 1);  // the crew is at work already
  try {
    (*work_)(piece);
  } catch (...) {
    failures_[piece] = std::current_exception();
  }
}

void Crew::run(std::size_t n, const std::function<void(std::size_t)>& work) {
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    pieces_ = n;
    failures_.assign(n, nullptr);
    try {
      while (threads_.size() + 1 < n) threads_.emplace_back([this, i = threads_.size()] { serve(i + 1); });
    } catch (const std::system_error&) {
      // There are no more to be had: this thread does what is left over.
    }
    running_ = std::min(threads_.size(), n - 1);
    ++turn_;
  }
  begun_.notify_all();
  do_piece(0);
  for (std::size_t piece = threads_.size() + 1; piece < n; ++piece) do_piece(piece);
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return running_ == 0; });
  for (const std::exception_ptr& failure : failures_) {
    if (failure) std::rethrow_exception(failure);
  }
}

void Crew::serve(std::size_t number) {
  std::size_t seen = 0;
  std::unique_lock lock(mutex_);
  for (;;) {
    begun_.wait(lock, [&] { return leaving_ || turn_ != seen; });
    if (leaving_) return;
    seen = turn_;
    if (number >= pieces_) continue;
    lock.unlock();
    do_piece(number);
    lock.lock();
    if (--running_ == 0) ended_.notify_one();
  }
}

void CrewLoan::run(const std::function<void(std::size_t)>& work) {
  if (threads() == 1) return work(0);
  std::unique_ptr<Crew>& crew = *current_->crew_;
  if (!crew) crew = std::make_unique<Crew>();
  crew->run(threads(), work);
}

void CrewLoan::share(std::uint32_t n,
                     const std::function<void(std::size_t, std::uint32_t begin, std::uint32_t end)>& work) {
  const std::uint64_t pieces = threads();
  const auto at = [&](std::uint64_t k) { return static_cast<std::uint32_t>(n * k / pieces); };
  run([&](std::size_t k) { work(k, at(k), at(k + 1)); });
}

}  // namespace linchpin::engine
