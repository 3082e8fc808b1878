#include "io/separated.hpp"

#include "io/block_rows.hpp"
#include "io/format.hpp"
#include "io/row_reader.hpp"

namespace linchpin::io {
namespace {

char separator_of(std::string_view path, std::string_view text) {
  path = without_gz(path);
  if (ends_with_one_of(path, {".tsv", ".tab", ".facts"})) return '\t';
  if (path.ends_with(".csv")) return ',';
  return text.substr(0, text.find('\n')).find('\t') != std::string_view::npos ? '\t' : ',';
}

}  // namespace

bool read_separated(ByteSource& source, const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                    std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going) {
  RowFormat format;
  format.columns = spec.columns;
  const auto make_reader = [&]() -> ReadBlock {
    return [reader = RowReader(format)](const Block& block, Pool& into, Rows& rows) mutable {
      reader.read(block, into, rows);
    };
  };
  Joiner joiner(make_reader(), pool, table, errors);
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
      if (is_first) {
        format.separator = separator_of(path, {more.begin(), more.end()});
        format.has_quotes = !without_gz(path).ends_with(".facts");
        more.drop_mark();
      }
      block.append(more.begin(), more.end());
      block.last = more.last;
    } while (block.size() < wanted && !block.last);
    reader.start(block, pool, rows);
    wanted = 2 * (block.size() - rows.rest);
  } while (!format.settled() && !block.last);
  if (format.settled()) reader.read(block, pool, rows);
  reserve(table, rows, source.plain_bytes());
  const bool last = block.last;
  joiner.join(block, rows);
  const bool whole = last || read_blocks(blocks, make_reader, joiner, asking, spec.threads);
  bad += joiner.bad_rows();
  return whole;
}

}  // namespace linchpin::io
