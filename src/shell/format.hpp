// Answers as text. Each function gives whole lines.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "linchpin.hpp"
#include "pictures/wording.hpp"

namespace linchpin::shell {

using pictures::citation;
using pictures::disjoint_proofs;
using pictures::one_line;

enum class Format : std::uint8_t { table, csv, tsv, json };

inline constexpr std::string_view kFormatNames[] = {"table", "csv", "tsv", "json"};
std::optional<Format> find_format(std::string_view name);

// A conflict in one line: `contradiction: p(a) / -p(a)`, `contested, the first holds: p(a) / -p(a)`
std::string summary(const Conflict& conflict);
// REQUIRES: the answer has conflicts.
std::string format_conflicts(const Answer& answer, bool colour);
// REQUIRES: the answer has proofs.
std::string format_proofs(const Answer& answer, bool colour);
// The picture itself, or where it was written and what it shows.
std::string format_picture(const Picture& picture);
// REQUIRES: the answer has supports, or linchpins.
std::string format_supports(const Answer& answer, bool colour);
std::string format_linchpins(const Answer& answer, bool colour);
// Claims by their ids; what stands in none as it is written.
std::string names(const std::vector<Ground>& grounds, std::string_view between);
// What a proof's uppermost node rests on, or that node with it where it is a single fact: lines of a tree.
std::string format_below(const Proof& proof, const std::string& highest, const std::string& indent,
                         std::size_t most_lines, bool colour);
// A clause by its claim's gloss, with the citation; outside claims as it is written.
std::string clause_text(const Ground& ground);
// REQUIRES: the answer has a why_not.
std::string format_why_not(const Answer& answer, bool colour);
// What keeps a thing from holding, each in a line as `% expect:` has it: see expectations.hpp.
std::vector<std::string> reasons(const WhyNot& why_not);
// REQUIRES: the answer has requirements.
std::string format_requires(const Answer& answer, bool colour);
// A set of facts in one line: `p(a) and q(X), but contradiction: p(a) / -p(a)`
std::string summary(const Requirement& requirement);
// A row of an `about` answer as a fact, without the full stop.
std::string fact_text(const Answer::Group& group, std::size_t row);

inline constexpr std::size_t kAllRows = ~std::size_t{0};
inline constexpr std::size_t kAnyWidth = ~std::size_t{0};

// `messages` are shown by json only: elsewhere they go to standard error. An answer without a result (an error, a
// limit) is nothing but its messages. `most` and `width` are for tables.
std::string format_answer(const Answer& answer, Format format, bool colour, std::span<const Message> messages = {},
                          std::size_t most = kAllRows, std::size_t width = kAnyWidth);

// For people: columns aligned by display width, values as the language writes them, numbers to the right. Of more than
// `most` rows the first ones, and how many there are. Where a row would take more than `width` columns of the terminal,
// the widest of its own are made narrower, and what does not fit them ends in `…`.
std::string format_table(const Answer& answer, bool colour, std::size_t most = kAllRows, std::size_t width = kAnyWidth);
// Of that the first `rows` rows alone, under their headings. REQUIRES: the answer has that many.
std::string format_rows(const Answer& answer, std::size_t rows, bool colour, std::size_t width = kAnyWidth);
// A header and rows, quoted as in RFC 4180. A question without variables gives a column `truth`; `about` gives the
// predicates and the facts, `conflicts?` a row for each side and broken constraint; `why all` one for each support,
// `linchpins of` one for each set of claims.
std::string format_separated(const Answer& answer, char separator);

}  // namespace linchpin::shell
