// Which of two ways a relation is stored or read. Programs run with `choose`, where density and cardinalities decide;
// tests force each way, to hold them against one another.
#pragma once

#include <cstdint>

namespace linchpin::engine {

enum class Use : std::uint8_t { choose, never, always };  // always: wherever it is possible at all

struct Tuning {
  Use dense_set = Use::choose;     // one bit a possible tuple of one or two columns, in place of a hash table
  Use direct_index = Use::choose;  // an index over one column addressed by the value, in place of a hash table
  Use word_union = Use::choose;    // the last join of a rule as unions of bitmaps, word by word
};

}  // namespace linchpin::engine
