// What a text names, and where: the names in its statements, each with what it is the name of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/ast.hpp"

namespace linchpin::lsp {

struct Symbol {
  // predicate: also of functors and sorts, as terms may have a predicate's name, and a sort is a predicate of one
  // argument
  enum class Kind : std::uint8_t { predicate, constant, variable, argument, claim, scenario, source, level, file };
  static constexpr std::uint32_t kAnyArity = ~std::uint32_t{0};

  Kind kind = Kind::constant;
  std::string name;
  std::uint32_t arity = kAnyArity;  // of a predicate
  std::string owner;                // of an argument: its predicate
  std::uint32_t scope = 0;          // of a variable: the clause or question in which it stands

  // Whether it is the same thing that is named, in the same text.
  bool is(const Symbol& other) const;
  bool is_elsewhere(const Symbol& other) const { return kind != Kind::variable && is(other); }
};

struct Occurrence {
  enum class Role : std::uint8_t { declaration, head, use };
  Symbol symbol;
  std::uint32_t begin = 0, end = 0;  // bytes
  Role role = Role::use;
  std::uint32_t statement = 0;
  // Of a name that stands in an argument: of which predicate, and which argument, from 0.
  std::string of;
  std::uint32_t argument = 0;
};

// A text's statements and what they name. The statements with errors of syntax are left out.
struct Names {
  std::vector<syntax::Statement> statements;
  std::vector<Occurrence> occurrences;  // by their place
  std::vector<std::string> includes;    // as written

  const Occurrence* at(std::uint32_t offset) const;  // the one that the place is in or at the end of
};

Names read_names(std::string_view text);

}  // namespace linchpin::lsp
