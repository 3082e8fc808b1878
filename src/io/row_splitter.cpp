#include "io/row_splitter.hpp"

#include <algorithm>
#include <cstring>

namespace linchpin::io {
namespace {

const char* find(const char* begin, const char* end, char c) {
  const void* found = std::memchr(begin, c, static_cast<std::size_t>(end - begin));
  return found == nullptr ? end : static_cast<const char*>(found);
}

bool blank(char c, char separator) { return c == ' ' || c == '\r' || (c == '\t' && separator != '\t'); }

}  // namespace

std::string_view cell_text(const Cell& cell, std::string& scratch) {
  if (!cell.doubled) return cell.raw();
  scratch.clear();
  for (const char* p = cell.begin; p < cell.end; ++p) {
    scratch += *p;
    if (*p == '"') ++p;
  }
  return scratch;
}

Row split_row(const char* begin, const char* end, bool last, char separator, bool has_quotes,
              std::vector<Cell>& cells) {
  cells.clear();
  Row row;
  const char* p = begin;
  // To the next line after a fault, so that one fault gives one message.
  const auto fault = [&](RowStatus status, const char* place) {
    row.status = status;
    row.place = place;
    const char* stop = find(p, end, '\n');
    if (stop == end && !last) {
      row.status = RowStatus::more;
      return row;
    }
    row.line_breaks += stop < end ? 1 : 0;
    row.next = stop < end ? stop + 1 : end;
    return row;
  };
  while (true) {
    while (blank(*p, separator)) ++p;
    Cell cell;
    if (has_quotes && *p == '"') {
      const char* open = p;
      cell.quoted = true;
      cell.begin = ++p;
      while (true) {
        p = find(p, end, '"');
        if (p == end) {
          if (!last) {
            row.status = RowStatus::more;
            return row;
          }
          return fault(RowStatus::unclosed, open);
        }
        if (p + 1 == end && !last) {  // whether the quote is doubled is not known yet
          row.status = RowStatus::more;
          return row;
        }
        if (p + 1 == end || p[1] != '"') break;
        cell.doubled = true;
        p += 2;
      }
      cell.end = p++;
      row.line_breaks += static_cast<std::uint64_t>(std::count(cell.begin, cell.end, '\n'));
      while (blank(*p, separator)) ++p;
      if (*p != separator && *p != '\n') return fault(RowStatus::after_quote, p);
    } else {
      cell.begin = p;
      while (*p != separator && *p != '\n') ++p;
      cell.end = p;
      while (cell.end > cell.begin && blank(cell.end[-1], separator)) --cell.end;
    }
    if (*p == separator) {
      cells.push_back(cell);
      ++p;
      continue;
    }
    if (p == end && !last) {
      row.status = RowStatus::more;
      return row;
    }
    if (!cells.empty() || cell.quoted || cell.begin != cell.end) cells.push_back(cell);
    row.line_breaks += p < end ? 1 : 0;
    row.next = p < end ? p + 1 : end;
    return row;
  }
}

}  // namespace linchpin::io
