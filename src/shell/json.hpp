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
Json supports(const Supports& supports);
Json linchpins(const Linchpins& linchpins);
// "disjoint" and "disjoint_complete", where it is known.
void add_disjoint(const std::optional<std::size_t>& count, bool exact, Json& out);
Json json_value(const Datum& datum);     // numbers as such, all else as text
Json json_ground(const Ground& ground);  // its clause, and its claim with what is known of it
Json json_proof(const Proof& proof);     // a tree
Json json_why_not(const WhyNot& found);  // a tree, and the proofs that it refers to by number

}  // namespace linchpin::shell
