#include "data.hpp"

#include <cmath>

namespace linchpin::kernels {

const char* name(Spread spread) {
  switch (spread) {
    case Spread::dense:
      return "dense";
    case Spread::sparse:
      return "sparse";
    case Spread::duplicates:
      return "duplicates";
  }
  return "";
}

Columns::Columns(std::uint32_t arity, std::uint32_t rows, Spread spread, std::uint64_t seed) : columns_(arity) {
  Random random(seed);
  const auto dense = static_cast<std::uint64_t>(std::ceil(std::pow(4.0 * rows, 1.0 / arity)));
  const std::uint64_t range = spread == Spread::dense ? dense : std::uint64_t{1} << 30;
  const std::uint32_t drawn = spread == Spread::duplicates ? rows / 16 : rows;
  for (auto& column : columns_) column.reserve(rows);
  for (std::uint32_t r = 0; r < rows; ++r) {
    if (r < drawn) {
      for (auto& column : columns_) column.push_back(Value::small(random.below(range)));
    } else {
      const std::uint32_t again = random.below(drawn);
      for (auto& column : columns_) column.push_back(column[again]);
    }
  }
}

std::vector<const Value*> Columns::from(std::uint32_t first) const {
  std::vector<const Value*> out;
  for (const auto& column : columns_) out.push_back(column.data() + first);
  return out;
}

}  // namespace linchpin::kernels
