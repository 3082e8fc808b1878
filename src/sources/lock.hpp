// The lock: a fingerprint of each sentence of each source, in a file beside the knowledge base. It holds no text.
//
//   # comments
//   af63dc4c8601ec8c article/economic-ties/1.1
//
// One line a sentence, sources by name, sentences in the order of the text: what two people changed in different places
// merges by lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sources/outline.hpp"

namespace linchpin::sources {

using Lock = std::map<std::string, Outline>;  // by source; the outlines without texts

std::string print(const Lock& lock);

struct LockError {
  std::size_t line = 0;
  std::string message;
};
std::optional<Lock> read_lock(std::string_view text, LockError& error);

// How a text differs from what a lock knows of it.
struct Change {
  enum class Kind : std::uint8_t {
    changed,  // another wording at the same place
    moved,    // the same sentence, at `to`
    removed,
    added,
  };
  Kind kind = Kind::changed;
  Locator at;  // in the lock; of an added sentence, in the text
  Locator to;
};

// In the order of the lock, then what was added in that of the text. Of equal sentences the earlier goes with the
// earlier.
std::vector<Change> compare(const Outline& before, const Outline& now);

}  // namespace linchpin::sources
