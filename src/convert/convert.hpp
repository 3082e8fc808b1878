// Programs of Souffle's as knowledge bases: the way in.
//
//   text -> load -> expand -> declared, expand_inline -> for each clause: alternatives, resolve_scopes, infer, clauses
//
// A relation becomes a predicate, declared with its attributes; a symbol becomes a string, `number` and `unsigned`
// integers, `float` decimals; a record `[a, b]` of type `Pair` becomes the term `pair(a, b)`, a branch `$Leaf(x)` the
// term `leaf(x)`, `nil` the name. docs/souffle.md has the whole table.
#pragma once

#include <optional>
#include <string>

#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

// The knowledge base, laid out, of a program that stands in the file `path`; nothing where something could not be
// taken. All of that is then in `diagnostics` (E601-E610), each with its place in `sources`.
std::optional<std::string> convert(const std::string& path, std::string text, SourceMap& sources,
                                   Diagnostics& diagnostics);

}  // namespace linchpin::convert
