#include "io/block_rows.hpp"

#include <memory>
#include <utility>

#include "io/conveyor.hpp"

namespace linchpin::io {
namespace {

// A block on its way, with a small pool for its rows. That needs no lock, and is worth while for one thread, too: the
// small pool stays in the cache, and the large one absorbs it with all its entries in sight.
struct Part {
  Block block;
  Rows rows;
  std::unique_ptr<Pool> pool;
  ReadBlock read;
};

}  // namespace

bool read_blocks(BlockReader& blocks, const std::function<ReadBlock()>& reader, Joiner& joiner, Asking& asking,
                 unsigned threads) {
  Conveyor<Part>::Stages stages;
  stages.begin = [&](Part& part) {
    blocks.read(part.block);
    return !part.block.last;
  };
  stages.work = [&](Part& part) {
    part.pool = std::make_unique<Pool>();
    part.rows.clear();
    if (!part.read) part.read = reader();
    part.read(part.block, *part.pool, part.rows);
  };
  stages.finish = [&](Part& part) {
    const std::size_t bytes = part.block.size();
    joiner.join(part.block, part.rows, *part.pool);
    // Here, since what is asked may look at the pool of the whole.
    return asking.goes_on(bytes, joiner.bytes() + part.block.capacity());
  };
  return Conveyor<Part>(std::move(stages)).run(threads != 0 ? threads : usual_threads());
}

void reserve(Table& table, const Rows& beginning, std::uint64_t file_bytes) {
  if (beginning.rest == 0) return;
  const double rows =
      static_cast<double>(beginning.count) * static_cast<double>(file_bytes) / static_cast<double>(beginning.rest);
  for (auto& column : table.columns) column.reserve(static_cast<std::size_t>(rows * 1.02));
}

}  // namespace linchpin::io
