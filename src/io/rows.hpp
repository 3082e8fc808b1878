// What was read of a block of a table: columns of values, and what was wrong.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "io/block_reader.hpp"
#include "io/import.hpp"

namespace linchpin::io {

// What was read of a block, up to `rest`.
struct Rows {
  std::vector<std::vector<Value>> columns;  // of each the first `count` are set
  std::size_t count = 0;
  std::uint64_t lines = 0;  // line breaks up to `rest`
  std::uint64_t bad = 0;
  std::vector<ImportError> errors;  // of the first bad rows; lines are counted from 0
  std::size_t rest = 0;             // the offset of what follows: at last, of a row that goes on beyond the block

  void clear() {
    count = 0;
    lines = 0;
    bad = 0;
    errors.clear();
    rest = 0;
  }
};

// Reads on from `rows.rest`. Keeps what it needs from one block to the next, so each thread has one of its own.
using ReadBlock = std::function<void(const Block&, Pool&, Rows&)>;

}  // namespace linchpin::io
