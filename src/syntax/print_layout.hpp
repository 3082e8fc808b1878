// How what takes more than a line is laid out.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::syntax::layout {

inline constexpr std::size_t widest_line = 120;
inline constexpr std::size_t step = 2;     // what braces hold, and the parts of a header, are indented by
inline constexpr std::size_t hanging = 4;  // what goes on below its first line

// Without the full stop. A clause that doesn't fit on a line indented by `indent` has its conditions below its head.
std::string clause(const Clause& clause, std::size_t indent);
// `, `-separated, behind `used` columns, or where they and a sign behind them don't fit there, on lines below.
std::string conditions(const std::vector<Literal>& body, std::size_t used, std::size_t indent);

// Fills lines with pieces of these widths, a blank between two: as few lines of `room` columns as it takes, the widest
// of them as narrow as can be. Says of each piece whether it begins a line. A piece that is wider than the room has its
// own.
std::vector<bool> fill(const std::vector<std::size_t>& widths, std::size_t room);

}  // namespace linchpin::syntax::layout
