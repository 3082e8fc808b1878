// A table as a file of text, whole or not at all.
#pragma once

#include <memory>
#include <string>

#include "io/export.hpp"
#include "io/row_text.hpp"

namespace linchpin::io {

// `head` stands before the rows.
std::unique_ptr<TableWriter> write_text(const std::string& path, std::string head, RowText row);

// What is said of a file that can't be written, by the number of the system's error.
ExportError unwritable(const std::string& path, int code);

}  // namespace linchpin::io
