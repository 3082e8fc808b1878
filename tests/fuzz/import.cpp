// Tables: the first byte says of what kind the file is, the second what its columns are to hold.
#include "io/import.hpp"

#include <unistd.h>

#include <array>
#include <fstream>

#include "target.hpp"

using namespace linchpin;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array kNames{"table.csv", "table.tsv",    "table.facts", "table.jsonl",
                              "table.txt", "table.csv.gz", "table.db"};
  if (size < 2) return 0;
  static const std::string folder = [] {
    std::string name = "/tmp/linchpin-fuzz-XXXXXX";
    return std::string(mkdtemp(name.data()));
  }();
  const std::string path = folder + "/" + kNames[data[0] % kNames.size()];
  std::ofstream(path, std::ios::binary) << fuzz::text_of(data + 2, size - 2);
  io::ImportSpec spec;
  constexpr unsigned kTypes = 7;
  spec.columns = {{"a", static_cast<io::CellType>(data[1] % kTypes)},
                  {"b", static_cast<io::CellType>(data[1] / kTypes % kTypes)}};
  spec.threads = 1 + data[1] / (kTypes * kTypes) % 2;
  spec.block_bytes = 64;
  if (path.ends_with(".db")) spec.table = "t";
  Pool pool;
  io::Table table;
  std::vector<io::ImportError> errors;
  const io::ImportStatus status = io::import_table(path, spec, pool, table, errors);
  if (status == io::ImportStatus::ok) {
    fuzz::require(errors.empty() && table.columns.size() == spec.columns.size(), "a table has its columns");
    for (const auto& column : table.columns) {
      fuzz::require(column.size() == table.rows, "as many values as rows");
      for (const Value value : column) pool.print(value);
    }
  } else {
    fuzz::require(!errors.empty() && table.rows == 0, "nothing half-loaded stays");
  }
  unlink(path.c_str());
  return 0;
}
