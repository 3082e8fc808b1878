// Standard output and standard error.
#pragma once

#include <string>
#include <string_view>

namespace linchpin::shell {

// What a terminal may be sent: our own colours, and of the rest what shows. Characters that would act, as those that
// move the cursor do, are written out, `<U+001B>`, and so are bytes that are not UTF-8.
std::string visible(std::string_view text);

// Both make what they write to a terminal visible.

// Writes to standard output and flushes, so that nothing is held back behind an answer. A reader that has gone ends the
// program quietly (SIGPIPE); any other failure ends it with a message and status 1.
void put(std::string_view text);

// A line on standard error, if that is a terminal that can take it away again; the next thing written does so.
void show_progress(std::string_view line);

// Writes to standard error, after what was put.
void complain(std::string_view text);

// A message of the command line itself: `error[E450]: message`, then a hint.
void complain(int code, std::string_view message, std::string_view hint, bool colour);

}  // namespace linchpin::shell
