#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "shell/format.hpp"
#include "shell/highlight.hpp"
#include "shell/style.hpp"
#include "shell/wrap.hpp"
#include "value/display_width.hpp"

namespace linchpin::shell {
namespace {

bool is_number(const Datum& datum) {
  return std::holds_alternative<std::int64_t>(datum) || std::holds_alternative<double>(datum);
}

// The rows' cells are printed twice, once for their widths, rather than kept: there may be millions.
struct Column {
  std::string heading;
  std::size_t width = 0;
  bool numeric = true;
};

// The beginning of a text that is no wider, with `…` for the rest.
std::string cut(std::string_view text, std::size_t width) {
  std::size_t end = 0, used = 0;
  while (end < text.size()) {
    std::size_t next = end + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) ++next;
    const std::size_t more = display_width(text.substr(end, next - end));
    if (used + more + 1 > width) break;
    used += more;
    end = next;
  }
  return std::string(text.substr(0, end)) + "…";
}

// Takes from the widest columns until a row fits; each keeps room for a few characters.
void fit(std::vector<Column>& columns, std::size_t width) {
  constexpr std::size_t kLeast = 8;
  const auto total = [&] {
    std::size_t sum = columns.size() * 3 - 1;
    for (const Column& column : columns) sum += column.width;
    return sum;
  };
  for (std::size_t now = total(); width != kAnyWidth && now > width; now = total()) {
    const auto widest = std::max_element(columns.begin(), columns.end(),
                                         [](const Column& a, const Column& b) { return a.width < b.width; });
    if (widest->width <= kLeast) return;
    std::size_t next = kLeast;  // down to the next widest
    for (const Column& column : columns) {
      if (column.width < widest->width) next = std::max(next, column.width);
    }
    widest->width -= std::min(widest->width - next, now - width);
    if (widest->width == next) widest->width = std::max(kLeast, next - 1);
  }
}

void append_padded(std::string_view whole, const Column& column, bool last, bool colour, std::string& out) {
  const std::string shorter = display_width(whole) > column.width ? cut(whole, column.width) : std::string();
  const std::string_view text = shorter.empty() ? whole : shorter;
  const std::size_t space = column.width - std::min(column.width, display_width(text));
  if (column.numeric) out.append(space, ' ');
  out += green(text, colour && text.starts_with('"'));
  if (!column.numeric && !last) out.append(space, ' ');
}

std::string about(const Answer& answer, bool colour) {
  if (answer.groups.empty()) return "nothing is stated\n";
  std::string out;
  std::size_t count = 0;
  for (const Answer::Group& group : answer.groups) {
    out += bold(group.predicate, colour) + '\n';
    for (std::size_t r = 0; r < group.rows.size(); ++r, ++count) {
      out += "  ";
      if (r < group.sentences.size() && !group.sentences[r].empty()) {
        out += group.sentences[r];
      } else {
        out += highlighted(fact_text(group, r), colour);
      }
      if (r < group.levels.size() && group.levels[r] != answer.highest) out += fmt::format(" ({})", group.levels[r]);
      out += '\n';
    }
  }
  out += fmt::format("({} statement{})\n", count, count == 1 ? "" : "s");
  return out;
}

// "yes", or "yes [likely]" below the highest level.
std::string truth(const Answer& answer) {
  std::string out(print(answer.truth));
  const bool said = answer.levels.empty() || answer.levels.front() == answer.highest || answer.levels.front() == out;
  return said ? out : out + " [" + answer.levels.front() + "]";
}

}  // namespace

std::string fact_text(const Answer::Group& group, std::size_t row) {
  std::string out = group.predicate.substr(0, group.predicate.rfind('/'));
  const auto& values = group.rows[row];
  for (std::size_t c = 0; c < values.size(); ++c) {
    out += c == 0 ? "(" : ", ";
    out += print(values[c]);
  }
  return values.empty() ? out : out + ")";
}

