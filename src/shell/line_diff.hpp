// The difference of two lists of lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace linchpin::shell {

struct DiffLine {
  enum class Kind : std::uint8_t { same, missing, surplus };  // in both, only expected, only given
  Kind kind = Kind::same;
  std::size_t expected = 0;  // index into the lists: valid for same and missing,
  std::size_t given = 0;     // and for same and surplus
};

// A longest common subsequence, and what differs around it; quadratic in the lines between the common beginning and
// end.
std::vector<DiffLine> diff(const std::vector<std::string>& expected, const std::vector<std::string>& given);

}  // namespace linchpin::shell
