// A cell of CSV or TSV as text.
#pragma once

#include <string>
#include <string_view>

namespace linchpin::io {

// Appends the cell, quoted as in RFC 4180 where it holds the separator, a quote, a line break or outer blanks, or where
// it is empty and `alone` in its row: an unquoted one would read as a blank line.
void append_cell(std::string_view text, char separator, bool alone, std::string& out);

}  // namespace linchpin::io
