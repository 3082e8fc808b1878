// What the grammar of Souffle's language leaves behind for an item: the one header of this folder that knows PEGTL.
#pragma once

#include <string>
#include <string_view>
#include <tao/pegtl/contrib/parse_tree.hpp>
#include <vector>

#include "convert/souffle.hpp"
#include "grammar/souffle.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::convert {

namespace rules = grammar::souffle;
using Node = tao::pegtl::parse_tree::node;

// Makes syntax of nodes that stand in one text.
class Reader {
 public:
  Reader(std::string_view text, FileId file, Diagnostics& diagnostics)
      : text_(text), file_(file), diagnostics_(diagnostics) {}

  // An item, whose tree loses its comments to it (read.cpp).
  Item item(Node& node);
  Span span(const Node& node) const;

 private:
  // Bodies and arguments (read_clauses.cpp)
  Clause clause(const Node& node);
  Atom atom(const Node& node);
  Formula formula(const Node& node);
  Argument argument(const Node& node);  // an expression
  Argument operand(const Node& node);   // what stands between operators
  Argument number(const Node& node);
  Argument aggregate(const Node& node);
  std::vector<Argument> arguments(const Node& node, std::size_t from);
  Argument climb(const std::vector<const Node*>& tokens, std::size_t& next, int least);
  std::string string(const Node& node);

  // Declarations (read.cpp)
  ItemBody body(Node& node);
  TypeDeclaration type(const Node& node);
  Relation relation(const Node& node);
  Directive table(const Node& node);
  Component component(Node& node);
  ComponentType component_type(const Node& node) const;
  Attribute attribute(const Node& node) const;
  std::string name(const Node& node) const;

  std::string_view text_;
  FileId file_;
  Diagnostics& diagnostics_;
};

std::string_view text_of(const Node& node);
// The text of a comment without its marks, a line an element; appended to `out`.
void comment_lines(std::string_view comment, std::vector<std::string>& out);

}  // namespace linchpin::convert
