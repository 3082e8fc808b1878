// The data that kernels are measured on: columns of random values, the same in every run.
#pragma once

#include <cstdint>
#include <vector>

#include "value/value.hpp"

namespace linchpin::kernels {

// splitmix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint64_t n) { return static_cast<std::uint32_t>((next() >> 32) * n >> 32); }

 private:
  std::uint64_t state_;
};

// How the values of a table's n rows lie.
enum class Spread : std::uint8_t {
  dense,       // the rows fill a quarter of what their values' ranges allow
  sparse,      // numbers of 30 bits
  duplicates,  // numbers of 30 bits; of 16 rows, 15 were there before
};

inline constexpr Spread kSpreads[] = {Spread::dense, Spread::sparse, Spread::duplicates};

const char* name(Spread spread);

// A table by columns, as the engine takes it.
class Columns {
 public:
  Columns(std::uint32_t arity, std::uint32_t rows, Spread spread, std::uint64_t seed = 1);

  std::uint32_t arity() const { return static_cast<std::uint32_t>(columns_.size()); }
  std::uint32_t rows() const { return static_cast<std::uint32_t>(columns_[0].size()); }
  // The columns from row `first` on.
  std::vector<const Value*> from(std::uint32_t first) const;

 private:
  std::vector<std::vector<Value>> columns_;
};

}  // namespace linchpin::kernels
