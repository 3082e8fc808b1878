// What a message's code means, as docs/errors.md has it.
#pragma once

#include <string>
#include <string_view>

#include "shell/settings.hpp"

namespace linchpin::shell {

// The entry of a code, "E012", "w101" or "12", as text for a terminal; empty where there is none.
std::string explanation(std::string_view code, bool colour);

// `linchpin explain CODE`; returns the exit status.
int explain(const Settings& settings, const std::string& code);

}  // namespace linchpin::shell
