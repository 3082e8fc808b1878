// The blocks of a file as rows of a table, read on several threads.
#pragma once

#include <functional>

#include "io/block_reader.hpp"
#include "io/joiner.hpp"
#include "io/rows.hpp"

namespace linchpin::io {

// Asks `keep_going` before about every megabyte of a file.
class Asking {
 public:
  explicit Asking(const KeepGoing& keep_going) : keep_going_(keep_going) {}

  // After so many bytes of the file, with those held by now.
  bool goes_on(std::uint64_t read, std::uint64_t held) {
    constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
    unasked_ += read;
    if (!keep_going_ || unasked_ < kMegabyte) return true;
    unasked_ = 0;
    return keep_going_(held);
  }

 private:
  const KeepGoing& keep_going_;
  std::uint64_t unasked_ = std::uint64_t{1} << 20;  // it is asked before the first
};

// All blocks that are left. `reader` makes a reader for each thread. False if it was told to stop.
bool read_blocks(BlockReader& blocks, const std::function<ReadBlock()>& reader, Joiner& joiner, Asking& asking,
                 unsigned threads);

// Memory for the rows of a file, as many as it has if all are as long as those of its beginning.
void reserve(Table& table, const Rows& beginning, std::uint64_t file_bytes);

}  // namespace linchpin::io
