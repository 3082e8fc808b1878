// `linchpin convert`: a program of another language as a knowledge base.
#pragma once

#include <string>

#include "shell/settings.hpp"

namespace linchpin::shell {

// Writes what the Souffle program in the file becomes to `target`, or to standard output where that is empty; nothing
// where some of it has no counterpart, which is told. Returns the exit status.
int convert(const Settings& settings, const std::string& path, const std::string& target);

}  // namespace linchpin::shell
