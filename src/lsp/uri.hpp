// Files as the protocol names them.
#pragma once

#include <string>
#include <string_view>

namespace linchpin::lsp {

// `file:///a%20b.kb` is `/a b.kb`; what is no file stays as it is.
std::string path_of(std::string_view uri);
std::string uri_of(std::string_view path);

}  // namespace linchpin::lsp
