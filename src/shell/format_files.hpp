// `linchpin fmt`: files in their canonical layout.
#pragma once

#include <string>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::shell {

// Lays the files out, and all .kb files below directories; `-` is standard input, laid out on standard output. Prints
// the names of the files that differ, which are written anew, whole, unless this is only to `check`; then one that
// differs is an error. A file with errors is left alone. Returns the exit status.
int format_files(const Settings& settings, const std::vector<std::string>& paths, bool check);

}  // namespace linchpin::shell
