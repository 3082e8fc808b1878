// Indexes: building one over a whole relation, and looking keys up in it, by columns and spread of values. One column
// of dense values is addressed by the value itself; the others are hashed.
#include "engine/index.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <numeric>

#include "data.hpp"
#include "engine/relation.hpp"

namespace linchpin::kernels {
namespace {

constexpr std::uint32_t kRows = 1 << 20;
constexpr std::uint32_t kBlock = 1024;  // keys looked up at once

// The keys in the first columns, numbered in the last: all rows are different, however often a key is there.
engine::Relation filled(std::uint32_t width, const Pool& pool, const Columns& keys) {
  engine::Relation relation(3, syntax::Extremum::none, 0, pool);
  const std::vector<const Value*> key = keys.from(0);
  std::vector<Value> numbers(keys.rows());
  for (std::uint32_t r = 0; r < keys.rows(); ++r) numbers[r] = Value::small(r);
  const Value* const columns[] = {key[0], width == 2 ? key[1] : numbers.data(), numbers.data()};
  relation.insert(columns, keys.rows());
  return relation;
}

std::vector<std::uint32_t> first_columns(std::uint32_t width) {
  std::vector<std::uint32_t> columns(width);
  std::iota(columns.begin(), columns.end(), 0U);
  return columns;
}

void build(benchmark::State& state, std::uint32_t width, Spread spread) {
  const Pool pool;
  const Columns keys(width, kRows, spread);
  const engine::Relation relation = filled(width, pool, keys);
  for ([[maybe_unused]] auto step : state) {
    engine::Index index(first_columns(width));
    index.extend(relation, relation.rows());
    benchmark::DoNotOptimize(index.bytes());
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

// All keys are there; the rows they lead to are counted, not read.
void probe(benchmark::State& state, std::uint32_t width, Spread spread) {
  const Pool pool;
  const Columns keys(width, kRows, spread);
  engine::Relation relation = filled(width, pool, keys);
  const engine::Index& index = relation.index(first_columns(width), relation.rows());
  std::vector<engine::Range> ranges(kBlock);
  std::uint32_t r = 0;
  std::uint64_t rows = 0;
  for ([[maybe_unused]] auto step : state) {
    for (const engine::Run& run : index.runs()) {
      run.find(relation, index.columns(), keys.from(r).data(), kBlock, ranges.data());
      for (const engine::Range& range : ranges) rows += range.end - range.begin;
    }
    r = (r + kBlock) % kRows;
  }
  benchmark::DoNotOptimize(rows);
  state.counters["rows a key"] = static_cast<double>(rows) / static_cast<double>(state.iterations() * kBlock);
  state.SetItemsProcessed(state.iterations() * kBlock);
}

[[maybe_unused]] const bool registered = [] {
  for (const std::uint32_t width : {1U, 2U}) {
    for (const Spread spread : kSpreads) {
      const std::string of = fmt::format("{}/{}", width, name(spread));
      benchmark::RegisterBenchmark(("index_build/" + of).c_str(), build, width, spread)->Unit(benchmark::kMillisecond);
      benchmark::RegisterBenchmark(("index_probe/" + of).c_str(), probe, width, spread)->Unit(benchmark::kMicrosecond);
    }
  }
  return true;
}();

}  // namespace
}  // namespace linchpin::kernels
