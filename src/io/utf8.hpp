// UTF-8 as files must have it.
#pragma once

#include <string_view>

namespace linchpin::io {

// Whether the text is well-formed: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);

}  // namespace linchpin::io
