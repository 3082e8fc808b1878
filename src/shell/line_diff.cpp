#include "shell/line_diff.hpp"

#include <algorithm>

namespace linchpin::shell {

std::vector<DiffLine> diff(const std::vector<std::string>& expected, const std::vector<std::string>& given) {
  using Kind = DiffLine::Kind;
  std::vector<DiffLine> out;
  std::size_t begin = 0;
  std::size_t end_e = expected.size();
  std::size_t end_g = given.size();
  while (begin < end_e && begin < end_g && expected[begin] == given[begin]) ++begin;
  while (end_e > begin && end_g > begin && expected[end_e - 1] == given[end_g - 1]) {
    --end_e;
    --end_g;
  }
  for (std::size_t i = 0; i < begin; ++i) out.push_back({Kind::same, i, i});
  const std::size_t rows = end_e - begin;
  const std::size_t columns = end_g - begin;
  constexpr std::size_t kMostCells = 4'000'000;
  std::size_t e = begin;
  std::size_t g = begin;
  if (rows != 0 && columns != 0 && rows * columns <= kMostCells) {
    // length[r][c]: of the longest common subsequence of what follows r and c.
    std::vector<std::vector<std::uint32_t>> length(rows + 1, std::vector<std::uint32_t>(columns + 1, 0));
    for (std::size_t r = rows; r-- > 0;) {
      for (std::size_t c = columns; c-- > 0;) {
        length[r][c] = expected[begin + r] == given[begin + c] ? length[r + 1][c + 1] + 1
                                                               : std::max(length[r + 1][c], length[r][c + 1]);
      }
    }
    while (e < end_e && g < end_g) {
      if (expected[e] == given[g]) {
        out.push_back({Kind::same, e++, g++});
      } else if (length[e - begin + 1][g - begin] >= length[e - begin][g - begin + 1]) {
        out.push_back({Kind::missing, e++, g});
      } else {
        out.push_back({Kind::surplus, e, g++});
      }
    }
  }
  while (e < end_e) out.push_back({Kind::missing, e++, g});
  while (g < end_g) out.push_back({Kind::surplus, e, g++});
  for (; e < expected.size(); ++e, ++g) out.push_back({Kind::same, e, g});
  return out;
}

}  // namespace linchpin::shell
