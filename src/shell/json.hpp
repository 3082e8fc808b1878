// What all JSON output shares.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "linchpin.hpp"

namespace linchpin::shell {

using Json = nlohmann::ordered_json;

std::string_view status_name(Status status);                        // ok, error, limit, interrupted
Json message_list(std::span<const Message> messages, bool errors);  // those that are errors, or those that aren't
std::string json_line(const Json& json);
// A clause with what is known of its claim, but for its level and basis.
Json grounded(const Ground& ground);
Json supports(const Supports& supports);
Json linchpins(const Linchpins& linchpins);
// "disjoint" and "disjoint_complete", where it is known.
void add_disjoint(const std::optional<std::size_t>& count, bool exact, Json& out);

}  // namespace linchpin::shell
