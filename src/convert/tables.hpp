// `.input`, `.output` and `.printsize` as imports, exports and questions.
#pragma once

#include <vector>

#include "convert/names.hpp"
#include "syntax/ast.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

struct Tables {
  std::vector<syntax::Statement> statements;  // imports and exports
  std::vector<syntax::Statement> questions;   // which stand at the end: they ask for what all rules give
};

// What a directive becomes. A table that can't be read or written the same way is told (E606).
void add_tables(const Directive& directive, Span span, const Declared& declared, const Names& names, Tables& tables,
                Diagnostics& diagnostics);

// The names of a relation's columns: plain, and no two the same.
std::vector<std::string> column_names(const Signature& signature);

}  // namespace linchpin::convert
