// Relations: duplicate removal and membership, by number of columns and spread of values.
#include "engine/relation.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>

#include "data.hpp"

namespace linchpin::kernels {
namespace {

constexpr std::uint32_t kRows = 1 << 20;
constexpr std::uint32_t kBlock = 1024;  // rows given at once, about as many as the evaluation gives

engine::Relation relation(std::uint32_t arity, const Pool& pool) {
  return engine::Relation(arity, syntax::Extremum::none, 0, pool);
}

void fill(engine::Relation& relation, const Columns& table) {
  for (std::uint32_t r = 0; r < table.rows(); r += kBlock) {
    relation.insert(table.from(r).data(), std::min(kBlock, table.rows() - r));
  }
}

void insert(benchmark::State& state, std::uint32_t arity, Spread spread) {
  const Pool pool;
  const Columns table(arity, kRows, spread);
  std::uint32_t rows = 0;
  for ([[maybe_unused]] auto step : state) {
    engine::Relation filled = relation(arity, pool);
    fill(filled, table);
    rows = filled.rows();
    benchmark::DoNotOptimize(rows);
  }
  state.counters["kept"] = static_cast<double>(rows) / kRows;
  state.SetItemsProcessed(state.iterations() * kRows);
}

// Every other block is of rows that are there.
void contains(benchmark::State& state, std::uint32_t arity, Spread spread) {
  const Pool pool;
  const Columns there(arity, kRows, spread);
  const Columns others(arity, kRows, spread, 2);
  engine::Relation filled = relation(arity, pool);
  fill(filled, there);
  std::vector<std::uint8_t> found(kBlock);
  std::uint32_t r = 0;
  bool turn = false;
  for ([[maybe_unused]] auto step : state) {
    filled.contains((turn ? there : others).from(r).data(), kBlock, found.data());
    benchmark::DoNotOptimize(found.data());
    if (turn) r = (r + kBlock) % kRows;
    turn = !turn;
  }
  state.SetItemsProcessed(state.iterations() * kBlock);
}

[[maybe_unused]] const bool registered = [] {
  for (const std::uint32_t arity : {1U, 2U, 3U}) {
    for (const Spread spread : kSpreads) {
      const std::string of = fmt::format("{}/{}", arity, name(spread));
      benchmark::RegisterBenchmark(("relation_insert/" + of).c_str(), insert, arity, spread)
          ->Unit(benchmark::kMillisecond);
      benchmark::RegisterBenchmark(("relation_contains/" + of).c_str(), contains, arity, spread)
          ->Unit(benchmark::kMicrosecond);
    }
  }
  return true;
}();

}  // namespace
}  // namespace linchpin::kernels
