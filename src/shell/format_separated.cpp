#include <algorithm>

#include "io/cell_text.hpp"
#include "json/plain_text.hpp"
#include "shell/format.hpp"

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

bool has_lower(const std::vector<std::string>& levels, const std::string& highest) {
  return std::any_of(levels.begin(), levels.end(), [&](const std::string& level) { return level != highest; });
}

// Different names, in their order.
std::string set(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

// A row for each support, or for each set of claims with what becomes of the answer without it.
std::string separated_grounds(const Answer& answer, char separator) {
  std::string out;
  const auto add = [&](std::vector<std::string> cells, std::string grounds, std::string effect) {
    cells.push_back(std::move(grounds));
    cells.push_back(std::move(effect));
    append_row(
        cells, [](std::string_view text) { return text; }, separator, out);
  };
  add(answer.columns, answer.supports ? "grounds" : "claims", answer.supports ? "level" : "effect");
  const std::size_t answers = answer.supports ? answer.supports->size() : answer.linchpins->size();
  for (std::size_t i = 0; i < answers; ++i) {
    std::vector<std::string> row;
    for (std::size_t c = 0; c < answer.columns.size(); ++c) row.push_back(json::plain_text(answer.rows[i][c]));
    if (answer.supports) {
      for (const auto& support : (*answer.supports)[i].supports) add(row, names(support.grounds, " "), support.level);
      continue;
    }
    const Linchpins& found = (*answer.linchpins)[i];
    for (const Ground& ground : found.single) add(row, names({ground}, " "), "breaks");
    for (const auto& lower : found.lower) add(row, names({lower.ground}, " "), "lowers to " + lower.level);
    for (const std::vector<Ground>& set : found.sets) add(row, names(set, " "), "breaks");
  }
  return out;
}

}  // namespace

std::string format_separated(const Answer& answer, char separator) {
  std::string out;
  const auto as_is = [](std::string_view text) { return text; };
  if (answer.conflicts) {
    // Sides of one conflict have one number.
    append_row(std::vector<std::string>{"conflict", "kind", "fact", "level", "holds", "claims", "overridden_by"}, as_is,
               separator, out);
    std::size_t number = 0;
    for (const Conflict& conflict : *answer.conflicts) {
      const std::string kind(print(conflict.kind)), n = std::to_string(++number);
      if (conflict.kind == Conflict::Kind::constraint) {
        append_row(std::vector<std::string>{n, kind, summary(conflict).substr(kind.size() + 2), "", "", "", ""}, as_is,
                   separator, out);
      }
      for (const Conflict::Side& side : conflict.sides) {
        std::vector<std::string> claims, winners;
        for (const Ground& ground : side.grounds) {
          if (!ground.claim.empty()) claims.push_back(ground.claim);
          winners.insert(winners.end(), ground.overridden_by.begin(), ground.overridden_by.end());
        }
        append_row(std::vector<std::string>{n, kind, side.fact, side.level, side.holds ? "yes" : "no", set(claims),
                                            set(winners)},
                   as_is, separator, out);
      }
    }
    return out;
  }
  if (answer.required) {
    // Facts of one set have one number.
    append_row(std::vector<std::string>{"set", "fact", "level"}, as_is, separator, out);
    std::size_t number = 0;
    for (const Requirement& set : answer.required->sets) {
      ++number;
      for (const Requirement::Fact& fact : set.facts) {
        append_row(std::vector<std::string>{std::to_string(number), fact.fact, set.level}, as_is, separator, out);
      }
    }
    return out;
  }
  if (answer.is_about()) {
    const bool levelled = std::any_of(answer.groups.begin(), answer.groups.end(), [&](const Answer::Group& group) {
      return has_lower(group.levels, answer.highest);
    });
    std::vector<std::string> cells{"predicate", "fact"};
    if (levelled) cells.emplace_back("level");
    append_row(cells, as_is, separator, out);
    for (const Answer::Group& group : answer.groups) {
      for (std::size_t r = 0; r < group.rows.size(); ++r) {
        cells = {group.predicate, fact_text(group, r)};
        if (levelled) cells.push_back(group.levels[r]);
        append_row(cells, as_is, separator, out);
      }
    }
    return out;
  }
  const bool explained =
      (answer.supports && !answer.supports->empty()) || (answer.linchpins && !answer.linchpins->empty());
  if (explained) return separated_grounds(answer, separator);
  if (answer.truth != Truth::none) {
    out = "truth\n";
    append_row(std::vector<std::string_view>{print(answer.truth)}, as_is, separator, out);
    return out;
  }
  // A last column for the levels, as in tables, when there is something to tell.
  const bool levelled = has_lower(answer.levels, answer.highest);
  std::vector<std::string> cells = answer.columns;
  if (levelled) cells.emplace_back("level");
  append_row(cells, as_is, separator, out);
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    cells.clear();
    for (const Datum& datum : answer.rows[r]) cells.push_back(json::plain_text(datum));
    if (levelled) cells.push_back(answer.levels[r]);
    append_row(cells, as_is, separator, out);
  }
  return out;
}

}  // namespace linchpin::shell
