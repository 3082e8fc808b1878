// Facts from JSON.
#pragma once

#include "json/json.hpp"

namespace linchpin::serve {

// A request that can't be understood: what is wrong, and how it is written.
struct Refusal {
  std::string message, hint;
};

// Rows of a predicate, each a list of values, as `import` takes those of JSON Lines: by the arguments' declared types,
// and else by what they look like. Throws Refusal.
Facts facts_of(const Session& session, const std::string& predicate, const json::Json& rows);

}  // namespace linchpin::serve
