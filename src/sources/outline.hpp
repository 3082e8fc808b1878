// The places of a text: all its sentences in order, as a text or a lock has them.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sources/fingerprint.hpp"
#include "sources/segment.hpp"
#include "syntax/ast.hpp"

namespace linchpin::sources {

struct Locator {
  std::string section;
  std::uint32_t paragraph = 0, sentence = 0;
  friend auto operator<=>(const Locator&, const Locator&) = default;
};
std::string print(const Locator& locator);                           // economic-ties/1.2
std::string print(std::string_view source, const Locator& locator);  // article/economic-ties/1.2
Locator locator_of(const syntax::Place& place);

struct Sentence {
  Locator at;
  Fingerprint fingerprint = 0;
  std::string text;     // empty where only a lock is known
  std::string heading;  // of its section; empty likewise
};
using Outline = std::vector<Sentence>;

Outline outline(const Text& text);

// What is wrong with a place that the outline lacks, and a way out.
struct Misplaced {
  std::string message;
  std::string hint;
};
std::optional<Misplaced> misplaced(const syntax::Place& place, const Outline& outline);

}  // namespace linchpin::sources
