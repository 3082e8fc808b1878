// Whole files as strings.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace linchpin::io {

// The content, or nothing and why.
std::optional<std::string> read_file(const std::string& path, std::string& why);

// Writes a file whole, by way of one beside it, so that it is never half written. A link leads to the file that is
// written, and who may read or write it stays as it was. Why not, or empty.
std::string write_file(const std::string& path, std::string_view content);

}  // namespace linchpin::io
