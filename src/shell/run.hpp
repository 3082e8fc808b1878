// The commands that load files and end: run, ask, check. Each returns the exit status.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::shell {

// Loads the files and answers the questions in them; "-" is standard input.
int run(const Settings& settings, const std::vector<std::string>& files);

// Loads the files and answers one question; those in the files are only checked.
int ask(const Settings& settings, const std::vector<std::string>& files, std::string_view question);

// Diagnostics only. `stage` is empty or what to print: "ast", "program" or "plan".
int check(const Settings& settings, const std::vector<std::string>& files, const std::string& stage);

}  // namespace linchpin::shell
