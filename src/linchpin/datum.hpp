// Values as C++ types.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace linchpin {

// A value of an answer. Names and terms are text in the language's own syntax (a name that needs quotes has them).
struct Name {
  std::string text;
  friend bool operator==(const Name&, const Name&) = default;
};
struct Date {
  std::string text;
  friend bool operator==(const Date&, const Date&) = default;
};  // "2024-06-19"
struct TermText {
  std::string text;
  friend bool operator==(const TermText&, const TermText&) = default;
};
using Datum = std::variant<std::int64_t, double, Date, Name, std::string, TermText>;
std::string print(const Datum& datum);  // as the language writes it: strings quoted

}  // namespace linchpin
