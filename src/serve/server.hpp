// For programs in other languages: requests and answers as lines of JSON. docs/embedding.md tells them.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::serve {

// Loads the files, if there are any, and answers requests until the input ends. The return value is the exit status.
int serve(const shell::Settings& settings, const std::vector<std::string>& files, std::FILE* in, std::FILE* out);

}  // namespace linchpin::serve
