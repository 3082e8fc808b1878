#include "io/import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "io/block_reader.hpp"
#include "io/byte_source.hpp"
#include "io/conveyor.hpp"
#include "io/joiner.hpp"
#include "io/row_reader.hpp"

namespace linchpin::io {
namespace {

bool ends_with_one_of(std::string_view path, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view e) { return path.ends_with(e); });
}

char separator_of(std::string_view path, std::string_view text) {
  if (path.ends_with(".gz")) path.remove_suffix(3);
  if (ends_with_one_of(path, {".tsv", ".tab", ".facts"})) return '\t';
  if (path.ends_with(".csv")) return ',';
  return text.substr(0, text.find('\n')).find('\t') != std::string_view::npos ? '\t' : ',';
}

// Asks `keep_going` before about every megabyte of a file.
class Asking {
 public:
  explicit Asking(const KeepGoing& keep_going) : keep_going_(keep_going) {}

  // After so many bytes of the file, with those held by now.
  bool goes_on(std::uint64_t read, std::uint64_t held) {
    constexpr std::uint64_t kMegabyte = std::uint64_t{1} << 20;
    unasked_ += read;
    if (!keep_going_ || unasked_ < kMegabyte) return true;
    unasked_ = 0;
    return keep_going_(held);
  }

 private:
  const KeepGoing& keep_going_;
  std::uint64_t unasked_ = std::uint64_t{1} << 20;  // it is asked before the first
};

// A block on its way, with a small pool for its rows. That needs no lock, and is worth while for one thread, too: the
// small pool stays in the cache, and the large one absorbs it with all its entries in sight.
struct Part {
  Block block;
  Rows rows;
  std::unique_ptr<Pool> pool;
  std::unique_ptr<RowReader> reader;
};

// What follows the first rows. False if it was told to stop.
bool read_on(BlockReader& blocks, RowFormat& format, Joiner& joiner, Asking& asking, const ImportSpec& spec) {
  Conveyor<Part>::Stages stages;
  stages.begin = [&](Part& part) {
    blocks.read(part.block);
    return !part.block.last;
  };
  stages.work = [&](Part& part) {
    part.pool = std::make_unique<Pool>();
    part.rows.clear();
    if (!part.reader) part.reader = std::make_unique<RowReader>(format);
    part.reader->read(part.block, *part.pool, part.rows);
  };
  stages.finish = [&](Part& part) {
    const std::size_t bytes = part.block.size();
    joiner.join(part.block, part.rows, *part.pool);
    // Here, since what is asked may look at the pool of the whole.
    return asking.goes_on(bytes, joiner.bytes() + part.block.capacity());
  };
  return Conveyor<Part>(std::move(stages)).run(spec.threads != 0 ? spec.threads : usual_threads());
}

// Memory for the rows of a file, as many as it has if all are as long as those of its beginning.
void reserve(Table& table, const Rows& beginning, std::uint64_t file_bytes) {
  if (beginning.rest == 0) return;
  const double rows =
      static_cast<double>(beginning.count) * static_cast<double>(file_bytes) / static_cast<double>(beginning.rest);
  for (auto& column : table.columns) column.reserve(static_cast<std::size_t>(rows * 1.02));
}

// REQUIRES: the table has its columns, and `source` is open. False if it was told to stop.
bool read(ByteSource& source, const std::string& path, const ImportSpec& spec, Pool& pool, Table& table, Joiner& joiner,
          RowFormat& format, const KeepGoing& keep_going) {
  BlockReader blocks(source, spec.block_bytes);
  Asking asking(keep_going);
  // As much as it takes to settle the format is read here.
  RowReader reader(format);
  Rows rows;
  Block block;
  Block more;
  std::size_t wanted = 0;
  do {
    block.drop_front(block.begin() + rows.rest);
    rows.rest = 0;
    do {
      if (!asking.goes_on(more.size(), block.capacity())) return false;
      blocks.read(more);
      const bool is_first = block.size() == 0 && rows.lines == 0 && rows.bad == 0;
      const bool has_mark = is_first && std::string_view(more.begin(), more.end()).starts_with("\xEF\xBB\xBF");
      if (is_first) format.separator = separator_of(path, {more.begin(), more.end()});
      block.append(more.begin() + (has_mark ? 3 : 0), more.end());
      block.last = more.last;
    } while (block.size() < wanted && !block.last);
    reader.start(block, pool, rows);
    wanted = 2 * (block.size() - rows.rest);
  } while (!format.settled() && !block.last);
  if (format.settled()) reader.read(block, pool, rows);
  reserve(table, rows, source.plain_bytes());
  const bool last = block.last;
  joiner.join(block, rows);
  return last || read_on(blocks, format, joiner, asking, spec);
}

}  // namespace

ImportStatus import_table(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                          std::vector<ImportError>& errors, const KeepGoing& keep_going) {
  table.columns.assign(spec.columns.size(), {});
  table.rows = 0;
  RowFormat format;
  format.columns = spec.columns;
  Joiner joiner(format, pool, table, errors);
  ByteSource source;
  ImportStatus status = ImportStatus::ok;
  if (!source.open(path)) {
    errors.push_back({401, 0, 0, fmt::format("can't read {}: {}", path, source.problem()),
                      "check the name; it is relative to the file that imports it"});
    status = ImportStatus::failed;
  } else if (!read(source, path, spec, pool, table, joiner, format, keep_going)) {
    status = ImportStatus::stopped;
  } else if (!source.problem().empty()) {
    errors.push_back({402, 0, 0, fmt::format("can't read all of {}: {}", path, source.problem()),
                      "fetch or compress the file anew"});
    status = ImportStatus::failed;
  } else if (joiner.bad_rows() != 0) {
    status = ImportStatus::failed;
  }
  if (joiner.bad_rows() > kMostImportErrors) {
    errors.push_back(
        {407, 0, 0, fmt::format("{} more bad rows in {}", joiner.bad_rows() - kMostImportErrors, path), {}});
  }
  if (status != ImportStatus::ok) table = Table{};
  return status;
}

}  // namespace linchpin::io
