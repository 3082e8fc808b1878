#include "io/row_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "io/marks.hpp"

namespace linchpin::io {

void RowReader::start(const Block& block, Pool& pool, Rows& rows) {
  rows.columns.resize(format_.columns.size());
  for (auto& column : rows.columns) column.resize(1);
  while (!format_.settled() && rows.rest < block.size()) {
    if (!split(block, pool, rows)) return;
  }
}

void RowReader::read(const Block& block, Pool& pool, Rows& rows) {
  const bool can_mark = block.size() <= std::numeric_limits<std::uint32_t>::max();
  const std::size_t marks = can_mark ? find_marks(block.begin(), block.size(), format_.separator, marks_) : 0;
  const auto breaks = static_cast<std::size_t>(std::count(block.begin(), block.end(), '\n'));
  rows.columns.resize(format_.columns.size());
  for (auto& column : rows.columns) column.resize(std::max(column.size(), breaks + 1));
  std::size_t mark = 0;
  while (rows.rest < block.size()) {
    while (mark < marks && marks_[mark] < rows.rest) ++mark;
    for (const std::size_t width = format_.width; mark + width <= marks; mark += width) {
      const std::uint32_t* const row = marks_.data() + mark;
      if (!regular(block.begin(), row) || !take_marked(block.begin(), rows.rest, row, pool, rows)) break;
      rows.rest = row[width - 1] + std::size_t{1};
      ++rows.lines;
    }
    if (rows.rest < block.size() && !split(block, pool, rows)) return;
  }
}

// Whether the marks are the ends of a row's cells, none of which has a quote.
bool RowReader::regular(const char* text, const std::uint32_t* marks) const {
  for (std::size_t i = 0; i + 1 < format_.width; ++i) {
    if (text[marks[i]] != format_.separator) return false;
  }
  return text[marks[format_.width - 1]] == '\n';
}

// False for a row that has to be looked at again: it is blank or bad.
bool RowReader::take_marked(const char* text, std::size_t begin, const std::uint32_t* marks, Pool& pool,
                            Rows& rows) const {
  const auto outer = [&](char c) { return c == ' ' || c == '\r' || (c == '\t' && format_.separator != '\t'); };
  for (std::size_t c = 0; c < format_.place.size(); ++c) {
    const std::size_t place = format_.place[c];
    const char* from = text + (place == 0 ? begin : marks[place - 1] + std::size_t{1});
    const char* to = text + marks[place];
    while (from < to && outer(*from)) ++from;
    while (from < to && outer(to[-1])) --to;
    if (from == to && format_.width == 1) return false;
    const std::string_view cell(from, static_cast<std::size_t>(to - from));
    Value& value = rows.columns[c][rows.count];
    const CellType type = format_.columns[c].type;
    if (counts(type) && short_integer(cell, value)) continue;
    CellProblem problem;
    const std::optional<Value> read = cell_value(cell, type, pool, problem);
    if (!read) return false;
    value = *read;
  }
  ++rows.count;
  return true;
}

// The row at `rows.rest`, whatever it is. False if it goes on beyond the block.
bool RowReader::split(const Block& block, Pool& pool, Rows& rows) {
  const char* const begin = block.begin() + rows.rest;
  const Row row = split_row(begin, block.end(), block.last, format_.separator, format_.has_quotes, cells_);
  if (row.status == RowStatus::more) return false;
  if (row.status == RowStatus::unclosed) {
    bad_row(begin, row.place,
            {408, "a quoted cell that is not closed by the end of the file",
             "close it with `\"`; write a quote inside a quoted cell as `\"\"`"},
            rows);
  } else if (row.status == RowStatus::after_quote) {
    bad_row(
        begin, row.place,
        {408, "text after the closing quote of a cell", "quote the whole cell, and write a quote inside it as `\"\"`"},
        rows);
  } else if (!cells_.empty()) {
    const bool is_first = !format_.settled();
    if (!is_first || !header(begin, rows)) take(begin, is_first && rows.lines == 0, pool, rows);
  }
  rows.lines += row.line_breaks;
  rows.rest = static_cast<std::size_t>(row.next - block.begin());
  return true;
}

// Settles the format: whether this row holds every name asked for, and then where each column stands.
bool RowReader::header(const char* begin, Rows& rows) {
  std::vector<std::string> names;
  for (const Cell& cell : cells_) names.emplace_back(cell_text(cell, scratch_));
  for (const ImportColumn& column : format_.columns) {
    const auto found = std::find(names.begin(), names.end(), column.name);
    if (found == names.end()) {
      format_.first_row = std::move(names);
      format_.place.clear();
      for (std::size_t c = 0; c < format_.columns.size(); ++c) format_.place.push_back(c);
      format_.width = format_.columns.size();
      return false;
    }
    format_.place.push_back(static_cast<std::size_t>(found - names.begin()));
    const auto again = std::find(found + 1, names.end(), column.name);
    if (again != names.end()) {
      bad_row(begin, cells_[static_cast<std::size_t>(again - names.begin())].begin,
              {409, fmt::format("the header has the column `{}` twice", column.name), "rename one of the two"}, rows);
    }
  }
  format_.has_header = true;
  format_.width = names.size();
  return true;
}

void RowReader::take(const char* begin, bool first_line, Pool& pool, Rows& rows) {
  if (cells_.size() != format_.width) {
    const auto count = [](std::size_t n) { return fmt::format("{} cell{}", n, n == 1 ? "" : "s"); };
    bad_row(begin, cells_[std::min(format_.width, cells_.size() - 1)].begin,
            {403,
             format_.has_header ? fmt::format("{}, where the header has {}", count(cells_.size()), format_.width)
                                : fmt::format("{}, where {} asked for", count(cells_.size()),
                                              format_.width == 1 ? "1 is" : fmt::format("{} are", format_.width)),
             width_hint(first_line)},
            rows);
    return;
  }
  for (std::size_t c = 0; c < format_.place.size(); ++c) {
    const Cell& cell = cells_[format_.place[c]];
    const CellType type = format_.columns[c].type;
    Value& value = rows.columns[c][rows.count];
    if (counts(type) && short_integer(cell.raw(), value)) continue;
    CellProblem problem;
    const std::optional<Value> read = cell_value(cell_text(cell, scratch_), type, pool, problem);
    if (!read) {
      if (first_line && !format_.has_header) {
        problem.hint +=
            fmt::format("; if the first line is a header, import its columns by name: {}", shown_first_row());
      }
      bad_row(begin, cell.begin, problem, rows);
      return;
    }
    value = *read;
  }
  ++rows.count;
}

std::string RowReader::shown_first_row() const {
  std::string out;
  for (const std::string& name : format_.first_row) out += (out.empty() ? "" : ", ") + name;
  constexpr std::size_t kMost = 60;
  if (out.size() > kMost) out.resize(std::min(out.find(',', kMost), out.size())), out += ", ...";
  return out;
}

std::string RowReader::width_hint(bool first_line) const {
  const char separator = format_.separator;
  if (cells_.size() == 1) {
    const std::string_view text = cells_[0].raw();
    for (const char other : {';', '\t', ',', '|'}) {
      if (other != separator && text.find(other) != std::string_view::npos) {
        return fmt::format("the cells are expected to be separated by {}, and here seem to be by {}",
                           separator == '\t' ? "tabs" : "commas",
                           other == '\t' ? std::string("tabs") : fmt::format("`{}`", other));
      }
    }
  }
  if (format_.has_header) return fmt::format("quote a cell that holds a {}", separator == '\t' ? "tab" : "comma");
  if (first_line) {
    return fmt::format(
        "name a column for each cell, or give the file a header line and name those wanted; its first "
        "line is {}",
        shown_first_row());
  }
  return fmt::format("write a cell for each column named, and quote a cell that holds a {}",
                     separator == '\t' ? "tab" : "comma");
}

// REQUIRES: `place` stands in the row that begins at `begin`, the next after `rows.lines` line breaks.
void RowReader::bad_row(const char* begin, const char* place, const CellProblem& problem, Rows& rows) {
  if (++rows.bad > kMostImportErrors) return;
  const char* line_begin = begin;
  std::uint64_t line = rows.lines;
  for (const char* p = begin; p < place; ++p) {
    if (*p != '\n') continue;
    ++line;
    line_begin = p + 1;
  }
  const auto column =
      std::count_if(line_begin, place, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  rows.errors.push_back({problem.code, line, static_cast<std::uint64_t>(column) + 1, problem.message, problem.hint});
}

}  // namespace linchpin::io
