// A table of an SQLite file, or a view.
//
// Columns are taken by name, as SQLite compares names: ASCII letters of either case are the same. An integer is one, a
// real is a decimal, and a text is read by `text_value`. NULL and blobs are no values.
#pragma once

#include <string>

#include "io/import.hpp"

namespace linchpin::io {

// The table that the spec names. Adds the number of bad rows, which are counted from 1 as the table gives them, to
// `bad`. REQUIRES: the table has its columns.
ImportStatus read_sqlite(const std::string& path, const ImportSpec& spec, Pool& pool, Table& table,
                         std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going);

}  // namespace linchpin::io
