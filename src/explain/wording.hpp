// A literal of the user's, with its variables replaced by what they stand for.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "value/pool.hpp"

namespace linchpin::explain {

// In one line. Variables inside quotes stay as they are, and so do those that `names` lacks: the ones inside an
// aggregate, and `_`.
std::string with_values(std::string_view literal, const std::vector<std::string>& names,
                        std::span<const Value> bindings, const Pool& pool);
// The same, with whatever should stand for a name; for nothing the name stays.
std::string with_words(std::string_view literal,
                       const std::function<std::optional<std::string>(std::string_view)>& word_for);

// Where the body of a clause begins: behind its `:-`; its length for a fact.
std::size_t body_begin(std::string_view clause);

}  // namespace linchpin::explain
