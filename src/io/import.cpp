#include "io/import.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <thread>

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

unsigned threads_of(const ImportSpec& spec) {
  constexpr unsigned kMost = 8;  // more would wait for the one that joins
  if (spec.threads != 0) return spec.threads;
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
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
      if (!asking.goes_on(block.capacity())) return false;
      blocks.read(more);
      asking.read(more.size());
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
  return last || Conveyor(blocks, format, joiner, asking, spec.block_bytes).run(threads_of(spec));
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
