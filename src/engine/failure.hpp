// Why an evaluation can't go on: an error in the program that only its data shows.
#pragma once

#include <cstdint>
#include <string>

#include "analysis/program.hpp"

namespace linchpin::engine {

// Thrown through the evaluation; the engine is then as it was before. Codes are those of docs/errors.md.
struct Failure {
  std::uint16_t code = 0;
  const analysis::Rule* rule = nullptr;
  Span span;  // the literal concerned, or the rule
  std::string message;
  std::string hint;
};

inline constexpr std::uint16_t kOverflow = 300;
inline constexpr std::uint16_t kDivisionByZero = 301;
inline constexpr std::uint16_t kWrongKind = 302;
inline constexpr std::uint16_t kBadPattern = 303;
inline constexpr std::uint16_t kIllSorted = 304;
inline constexpr std::uint16_t kUndecided = 330;
inline constexpr std::uint16_t kTooDeep = 305;
inline constexpr std::uint16_t kTooMany = 306;

}  // namespace linchpin::engine
