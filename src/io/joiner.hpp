// Puts together what was read of each block of a table, in the order of the file.
//
// A block is read as if a row began with it. Where the row before goes on beyond its own block, which takes a line
// break within quotes, that was wrong: then what is left of the one block and the other are read again as one.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "io/rows.hpp"

namespace linchpin::io {

class Joiner {
 public:
  // What is referred to outlives this. `table` has its columns, which are empty.
  Joiner(ReadBlock read, Pool& pool, Table& table, std::vector<ImportError>& errors)
      : read_(std::move(read)), pool_(pool), table_(table), errors_(errors) {}

  // The next block, which was read with the pool of the whole, or with one of its own. May leave another in its place.
  void join(Block& block, Rows& rows);
  void join(Block& block, Rows& rows, const Pool& pool);

  std::uint64_t bad_rows() const { return bad_rows_; }
  std::uint64_t bytes() const;  // that the table holds

 private:
  void read_with_tail(Block& block);

  ReadBlock read_;  // for what has to be read again
  Pool& pool_;
  Table& table_;
  std::vector<ImportError>& errors_;
  Rows rows_;
  Block tail_;              // what is to be read with the next block
  std::size_t wanted_ = 0;  // how long it is to be
  std::uint64_t lines_ = 0;
  std::uint64_t bad_rows_ = 0;
};

}  // namespace linchpin::io
