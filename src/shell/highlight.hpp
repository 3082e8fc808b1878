// Colours for the language.
#pragma once

#include <string>
#include <string_view>

namespace linchpin::shell {

// Statements, a fact, or a value, with variables, strings, numbers, keywords and comments told apart.
std::string highlighted(std::string_view text, bool colour);

}  // namespace linchpin::shell
