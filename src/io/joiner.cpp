#include "io/joiner.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace linchpin::io {

void Joiner::read_with_tail(Block& block) {
  tail_.append(block.begin(), block.end());
  tail_.last = block.last;
  if (tail_.size() < wanted_ && !tail_.last) return;
  rows_.clear();
  read_(tail_, pool_, rows_);
  Block whole;
  std::swap(whole, tail_);
  join(whole, rows_);
}

void Joiner::join(Block& block, Rows& rows) {
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const auto begin = rows.columns[c].begin();
    table_.columns[c].insert(table_.columns[c].end(), begin, begin + static_cast<std::ptrdiff_t>(rows.count));
  }
  table_.rows += rows.count;
  for (ImportError& error : rows.errors) {
    if (errors_.size() >= kMostImportErrors) break;
    error.line += lines_ + 1;
    errors_.push_back(std::move(error));
  }
  bad_rows_ += rows.bad;
  lines_ += rows.lines;
  wanted_ = 0;
  if (rows.rest == block.size()) return;
  std::swap(tail_, block);
  tail_.drop_front(tail_.begin() + rows.rest);
  wanted_ = 2 * tail_.size();  // so that a row of many blocks isn't begun anew for each
}

void Joiner::join(Block& block, Rows& rows, const Pool& pool) {
  if (tail_.size() != 0) {
    read_with_tail(block);
    return;
  }
  const Translation to = pool_.absorb(pool);
  if (!to.empty()) {
    for (auto& column : rows.columns) {
      std::transform(column.begin(), column.begin() + static_cast<std::ptrdiff_t>(rows.count), column.begin(),
                     std::cref(to));
    }
  }
  join(block, rows);
}

std::uint64_t Joiner::bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& column : table_.columns) bytes += column.capacity() * sizeof(Value);
  return bytes;
}

}  // namespace linchpin::io
