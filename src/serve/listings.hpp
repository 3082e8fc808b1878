// What there is in a session, as JSON.
#pragma once

#include <string>

#include "json/json.hpp"

namespace linchpin::serve {

// `what` is predicates, claims, scenarios, entities, levels, files, or clauses, of the predicate. Throws Refusal.
json::Json listing(const Session& session, const std::string& what, const std::string& predicate);

}  // namespace linchpin::serve
