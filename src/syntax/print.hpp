// Syntax tree to text that parses to the same tree.
#pragma once

#include <string>

#include "syntax/ast.hpp"

namespace linchpin::syntax {

std::string print(const Term& term);
std::string print(const Atom& atom);
std::string print(const Literal& literal);
std::string print(const Clause& clause);        // without the full stop
std::string print(const Edit& edit);            // likewise
std::string print(const Statement& statement);  // with its terminator

std::string_view print(Basis basis);  // stated, implicit, added, remark

// Names, strings and dates as the language writes them: quoted and escaped where needed.
std::string print_name(std::string_view name);
std::string name_if_any(std::string_view name);  // the same; empty for an empty one
std::string print_string(std::string_view text);
std::string print_date(std::int64_t days);
std::string print_decimal(
    double value);  // shortest text that reads back as the same double, with digits on both sides of the point

}  // namespace linchpin::syntax
