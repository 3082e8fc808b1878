// JSON Lines: a value of JSON a line, each of them a row.
//
// A row is an object, whose keys are taken by the columns' names, in any order and among others; or an array, whose
// elements are taken by position. Blank lines are passed over.
//
// A string is text: see `text_value`. A number is an integer if it is written without point and exponent, and else a
// decimal. `true` and `false` are names. A `null` is no value, nor are lists and objects.
#pragma once

#include "io/byte_source.hpp"
#include "io/import.hpp"

namespace linchpin::io {

// As read_separated.
bool read_json_lines(ByteSource& source, const ImportSpec& spec, Pool& pool, Table& table,
                     std::vector<ImportError>& errors, std::uint64_t& bad, const KeepGoing& keep_going);

}  // namespace linchpin::io
