// The files of a Souffle program, put through its preprocessor and read.
#pragma once

#include <string>
#include <vector>

#include "convert/souffle.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// The items of the file and of all that it includes, in place. Of the C preprocessor, with which Souffle begins, there
// are `#include "..."`, `#define NAME text`, `#undef`, `#ifdef`, `#ifndef`, `#else` and `#endif`; what it has beyond
// these is told (E602). Includes stay inside the folder of the first file; each is read as often as it is included, but
// for those that hold `.once`. The texts go into `sources`, lines as in the files, so that places are right.
std::vector<Item> load(const std::string& path, std::string text, SourceMap& sources, Diagnostics& diagnostics);

}  // namespace linchpin::convert
