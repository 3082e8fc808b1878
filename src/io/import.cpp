#include "io/import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "io/byte_source.hpp"
#include "io/cell_value.hpp"
#include "io/row_splitter.hpp"

namespace linchpin::io {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;

// The bytes at hand: whole rows, and at the end perhaps the beginning of one.
class Window {
 public:
  explicit Window(ByteSource& source) : source_(source), bytes_(kChunk + 1) {}

  const char* begin() const { return bytes_.data() + begin_; }
  const char* end() const { return bytes_.data() + end_; }
  bool last() const { return last_; }
  std::size_t capacity() const { return bytes_.size(); }
  void consume(const char* to) { begin_ = static_cast<std::size_t>(to - bytes_.data()); }

  // Keeps what was not consumed and reads on. Pointers into the window are void afterwards.
  void refill() {
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ + kChunk / 2 > bytes_.size()) bytes_.resize(bytes_.size() * 2);  // a row longer than the window
    const std::size_t room = bytes_.size() - 1 - end_;
    const std::size_t got = source_.read(bytes_.data() + end_, room);
    end_ += got;
    last_ = got < room;
    bytes_[end_] = '\n';  // the sentinel that split_row asks for
  }

 private:
  ByteSource& source_;
  std::vector<char> bytes_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool last_ = false;
};

bool ends_with_one_of(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return path.ends_with(e); });
}

char separator_of(std::string_view path, std::string_view text) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (ends_with_one_of(path, {".tsv", ".tab", ".facts"})) return '\t';
  if (path.ends_with(".csv")) return ',';
  return text.substr(0, text.find('\n')).find('\t') != std::string_view::npos ? '\t' : ',';
}

class Importer {
 public:
  Importer(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table, std::vector<ImportError>& errors)
      : path_(path), spec_(spec), pool_(pool), table_(table), errors_(errors) {}

  ImportStatus run(const KeepGoing& keep_going) {
    table_.columns.assign(spec_.columns.size(), {});
    table_.rows = 0;
    const ImportStatus status = read(keep_going);
    if (bad_rows_ > kMostImportErrors) {
      errors_.push_back({407, 0, 0, fmt::format("{} more bad rows in {}", bad_rows_ - kMostImportErrors, path_), {}});
    }
    if (status != ImportStatus::ok) table_ = Table{};
    return status;
  }

 private:
  ImportStatus read(const KeepGoing& keep_going) {
    ByteSource source;
    if (!source.open(path_)) {
      errors_.push_back({401, 0, 0, fmt::format("can't read {}: {}", path_, source.problem()),
                         "check the name; it is relative to the file that imports it"});
      return ImportStatus::failed;
    }
    Window window(source);
    window.refill();
    if (std::string_view(window.begin(), window.end()).starts_with("\xEF\xBB\xBF")) window.consume(window.begin() + 3);
    separator_ = separator_of(path_, {window.begin(), window.end()});
    while (true) {
      if (window.begin() == window.end() && window.last()) break;
      if (keep_going && !keep_going(window.capacity() + held())) return ImportStatus::stopped;
      rows(window);
      if (window.last()) break;
      window.refill();
    }
    if (!source.problem().empty()) {
      errors_.push_back({402, 0, 0, fmt::format("can't read all of {}: {}", path_, source.problem()),
                         "fetch or compress the file anew"});
      return ImportStatus::failed;
    }
    return bad_rows_ == 0 ? ImportStatus::ok : ImportStatus::failed;
  }

  std::uint64_t held() const {
    std::uint64_t bytes = 0;
    for (const auto& column : table_.columns) bytes += column.capacity() * sizeof(Value);
    return bytes;
  }

  // All rows that end within the window.
  void rows(Window& window) {
    while (window.begin() < window.end()) {
      const char* begin = window.begin();
      const Row row = split_row(begin, window.end(), window.last(), separator_, cells_);
      if (row.status == RowStatus::more) return;
      if (row.status == RowStatus::unclosed) {
        bad_row(begin, row.place,
                {408, "a quoted cell that is not closed by the end of the file",
                 "close it with `\"`; write a quote inside a quoted cell as `\"\"`"});
      } else if (row.status == RowStatus::after_quote) {
        bad_row(begin, row.place,
                {408, "text after the closing quote of a cell",
                 "quote the whole cell, and write a quote inside it as `\"\"`"});
      } else if (!cells_.empty()) {
        if (!started_) {
          started_ = true;
          if (!header(begin)) take(begin);
        } else {
          take(begin);
        }
      }
      line_ += row.line_breaks;
      window.consume(row.next);
    }
  }

