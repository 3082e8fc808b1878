// Rows of a table as lines of text.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "value/pool.hpp"

namespace linchpin::io {

// Appends a row with its line break. REQUIRES: the pool outlives it.
using RowText = std::function<void(std::span<const Value>, std::string&)>;

RowText separated_rows(char separator, const Pool& pool);
RowText json_rows(const std::vector<std::string>& keys, const Pool& pool);

// A first line of names.
std::string separated_header(char separator, const std::vector<std::string>& names);

}  // namespace linchpin::io
