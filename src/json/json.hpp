// Answers, and what is said of files, as JSON: docs/language.md says how they look.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

#include "linchpin.hpp"

namespace linchpin::json {

using Json = nlohmann::ordered_json;

std::string_view status_name(Status status);                        // ok, error, limit, interrupted
Json message_list(std::span<const Message> messages, bool errors);  // those that are errors, or those that aren't
std::string json_line(const Json& json);
Json json_of(const Answer& answer, std::span<const Message> messages);  // messages of an answer that is not ok
// Of files that could not be loaded or were only checked: "status", and lists "error" and "warning".
Json json_of(Status status, std::span<const Message> messages);
Json json_of(const Datum& datum);    // numbers as such, all else as text
Json json_of(const Ground& ground);  // its clause, and its claim with what is known of it
Json json_of(const Conflict& conflict);
Json json_of(const Proof& proof);   // a tree
Json json_of(const WhyNot& found);  // a tree, and the proofs that it refers to by number
Json json_of(const Supports& supports);
Json json_of(const Linchpins& linchpins);
Json json_of(const Requirements& required);
// "disjoint" and "disjoint_complete", where it is known.
void add_disjoint(const std::optional<std::size_t>& count, bool exact, Json& out);

}  // namespace linchpin::json
