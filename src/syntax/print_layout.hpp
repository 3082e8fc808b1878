// How what takes more than a line is laid out.
#pragma once

#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::syntax::layout {

inline constexpr std::size_t widest_line = 100;

// Without the full stop. A clause that doesn't fit on a line indented by `indent` has a condition a line.
std::string clause(const Clause& clause, std::size_t indent);
// `, `-separated, or a line each, indented, when `used` columns before them and they don't fit on one line.
std::string conditions(const std::vector<Literal>& body, std::size_t used, std::size_t indent);

}  // namespace linchpin::syntax::layout
