// Takes the blocks of a file to a joiner, on several threads.
//
// Each thread does what is next to be done. Joining goes before reading the file; both are done by one thread at a time
// and in the order of the file. What lies between, taking rows out of a block, all threads do at once, each block with
// a small pool of its own: that needs no lock, and is worth while for one thread, too, as the small pool stays in the
// cache, and the large one absorbs it with all its entries in sight.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "io/joiner.hpp"

namespace linchpin::io {

// Asks `keep_going` before about every megabyte of a file.
class Asking {
 public:
  explicit Asking(const KeepGoing& keep_going) : keep_going_(keep_going) {}

  // Before a block is read, with the bytes held by now.
  bool goes_on(std::uint64_t held) {
    constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
    if (!keep_going_ || unasked_ < kMegabyte) return true;
    unasked_ = 0;
    return keep_going_(held);
  }
  void read(std::size_t bytes) { unasked_ += bytes; }

 private:
  const KeepGoing& keep_going_;
  std::uint64_t unasked_ = ~std::uint64_t{0} / 2;  // bytes read since it was asked: the first time, before any
};

class Conveyor {
 public:
  // All outlive this. The format is settled.
  Conveyor(BlockReader& blocks, RowFormat& format, Joiner& joiner, Asking& asking, std::size_t block_bytes)
      : blocks_(blocks), format_(format), joiner_(joiner), asking_(asking), block_bytes_(block_bytes) {}

  // Up to the end of the file. False if it was told to stop. Throws what a thread has thrown. Once only.
  bool run(unsigned threads);

 private:
  struct Part {
    Block block;
    Rows rows;
    std::unique_ptr<Pool> pool;  // of the rows
  };

  void work();
  void join(std::unique_lock<std::mutex>& lock);
  void read(RowReader& reader, std::unique_lock<std::mutex>& lock);
  std::unique_ptr<Part> unused_part();

  BlockReader& blocks_;  // of the thread that is reading
  RowFormat& format_;
  Joiner& joiner_;  // of the thread that is joining
  Asking& asking_;  // of the thread that is reading
  std::size_t block_bytes_;
  unsigned threads_ = 1;

  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::map<std::uint64_t, std::unique_ptr<Part>> ready_;  // for joining, by number
  std::vector<std::unique_ptr<Part>> unused_;
  std::uint64_t begun_ = 0;   // parts, in the order of the file
  std::uint64_t joined_ = 0;  // of these
  std::uint64_t held_ = 0;    // bytes of the table
  bool reading_ = false;
  bool joining_ = false;
  bool at_end_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
};

}  // namespace linchpin::io