std::string format_rows(const Answer& answer, std::size_t rows, bool colour, std::size_t width) {
  std::vector<Column> columns;
  for (std::size_t c = 0; c < answer.columns.size(); ++c) {
    Column& column = columns.emplace_back(Column{answer.columns[c], display_width(answer.columns[c]), true});
    for (std::size_t r = 0; r < rows; ++r) {
      column.width = std::max(column.width, display_width(print(answer.rows[r][c])));
      column.numeric = column.numeric && is_number(answer.rows[r][c]);
    }
  }
  // A column for the levels, unless all are the highest, which needs no mention.
  const std::vector<std::string>& levels = answer.levels;
  const bool levelled = levels.size() == answer.rows.size() &&
                        std::any_of(levels.begin(), levels.end(), [&](const auto& l) { return l != answer.highest; });
  if (levelled) {
    Column& column = columns.emplace_back(Column{"level", 5, false});
    for (const std::string& level : levels) column.width = std::max(column.width, display_width(level));
  }
  fit(columns, width);
  std::string out;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    out += c == 0 ? " " : " | ";
    std::string heading;
    append_padded(columns[c].heading, columns[c], c + 1 == columns.size(), false, heading);
    out += bold(heading, colour);
  }
  out += '\n';
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (c != 0) out += '+';
    out.append(columns[c].width + 2, '-');
  }
  out += '\n';
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      out += c == 0 ? " " : " | ";
      const bool level = c == answer.columns.size();
      append_padded(level ? levels[r] : print(answer.rows[r][c]), columns[c], c + 1 == columns.size(), colour && !level,
                    out);
    }
    out += '\n';
  }
  return out;
}

namespace {

// What in the question may be a slip, a line each.
std::string hints(const Answer& answer, bool colour) {
  std::string out;
  for (const std::string& hint : answer.hints) out += bold("hint:", colour) + " " + hint + '\n';
  return out;
}

std::string format_result(const Answer& answer, bool colour, std::size_t most, std::size_t width) {
  if (answer.conflicts) return wrapped(format_conflicts(answer, colour), width);
  if (answer.required) return wrapped(format_requires(answer, colour), width);
  if (answer.is_about()) return wrapped(about(answer, colour), width);
  if (answer.supports && !answer.supports->empty()) return wrapped(format_supports(answer, colour), width);
  if (answer.linchpins && !answer.linchpins->empty()) return wrapped(format_linchpins(answer, colour), width);
  if (answer.proofs && !answer.proofs->empty()) {
    const std::size_t rows = answer.truth == Truth::none ? answer.rows.size() : 1;
    const std::size_t proofs = answer.proofs->size();
    const std::string more =
        rows == proofs ? "" : fmt::format("({} answers, of which the first {} are explained)\n", rows, proofs);
    const std::string_view both =
        answer.truth == Truth::both ? "both: its contrary holds, too; `conflicts?` shows on what grounds\n" : "";
    const std::string_view denied = answer.of_contrary ? "denied; this is the proof of the contrary:\n" : "";
    return std::string(denied) + wrapped(format_proofs(answer, colour), width) + more + std::string(both);
  }
  if (answer.why_not) return wrapped(format_why_not(answer, colour), width);
  if (answer.asks_why_not) {
    const bool open = answer.truth == Truth::none;
    const std::string rows = open ? format_rows(answer, std::min(answer.rows.size(), most), colour, width) : "";
    return rows + bold(open ? "these hold" : "it holds", colour) +
           (answer.truth == Truth::both ? ", and its contrary, too" : "") +
           (open ? "; `why` shows what they rest on\n" : "; `why` shows what it rests on\n");
  }
  if (answer.truth != Truth::none) {
    return bold(truth(answer), colour) +
           (answer.contested ? "; `conflicts?` tells what speaks for it, and against" : "") + '\n' +
           hints(answer, colour);
  }
  if (answer.rows.empty())
    return answer.columns.front() == "change" ? "no difference\n" : "no answers\n" + hints(answer, colour);
  const std::size_t rows = answer.rows.size();
  std::string out = format_rows(answer, std::min(rows, most), colour, width);
  if (rows > most) {
    out += fmt::format("({} answers, of which the first {} are shown; `find ... limit N` chooses)\n", rows, most);
  } else {
    out += fmt::format("({} answer{})\n", rows, rows == 1 ? "" : "s");
  }
  return out + hints(answer, colour);
}

// What the answer is given under: in one line, or a line an edit.
std::string format_edits(const Answer& answer, bool colour) {
  if (answer.edits.empty()) return {};
  constexpr std::size_t kLine = 100;
  const std::string head = answer.scenario.empty() ? "supposing" : "in " + answer.scenario;
  const std::string one_line = fmt::format("{}: {}", head, fmt::join(answer.edits, ", "));
  if (one_line.size() <= kLine) return dim(one_line, colour) + '\n';
  return dim(fmt::format("{}:\n  {}", head, fmt::join(answer.edits, "\n  ")), colour) + '\n';
}

}  // namespace

std::string format_table(const Answer& answer, bool colour, std::size_t most, std::size_t width) {
  return format_edits(answer, colour) + format_result(answer, colour, most, width);
}

}  // namespace linchpin::shell
