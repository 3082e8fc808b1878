// Reading: tables from files, and the interning of what is in them.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "data.hpp"
#include "io/import.hpp"
#include "value/pool.hpp"

namespace linchpin::kernels {
namespace {

constexpr std::uint32_t kRows = 1 << 18;

// A file of the system's folder for such, removed at the end.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / fmt::format("linchpin-kernels-{}.tsv", ::getpid())) {
    std::FILE* file = std::fopen(path_.c_str(), "wb");
    if (file == nullptr) throw std::runtime_error(path_.string() + " can't be written");
    std::fwrite(text.data(), 1, text.size(), file);
    std::fclose(file);
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// Two cells a row, of 2^16 different ones.
std::string rows(const char* prefix) {
  Random random(3);
  std::string text;
  for (std::uint32_t r = 0; r < kRows; ++r) {
    text += fmt::format("{}{}\t{}{}\n", prefix, random.below(1U << 16), prefix, random.below(1U << 16));
  }
  return text;
}

void import_table(benchmark::State& state, const char* prefix, io::CellType type) {
  const std::string text = rows(prefix);
  const TemporaryFile file(text);
  const io::ImportSpec spec{{{"x", type}, {"y", type}}};
  for ([[maybe_unused]] auto step : state) {
    Pool pool;
    io::Table table;
    std::vector<io::ImportError> errors;
    if (io::import_table(file.path(), spec, pool, table, errors) != io::ImportStatus::ok || table.rows != kRows) {
      state.SkipWithError("the table is not read");
      return;
    }
    benchmark::DoNotOptimize(table.rows);
  }
  state.SetItemsProcessed(state.iterations() * kRows);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

// `different` names over and over.
void intern(benchmark::State& state, std::uint32_t different) {
  Random random(4);
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < kRows; ++i) names.push_back(fmt::format("name_{}", random.below(different)));
  for ([[maybe_unused]] auto step : state) {
    Pool pool;
    for (const std::string& name : names) benchmark::DoNotOptimize(pool.name(name));
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

void intern_terms(benchmark::State& state) {
  Random random(5);
  std::vector<std::uint32_t> numbers(kRows);
  for (std::uint32_t& number : numbers) number = random.below(kRows / 4);
  for ([[maybe_unused]] auto step : state) {
    Pool pool;
    const Value functor = pool.name("f");
    for (const std::uint32_t number : numbers) {
      const Value arguments[] = {Value::small(number % 1024), Value::small(number / 1024)};
      benchmark::DoNotOptimize(pool.term(functor, arguments));
    }
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}

BENCHMARK_CAPTURE(import_table, integers_any, "", io::CellType::any)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_table, integers_typed, "", io::CellType::integer)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_table, names_any, "node_", io::CellType::any)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(import_table, names_typed, "node_", io::CellType::symbol)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(intern, few_names, 1U << 8)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(intern, many_names, 1U << 28)->Unit(benchmark::kMillisecond);
BENCHMARK(intern_terms)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace linchpin::kernels
