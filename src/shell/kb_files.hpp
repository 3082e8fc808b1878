// The files that a command is to go over.
#pragma once

#include <string>
#include <vector>

namespace linchpin::shell {

// Appends the path itself, or of a directory the .kb files below it, sorted; `included` with those whose names begin
// with
// `_`, which others include. Returns what is wrong with the path, or nothing.
std::string collect_files(const std::string& path, bool included, std::vector<std::string>& files);

}  // namespace linchpin::shell
