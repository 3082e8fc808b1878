// A table of an SQLite file, written in one transaction.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/export.hpp"

namespace linchpin::io {

// The file is made if it is not there. Columns have no declared type: SQLite would change values to fit one. `table`
// takes the place of an older table of that name, and of nothing else: a view stays, and is an error.
std::unique_ptr<TableWriter> write_sqlite(const std::string& path, const std::string& table,
                                          const std::vector<std::string>& columns, const Pool& pool);

}  // namespace linchpin::io
