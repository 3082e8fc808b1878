// CSV and TSV: see import.hpp for what they may look like.
#pragma once

#include <string>

#include "io/byte_source.hpp"
#include "io/import.hpp"

namespace linchpin::io {

// REQUIRES: the table has its columns, and `source` is open. Adds the number of bad rows to `bad`. False if it was told
// to stop.
bool read_separated(ByteSource& source, const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                    std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going);

}  // namespace linchpin::io
