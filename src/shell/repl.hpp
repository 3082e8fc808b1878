// `linchpin repl`: statements and questions as they are typed, or piped in.
#pragma once

#include <string>
#include <vector>

#include "shell/settings.hpp"

namespace linchpin::shell {

// At a terminal: the prompt, which opens also when a file has errors. From a pipe: the same statements and commands
// without prompt, greeting and echo; each is answered as soon as it is complete. Returns the exit status: of what was
// piped in, as `run` has it; at a terminal 0.
int repl(const Settings& settings, const std::vector<std::string>& files);

// A statement that is complete but for its question mark, with it.
std::string with_question_mark(std::string text);

}  // namespace linchpin::shell