  // Whether the first row holds every name asked for; then where each column stands.
  bool header(const char* begin) {
    std::vector<std::string> names;
    for (const Cell& cell : cells_) names.emplace_back(cell_text(cell, scratch_));
    for (const ImportColumn& column : spec_.columns) {
      const auto found = std::find(names.begin(), names.end(), column.name);
      if (found == names.end()) {
        first_row_ = std::move(names);
        place_.clear();
        for (std::size_t c = 0; c < spec_.columns.size(); ++c) place_.push_back(c);
        width_ = spec_.columns.size();
        return false;
      }
      place_.push_back(static_cast<std::size_t>(found - names.begin()));
      const auto again = std::find(found + 1, names.end(), column.name);
      if (again != names.end()) {
        bad_row(begin, cells_[static_cast<std::size_t>(again - names.begin())].begin,
                {409, fmt::format("the header has the column `{}` twice", column.name), "rename one of the two"});
      }
    }
    has_header_ = true;
    width_ = names.size();
    return true;
  }

  void take(const char* begin) {
    if (cells_.size() != width_) {
      const auto count = [](std::size_t n) { return fmt::format("{} cell{}", n, n == 1 ? "" : "s"); };
      bad_row(begin, cells_[std::min(width_, cells_.size() - 1)].begin,
              {403,
               has_header_ ? fmt::format("{}, where the header has {}", count(cells_.size()), width_)
                           : fmt::format("{}, where {} asked for", count(cells_.size()),
                                         width_ == 1 ? "1 is" : fmt::format("{} are", width_)),
               width_hint()});
      return;
    }
    for (std::size_t c = 0; c < place_.size(); ++c) {
      const Cell& cell = cells_[place_[c]];
      const CellType type = spec_.columns[c].type;
      Value value;
      const bool counts = type == CellType::any || type == CellType::integer || type == CellType::number;
      if (!counts || !short_integer(cell.raw(), value)) {
        CellProblem problem;
        const auto read = cell_value(cell_text(cell, scratch_), type, pool_, problem);
        if (!read) {
          if (line_ == 1 && !has_header_) {
            problem.hint +=
                fmt::format("; if the first line is a header, import its columns by name: {}", shown_header());
          }
          bad_row(begin, cell.begin, problem);
          for (std::size_t d = 0; d < c; ++d) table_.columns[d].pop_back();
          return;
        }
        value = *read;
      }
      table_.columns[c].push_back(value);
    }
    ++table_.rows;
  }

  std::string shown_header() const {
    std::string out;
    for (const std::string& name : first_row_) out += (out.empty() ? "" : ", ") + name;
    constexpr std::size_t kMost = 60;
    if (out.size() > kMost) out = out.substr(0, out.find(',', kMost)) + ", ...";
    return out;
  }

  std::string width_hint() const {
    if (cells_.size() == 1) {
      const std::string_view text = cells_[0].raw();
      for (const char other : {';', '\t', ',', '|'}) {
        if (other != separator_ && text.find(other) != std::string_view::npos) {
          return fmt::format("the cells are expected to be separated by {}, and here seem to be by {}",
                             separator_ == '\t' ? "tabs" : "commas",
                             other == '\t' ? std::string("tabs") : fmt::format("`{}`", other));
        }
      }
    }
    if (has_header_) return fmt::format("quote a cell that holds a {}", separator_ == '\t' ? "tab" : "comma");
    if (line_ == 1) {
      return fmt::format(
          "name a column for each cell, or give the file a header line and name those wanted; its first "
          "line is {}",
          shown_header());
    }
    return fmt::format("write a cell for each column named, and quote a cell that holds a {}",
                       separator_ == '\t' ? "tab" : "comma");
  }

  // REQUIRES: `place` stands in the row that begins at `begin`, on line line_.
  void bad_row(const char* begin, const char* place, const CellProblem& problem) {
    if (++bad_rows_ > kMostImportErrors) return;
    const char* line_begin = begin;
    std::uint64_t line = line_;
    for (const char* p = begin; p < place; ++p) {
      if (*p != '\n') continue;
      ++line;
      line_begin = p + 1;
    }
    const auto column =
        std::count_if(line_begin, place, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    errors_.push_back({problem.code, line, static_cast<std::uint64_t>(column) + 1, problem.message, problem.hint});
  }

  const std::string& path_;
  const ImportSpec& spec_;
  Pool& pool_;
  Table& table_;
  std::vector<ImportError>& errors_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> place_;  // of each column of the spec, among the cells of a row
  std::vector<std::string> first_row_;
  std::string scratch_;
  std::size_t width_ = 0;   // cells of a good row
  std::uint64_t line_ = 1;  // of the row at hand
  std::uint64_t bad_rows_ = 0;
  char separator_ = ',';
  bool started_ = false;
  bool has_header_ = false;
};

}  // namespace

ImportStatus import_table(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                          std::vector<ImportError>& errors, const KeepGoing& keep_going) {
  return Importer(path, spec, pool, table, errors).run(keep_going);
}

}  // namespace linchpin::io
