#include "shell/answer_lines.hpp"

#include <algorithm>
#include <string_view>

#include "shell/format.hpp"

namespace linchpin::shell {
namespace {

constexpr std::string_view kUndecided = "undecided";

// What stands in brackets at a line's end; no value ends in one.
std::string_view bracketed(std::string_view line) {
  if (!line.ends_with(']')) return {};
  const std::size_t open = line.rfind(" [");
  if (open == std::string_view::npos) return {};
  return line.substr(open + 2, line.size() - open - 3);
}

std::string joined(const std::vector<Datum>& row) {
  std::string line;
  for (const Datum& datum : row) line += (line.empty() ? "" : ", ") + print(datum);
  return line;
}

// One line a support, with its level behind it; `i`: the answer's number.
void add_supports(const Answer& answer, std::size_t i, const std::string& prefix, std::vector<std::string>& lines,
                  std::vector<std::string>& levels) {
  for (const Supports::Support& support : (*answer.supports)[i].supports) {
    lines.push_back(prefix + names(support.grounds, ", "));
    levels.push_back(support.level);
  }
}

std::vector<std::string> lines_of(const Linchpins& found, const std::string& prefix) {
  std::vector<std::string> out;
  for (const Ground& ground : found.single) out.push_back(prefix + names({ground}, ""));
  for (const Linchpins::Lowering& lower : found.lower) {
    out.push_back(prefix + names({lower.ground}, "") + " lowers to " + lower.level);
  }
  for (const std::vector<Ground>& set : found.sets) out.push_back(prefix + names(set, " + "));
  if (out.empty()) out.push_back(prefix + "none");
  return out;
}

}  // namespace

bool names_level(const std::vector<std::string>& expected) {
  return std::any_of(expected.begin(), expected.end(), [](const std::string& line) {
    const std::string_view level = bracketed(line);
    return !level.empty() && level != kUndecided;
  });
}

std::string without_highest(const std::string& line, const std::string& highest) {
  return bracketed(line) == highest ? line.substr(0, line.size() - highest.size() - 3) : line;
}

std::vector<std::string> lines_of(const Answer& answer, const std::string& highest, bool with_levels) {
  // `i`: the answer's row, or 0 for what is said of a question without variables.
  const auto at_level = [&](const std::string& line, const std::vector<std::string>& levels, std::size_t i) {
    const std::string& level = i < levels.size() ? levels[i] : highest;
    const bool shown = level == kUndecided ? line != kUndecided : with_levels && level != highest;
    return shown ? line + " [" + level + "]" : line;
  };
  if (answer.why_not) return reasons(*answer.why_not);
  if ((answer.supports && !answer.supports->empty()) || (answer.linchpins && !answer.linchpins->empty())) {
    std::vector<std::string> lines, levels;
    const std::size_t answers = answer.supports ? answer.supports->size() : answer.linchpins->size();
    for (std::size_t i = 0; i < answers; ++i) {
      const std::string prefix = answer.columns.empty() ? "" : joined(answer.rows[i]) + ": ";
      if (answer.supports) {
        add_supports(answer, i, prefix, lines, levels);
        continue;
      }
      for (std::string& line : lines_of((*answer.linchpins)[i], prefix)) lines.push_back(std::move(line));
    }
    for (std::size_t l = 0; l < levels.size(); ++l) lines[l] = at_level(lines[l], levels, l);
    return lines;
  }
  if (answer.required) {
    std::vector<std::string> out, levels;
    for (const Requirement& set : answer.required->sets) levels.push_back(set.level);
    for (const Requirement& set : answer.required->sets) out.push_back(at_level(summary(set), levels, out.size()));
    if (out.empty()) out.emplace_back(answer.required->holds ? "holds already" : "none");
    return out;
  }
  if (answer.truth != Truth::none) return {at_level(std::string(print(answer.truth)), answer.levels, 0)};
  std::vector<std::string> out;
  if (answer.conflicts) {
    for (const Conflict& conflict : *answer.conflicts) out.push_back(summary(conflict));
  }
  for (std::size_t r = 0; r < answer.rows.size(); ++r) {
    out.push_back(at_level(joined(answer.rows[r]), answer.levels, r));
  }
  for (const Answer::Group& group : answer.groups) {
    const std::string predicate = group.predicate.substr(0, group.predicate.rfind('/'));
    for (std::size_t r = 0; r < group.rows.size(); ++r) {
      out.push_back(at_level(predicate + ": " + joined(group.rows[r]), group.levels, r));
    }
  }
  if (out.empty()) out.emplace_back("none");
  return out;
}

}  // namespace linchpin::shell
