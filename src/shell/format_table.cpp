#include <algorithm>
#include <fmt/core.h>

#include "shell/display_width.hpp"
#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

bool is_number(const Datum& datum) {
  return std::holds_alternative<std::int64_t>(datum) || std::holds_alternative<double>(datum);
}

struct Column {
  std::string heading;
  std::vector<std::string> cells;
  std::vector<std::size_t> widths;
  std::size_t width = 0;
  bool numeric = true;
};

void append_padded(std::string_view text, std::size_t text_width, const Column& column, bool last, std::string& out) {
  const std::size_t space = column.width - text_width;
  if (column.numeric) out.append(space, ' ');
  out += text;
  if (!column.numeric && !last) out.append(space, ' ');
}

// The rows under their headings; an empty heading is shown as such.
std::string lay_out(const std::vector<std::string>& headings, const std::vector<std::vector<Datum>>& rows,
                    const std::vector<std::string>& levels, bool colour) {
  std::vector<Column> columns(headings.size());
  for (std::size_t c = 0; c < columns.size(); ++c) {
    Column& column = columns[c];
    column.heading = headings[c];
    column.width = display_width(column.heading);
    for (const auto& row : rows) {
      column.cells.push_back(print(row[c]));
      column.widths.push_back(display_width(column.cells.back()));
      column.width = std::max(column.width, column.widths.back());
      column.numeric = column.numeric && is_number(row[c]);
    }
  }
  // A column for the levels, when they differ: a row at the highest needs no mention.
  const bool levelled = levels.size() == rows.size() &&
                        std::any_of(levels.begin(), levels.end(), [&](const auto& l) { return l != levels.front(); });
  if (levelled) {
    Column column;
    column.heading = "level";
    column.numeric = false;
    column.width = display_width(column.heading);
    for (const std::string& level : levels) {
      column.cells.push_back(level);
      column.widths.push_back(display_width(level));
      column.width = std::max(column.width, column.widths.back());
    }
    columns.push_back(std::move(column));
  }
  std::string out;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    out += c == 0 ? " " : " | ";
    std::string heading;
    append_padded(columns[c].heading, display_width(columns[c].heading), columns[c], c + 1 == columns.size(), heading);
    out += bold(heading, colour);
  }
  out += '\n';
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (c != 0) out += '+';
    out.append(columns[c].width + 2, '-');
  }
  out += '\n';
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < columns.size(); ++c) {
      out += c == 0 ? " " : " | ";
      append_padded(columns[c].cells[r], columns[c].widths[r], columns[c], c + 1 == columns.size(), out);
    }
    out += '\n';
  }
  return out;
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
        out += fact_text(group, r);
      }
      out += '\n';
    }
  }
  out += fmt::format("({} statement{})\n", count, count == 1 ? "" : "s");
  return out;
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

std::string format_table(const Answer& answer, bool colour) {
  if (is_about(answer)) return about(answer, colour);
  if (answer.truth != Truth::none) return bold(print(answer.truth), colour) + '\n';
  if (answer.rows.empty()) return "no answers\n";
  return lay_out(answer.columns, answer.rows, answer.levels, colour) +
         fmt::format("({} answer{})\n", answer.rows.size(), answer.rows.size() == 1 ? "" : "s");
}

}  // namespace linchpin::shell
