#include <algorithm>

#include "syntax/print_layout.hpp"

namespace linchpin::syntax::layout {

namespace {

std::size_t greedy(const std::vector<std::size_t>& widths, std::size_t room, std::vector<bool>& begins) {
  std::size_t lines = 0;
  std::size_t used = 0;
  begins.assign(widths.size(), false);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    begins[i] = i == 0 || used + 1 + widths[i] > room;
    lines += begins[i] ? 1 : 0;
    used = begins[i] ? widths[i] : used + 1 + widths[i];
  }
  return lines;
}

}  // namespace

std::vector<bool> fill(const std::vector<std::size_t>& widths, std::size_t room) {
  std::vector<bool> begins;
  const std::size_t lines = greedy(widths, room, begins);
  std::size_t low = 0;  // is too narrow, or nothing
  std::size_t high = room;
  while (high - low > 1) {
    const std::size_t middle = low + (high - low) / 2;
    (greedy(widths, middle, begins) > lines ? low : high) = middle;
  }
  greedy(widths, high, begins);
  return begins;
}

}  // namespace linchpin::syntax::layout
