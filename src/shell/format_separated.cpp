#include <algorithm>

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
  if (answer.conflicts) {
    append_row(std::vector<std::string>{"kind", "fact", "level", "holds", "claims"}, as_is, separator, out);
    for (const Conflict& conflict : *answer.conflicts) {
      const std::string kind(print(conflict.kind));
      if (conflict.kind == Conflict::Kind::constraint) {
        append_row(std::vector<std::string>{kind, summary(conflict).substr(kind.size() + 2), "", "", ""}, as_is, separator,
                   out);
      }
      for (const Conflict::Side& side : conflict.sides) {
        std::string claims;
        for (const Ground& ground : side.grounds) {
          if (!ground.claim.empty()) claims += (claims.empty() ? "" : " ") + ground.claim;
        }
        append_row(std::vector<std::string>{kind, side.fact, side.level, side.holds ? "yes" : "no", claims}, as_is,
                   separator, out);
      }
    }
    return out;
  }
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
  // A last column for the levels, as in tables, when there is something to tell.
  const bool levelled = std::any_of(answer.levels.begin(), answer.levels.end(),
                                    [&](const std::string& level) { return level != answer.highest; });
  std::vector<std::string> cells = answer.columns;
  if (levelled) cells.emplace_back("level");
  append_row(cells, as_is, separator, out);
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    cells.clear();
    for (const Datum& datum : answer.rows[r]) cells.push_back(plain_text(datum));
    if (levelled) cells.push_back(answer.levels[r]);
    append_row(cells, as_is, separator, out);
  }
  return out;
}

}  // namespace linchpin::shell
