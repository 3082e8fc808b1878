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
Json json_of(const Conflict& conflict);
Json json_of(const Ground& ground);
Json json_of(const Requirements& required);

}  // namespace linchpin::shell
