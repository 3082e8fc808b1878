// The rows of a block as columns of values.
//
// Most rows have no quotes, the right number of cells, and nothing wrong: they are read from the block's marks. All
// others go through split_row, which tells all that can be told about them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/cell_value.hpp"
#include "io/row_splitter.hpp"
#include "io/rows.hpp"

namespace linchpin::io {

// What holds for all rows of a table.
struct RowFormat {
  std::vector<ImportColumn> columns;
  char separator = ',';
  bool has_quotes = true;  // a cell may be quoted
  // Settled by the first row that isn't blank or bad:
  bool has_header = false;
  std::size_t width = 0;               // cells of a good row
  std::vector<std::size_t> place;      // of each column, among the cells of a row
  std::vector<std::string> first_row;  // when it is no header

  bool settled() const { return width != 0; }
};

class RowReader {
 public:
  explicit RowReader(RowFormat& format) : format_(format) {}

  // Reads up to the first row that isn't blank or bad, which settles the format; or else, without settling it, all of
  // the block but a row at its end that goes on beyond it.
  void start(const Block& block, Pool& pool, Rows& rows);
  // Reads on from `rows.rest`. REQUIRES: the format is settled.
  void read(const Block& block, Pool& pool, Rows& rows);

 private:
  bool split(const Block& block, Pool& pool, Rows& rows);
  bool header(const char* begin, Rows& rows);
  bool regular(const char* text, const std::uint32_t* marks) const;
  bool take_marked(const char* text, std::size_t begin, const std::uint32_t* marks, Pool& pool, Rows& rows) const;
  void take(const char* begin, bool first_line, Pool& pool, Rows& rows);
  std::string shown_first_row() const;
  std::string width_hint(bool first_line) const;
  static void bad_row(const char* begin, const char* place, const CellProblem& problem, Rows& rows);

  RowFormat& format_;
  std::vector<std::uint32_t> marks_;
  std::vector<Cell> cells_;
  std::string scratch_;
};

}  // namespace linchpin::io
