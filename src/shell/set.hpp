// What can be set at the prompt.
#pragma once

#include <string>
#include <vector>

#include "shell/shell.hpp"

namespace linchpin::shell {

std::vector<std::string> setting_names();

// `:set`, `:set OPTION`, `:set OPTION VALUE`.
void set(Shell& shell, const std::string& argument);

}  // namespace linchpin::shell
