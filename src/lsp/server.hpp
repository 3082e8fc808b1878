// `linchpin lsp`: the Language Server Protocol, over standard input and output.
#pragma once

#include <cstdio>

namespace linchpin::lsp {

// Serves until the client says `exit` or its end of the pipe closes. The exit status of the program: 0 after
// `shutdown`.
int serve(std::FILE* in, std::FILE* out);

}  // namespace linchpin::lsp
