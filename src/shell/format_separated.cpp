#include "io/cell_text.hpp"
#include "shell/format.hpp"
#include "shell/plain_text.hpp"

namespace linchpin::shell {
namespace {

template <class Cells, class Text>
void append_row(const Cells& cells, const Text& text, char separator, std::string& out) {
  bool first = true;
  for (const auto& cell : cells) {
    if (!first) out += separator;
    first = false;
    io::append_cell(text(cell), separator, cells.size() == 1, out);
  }
  out += '\n';
}

}  // namespace

std::string format_separated(const Answer& answer, char separator) {
  std::string out;
  const auto as_is = [](std::string_view text) { return text; };
  if (is_about(answer)) {
    append_row(std::vector<std::string>{"predicate", "fact"}, as_is, separator, out);
    for (const Answer::Group& group : answer.groups) {
      for (std::size_t r = 0; r < group.rows.size(); ++r) {
        append_row(std::vector<std::string>{group.predicate, fact_text(group, r)}, as_is, separator, out);
      }
    }
    return out;
  }
  if (answer.truth != Truth::none) {
    out = "truth\n";
    append_row(std::vector<std::string_view>{print(answer.truth)}, as_is, separator, out);
    return out;
  }
  append_row(answer.columns, as_is, separator, out);
  for (const auto& row : answer.rows) append_row(row, plain_text, separator, out);
  return out;
}

}  // namespace linchpin::shell
