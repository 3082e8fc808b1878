// Which of two ways a relation is stored or read. Programs run with `choose`, where density and cardinalities decide;
// tests force each way, to hold them against one another.
#pragma once

#include "plan/plan.hpp"

namespace linchpin::engine {

using plan::Use;

struct Tuning {
  Use dense_set = Use::choose;     // one bit a possible tuple of one or two columns, in place of a hash table
  Use ordinal_set = Use::choose;   // the same for any number of columns, whose values are numbered
  Use direct_index = Use::choose;  // an index over one column addressed by the value, in place of a hash table
  Use word_union = Use::choose;    // the last join of a rule as unions of bitmaps, word by word
  Use residual = Use::choose;   // what depends on its own negation as ground rules, once a few rounds did not settle it
  Use intersect = Use::choose;  // atoms that bind the same new variable in one step, each binding by its shortest group
  Use parts = Use::choose;  // a rule by several threads, each a part of what its first step reads, always: by two at
                            // least; and an index by parts
  Use projected_delta = Use::choose;  // what other literals ask of the delta's rows first, the rows themselves last
};

}  // namespace linchpin::engine
