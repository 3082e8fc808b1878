// A file as blocks that end at the end of a line.
#pragma once

#include <cstddef>
#include <vector>

#include "io/byte_source.hpp"

namespace linchpin::io {

// Some bytes of a file. Before them stand kFront bytes of no meaning, so that a reader may look back from the first,
// and behind them a line break as a sentinel.
class Block {
 public:
  static constexpr std::size_t kFront = 16;

  const char* begin() const { return bytes_.data() + kFront; }
  const char* end() const { return begin() + size_; }
  std::size_t size() const { return size_; }
  std::size_t capacity() const { return bytes_.size(); }
  bool last = false;  // no bytes follow it in the file

  void clear() { resize(0); }
  void append(const char* begin, const char* end);
  void drop_front(const char* to);  // the bytes before `to`
  void drop_mark();                 // the byte order mark that it may begin with

 private:
  friend class BlockReader;
  void resize(std::size_t size);

  std::vector<char> bytes_ = std::vector<char>(kFront + 1);
  std::size_t size_ = 0;
};

class BlockReader {
 public:
  // REQUIRES: `source` is open, and outlives this.
  BlockReader(ByteSource& source, std::size_t block_bytes) : source_(source), block_bytes_(block_bytes) {}

  // Puts the bytes that follow into `block`: about as many as a block has, and more where a line is longer. All but the
  // last block end with a line break. REQUIRES: no block was the last.
  void read(Block& block);

 private:
  ByteSource& source_;
  std::size_t block_bytes_;
  std::vector<char> rest_;  // of what was read: the beginning of a line
};

}  // namespace linchpin::io
