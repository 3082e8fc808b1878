#include "io/json_lines.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <optional>

#include "io/block_rows.hpp"
#include "io/cell_value.hpp"
#include "io/utf8.hpp"

namespace linchpin::io {
namespace {

using nlohmann::json;

std::uint64_t code_points(std::string_view text) {
  return static_cast<std::uint64_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Takes what the parser finds in a line, and stops it at the first fault.
class RowValues {
 public:
  explicit RowValues(const std::vector<ImportColumn>& columns) : columns_(columns), values_(columns.size()) {}

  // Whether the line is a row, whose values `value` gives then. Otherwise `problem` says why not, and `place` where in
  // the line, counted from 1 in code points, or 0 where the message names a key.
  bool read(std::string_view line, Pool& pool) {
    line_ = line;
    pool_ = &pool;
    shape_ = Shape::none;
    depth_ = 0;
    elements_ = 0;
    place = 0;
    std::fill(values_.begin(), values_.end(), std::nullopt);
    return json::sax_parse(line.begin(), line.end(), this) && complete();
  }
  Value value(std::size_t column) const { return *values_[column]; }

  CellProblem problem;
  std::uint64_t place = 0;

  // What the parser calls. Each says whether it is to go on.

  bool null() {
    return !next() || refuse(412, "has no value: it is `null`", "leave the row out, or give a value that says so");
  }
  bool boolean(bool b) { return !next() || keep(text_value(b ? "true" : "false", type(), *pool_, problem)); }
  bool number_integer(std::int64_t i) { return !next() || keep(integer_value(i, type(), *pool_, problem)); }
  bool number_unsigned(std::uint64_t i) {
    if (i > static_cast<std::uint64_t>(INT64_MAX)) return !next() || too_large(std::to_string(i));
    return number_integer(static_cast<std::int64_t>(i));
  }
  bool number_float(double d, const std::string& text) {
    if (!next()) return true;
    // The parser makes a double of an integer beyond 64 bits.
    if (text.find_first_of(".eE") == std::string::npos) return too_large(text);
    return keep(decimal_value(d, type(), *pool_, problem));
  }
  bool string(const std::string& text) { return !next() || keep(text_value(text, type(), *pool_, problem)); }
  static bool binary(const json::binary_t&) { return true; }  // a text holds none
  bool start_object(std::size_t) { return start(Shape::object); }
  bool start_array(std::size_t) { return start(Shape::array); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool key(const std::string& name) {
    if (depth_ != 1) return true;
    // Most files have their keys in one order.
    for (std::size_t tried = 0; tried < columns_.size(); ++tried) {
      column_ = column_ + 1 < columns_.size() ? column_ + 1 : 0;
      wanted_ = columns_[column_].name == name;
      if (wanted_) return !values_[column_] || refuse(409, "stands twice in the row", "rename one of the two");
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token, const json::exception& error) {
    if (dynamic_cast<const json::out_of_range*>(&error) != nullptr) {
      too_large_number(token, problem);
    } else if (!valid_utf8(line_)) {
      problem = {406, "this is not valid UTF-8", "save the file as UTF-8"};
    } else {
      problem = {411, "this is not JSON", kRowHint};
    }
    place = code_points(line_.substr(0, position == 0 ? 0 : position - 1)) + 1;
    return false;
  }

 private:
  enum class Shape : std::uint8_t { none, object, array };
  static constexpr const char* kRowHint = R"(write each row on a line of its own, as in {"of": "china", "over": 80})";

  CellType type() const { return columns_[column_].type; }

  // A value begins. Whether it is that of a column.
  bool next() {
    if (depth_ != 1) return false;
    if (shape_ == Shape::array) {
      column_ = elements_++;
      wanted_ = column_ < columns_.size();
    }
    return wanted_;
  }

  bool start(Shape shape) {
    if (depth_ == 0) {
      shape_ = shape;
    } else if (next()) {
      return refuse(404,
                    fmt::format("is {}, where one value is wanted", shape == Shape::object ? "an object" : "a list"),
                    "write a row for each value, or leave the column out of the `import`");
    }
    ++depth_;
    return true;
  }
  bool end() {
    --depth_;
    return true;
  }

  bool keep(const std::optional<Value>& value) {
    if (!value) {
      problem.message = named() + ": " + problem.message;
      return false;
    }
    values_[column_] = value;
    return true;
  }
  bool too_large(std::string_view text) {
    too_large_number(text, problem);
    return keep(std::nullopt);
  }
  bool refuse(std::uint16_t code, std::string_view message, std::string hint) {
    problem = {code, fmt::format("{} {}", named(), message), std::move(hint)};
    return false;
  }
  std::string named() const {
    return shape_ == Shape::object ? fmt::format("`{}`", columns_[column_].name) : fmt::format("value {}", column_ + 1);
  }

  // Whether the line, read to its end, is a row with all that is wanted.
  bool complete() {
    if (shape_ == Shape::none) {
      place = 1;
      problem = {411, "this is one value, where a row is wanted", kRowHint};
      return false;
    }
    if (shape_ == Shape::array && elements_ != columns_.size()) {
      const std::size_t wanted = columns_.size();
      problem = {403,
                 fmt::format("{} value{}, where {} {} asked for", elements_, elements_ == 1 ? "" : "s", wanted,
                             wanted == 1 ? "is" : "are"),
                 "name a column for each value, or write the rows as objects"};
      return false;
    }
    const auto lacking = std::find(values_.begin(), values_.end(), std::nullopt);
    if (lacking == values_.end()) return true;
    column_ = static_cast<std::size_t>(lacking - values_.begin());
    return refuse(412, "is no key of this row", "name the keys in the `import` as the file does, or mend the row");
  }

  const std::vector<ImportColumn>& columns_;
  std::string_view line_;
  Pool* pool_ = nullptr;
  std::vector<std::optional<Value>> values_;
  Shape shape_ = Shape::none;
  std::size_t depth_ = 0;     // of objects and lists within each other
  std::size_t elements_ = 0;  // of the row, when it is a list
  std::size_t column_ = 0;    // the one that the last key or element was for, if it was wanted
  bool wanted_ = false;
};

void read_lines(const Block& block, RowValues& values, Pool& pool, Rows& rows) {
  const auto breaks = static_cast<std::size_t>(std::count(block.begin(), block.end(), '\n'));
  for (auto& column : rows.columns) column.resize(std::max(column.size(), breaks + 1));
  const char* begin = block.begin() + rows.rest;
  while (begin < block.end()) {
    const auto* const line_break =
        static_cast<const char*>(std::memchr(begin, '\n', static_cast<std::size_t>(block.end() - begin)));
    const char* const end = line_break != nullptr ? line_break : block.end();
    const std::string_view line(begin, static_cast<std::size_t>(end - begin));
    if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
      if (values.read(line, pool)) {
        for (std::size_t c = 0; c < rows.columns.size(); ++c) rows.columns[c][rows.count] = values.value(c);
        ++rows.count;
      } else if (++rows.bad <= kMostImportErrors) {
        rows.errors.push_back(
            {values.problem.code, rows.lines, values.place, values.problem.message, values.problem.hint});
      }
    }
    if (line_break == nullptr) break;
    ++rows.lines;
    begin = line_break + 1;
  }
  rows.rest = block.size();
}

}  // namespace

bool read_json_lines(ByteSource& source, const ImportSpec& spec, Pool& pool, Table& table,
                     std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going) {
  const auto make_reader = [&]() -> ReadBlock {
    return [&spec, values = RowValues(spec.columns)](const Block& block, Pool& into, Rows& rows) mutable {
      rows.columns.resize(spec.columns.size());
      read_lines(block, values, into, rows);
    };
  };
  Joiner joiner(make_reader(), pool, table, errors);
  BlockReader blocks(source, spec.block_bytes);
  Asking asking(keep_going);
  if (!asking.goes_on(0, 0)) return false;
  Rows rows;
  Block block;
  blocks.read(block);
  block.drop_mark();
  make_reader()(block, pool, rows);
  reserve(table, rows, source.plain_bytes());
  const bool last = block.last;
  joiner.join(block, rows);
  const bool whole = last || read_blocks(blocks, make_reader, joiner, asking, spec.threads);
  bad += joiner.bad_rows();
  return whole;
}

}  // namespace linchpin::io
