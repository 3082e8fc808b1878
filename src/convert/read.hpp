// A text of Souffle's language to its syntax.
#pragma once

#include <vector>

#include "convert/souffle.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// The items of one text, in order, with the comments that stand at them; comments at the end make an item that is
// ignored. What can't be read is put into `diagnostics` (E601), and the reading goes on at what looks like the next
// item.
std::vector<Item> read(const SourceMap& sources, FileId file, Diagnostics& diagnostics);

}  // namespace linchpin::convert
