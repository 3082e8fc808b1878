// `linchpin test`: .kb files against the expectations in their comments.
#pragma once

#include <string>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::shell {

// What one file came to: empty when all is as expected, else lines that say what is not.
std::string test_file(const std::string& path, Settings settings);

// All files, and the *.kb files below directories (but those whose names begin with `_`, which others include). Prints
// a line a file, and what differs; then how many passed. Returns the exit status.
int test(const Settings& settings, const std::vector<std::string>& paths);

// The options a file may set for itself: --strict, --limit-time, --limit-memory, --limit-tuples, --allow-path. Returns
// what is wrong with them, or nothing.
std::string apply_options(const std::vector<std::string>& words, const std::string& directory, Settings& settings);

}  // namespace linchpin::shell
