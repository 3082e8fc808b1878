#include "io/conveyor.hpp"

#include <thread>
#include <utility>

namespace linchpin::io {

bool Conveyor::run(unsigned threads) {
  threads_ = threads;
  std::vector<std::thread> others;
  others.reserve(threads);
  try {
    while (others.size() + 1 < threads) others.emplace_back([this] { work(); });
  } catch (const std::exception&) {
    // There are no more to be had: those there are do it.
  }
  work();
  for (std::thread& other : others) other.join();
  if (failure_) std::rethrow_exception(failure_);
  return !stopped_;
}

void Conveyor::work() {
  std::unique_lock lock(mutex_);
  try {
    RowReader reader(format_);
    while (!stopped_ && !(at_end_ && joined_ == begun_)) {
      const std::uint64_t most_parts = 2 * std::uint64_t{threads_} + 2;
      if (!joining_ && !ready_.empty() && ready_.begin()->first == joined_) {
        join(lock);
      } else if (!reading_ && !at_end_ && begun_ - joined_ < most_parts) {
        read(reader, lock);
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

void Conveyor::join(std::unique_lock<std::mutex>& lock) {
  std::unique_ptr<Part> part = std::move(ready_.begin()->second);
  ready_.erase(ready_.begin());
  joining_ = true;
  lock.unlock();
  joiner_.join(part->block, part->rows, *part->pool);
  const std::uint64_t held = joiner_.bytes();
  lock.lock();
  held_ = held;
  joining_ = false;
  ++joined_;
  unused_.push_back(std::move(part));
  changed_.notify_all();
}

void Conveyor::read(RowReader& reader, std::unique_lock<std::mutex>& lock) {
  std::unique_ptr<Part> part = unused_part();
  const std::uint64_t number = begun_++;
  const std::uint64_t held = held_ + (begun_ - joined_) * block_bytes_;
  reading_ = true;
  lock.unlock();
  const bool goes_on = asking_.goes_on(held);
  if (goes_on) {
    blocks_.read(part->block);
    asking_.read(part->block.size());
  }
  const bool last = part->block.last;
  lock.lock();
  reading_ = false;
  at_end_ = last;
  stopped_ = stopped_ || !goes_on;
  changed_.notify_all();
  if (stopped_) return;
  lock.unlock();
  part->pool = std::make_unique<Pool>();
  part->rows.clear();
  reader.read(part->block, *part->pool, part->rows);
  lock.lock();
  ready_.emplace(number, std::move(part));
  changed_.notify_all();
}

std::unique_ptr<Conveyor::Part> Conveyor::unused_part() {
  if (unused_.empty()) return std::make_unique<Part>();
  std::unique_ptr<Part> part = std::move(unused_.back());
  unused_.pop_back();
  return part;
}

}  // namespace linchpin::io
