#include "shell/format.hpp"

#include <iterator>

#include "json/json.hpp"

namespace linchpin::shell {

std::optional<Format> find_format(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kFormatNames); ++i) {
    if (kFormatNames[i] == name) return static_cast<Format>(i);
  }
  return std::nullopt;
}

std::string format_answer(const Answer& answer, Format format, bool colour, std::span<const Message> messages,
                          std::size_t most, std::size_t width) {
  if (format == Format::json) return json::json_line(json::json_of(answer, messages));
  if (answer.partial && format == Format::table) {
    return format_table(answer, colour, most, width) + "(stopped: this is what was found until then)\n";
  }
  if (answer.status != Status::ok) return {};
  if (answer.picture) return format_picture(*answer.picture);
  switch (format) {
    case Format::csv:
      return format_separated(answer, ',');
    case Format::tsv:
      return format_separated(answer, '\t');
    default:
      return format_table(answer, colour, most, width);
  }
}

}  // namespace linchpin::shell
