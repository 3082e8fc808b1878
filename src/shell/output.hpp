// Standard output and standard error.
#pragma once

#include <string_view>

namespace linchpin::shell {

// Writes to standard output and flushes, so that nothing is held back behind an answer. A reader that has gone ends the
// program quietly (SIGPIPE); any other failure ends it with a message and status 1.
void put(std::string_view text);

// Writes to standard error, after what was put.
void complain(std::string_view text);

// A message of the command line itself: `error[E450]: message`, then a hint.
void complain(int code, std::string_view message, std::string_view hint, bool colour);

}  // namespace linchpin::shell
