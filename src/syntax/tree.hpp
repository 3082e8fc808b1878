// What the grammar leaves behind for one statement: a flat tree.
//
// Nodes stand in one array in the order in which they begin, so that a node's children follow it and `next` steps over
// them. Dropping what a failed alternative left is cutting the array, and a statement after the first allocates
// nothing.
#pragma once

#include <cstdint>
#include <memory>

namespace linchpin::syntax {

enum class Part : std::uint8_t {
  // tokens, which have nothing below them
  plain_name,
  quoted_name,
  variable,
  integer,
  decimal,
  date,
  string,
  aggregate_name,
  operator_,
  empty_list,
  negation,
  comparison,  // the operator
  normally,
  stop,   // the full stop
  query,  // the question mark
  extremum,
  slug,
  basis,
  without_what,
  descending,
  conflicts,
  // terms
  application,  // name, argument...
  argument,     // term, or name and term when the argument is named
  aggregate,    // aggregate_name, term..., body
  negative,     // term
  product,      // term (operator_ term)...
  sum,          // term (operator_ term)...
  // literals and clauses
  literal,  // [negation] sum [comparison sum]
  body,     // literal...
  rule,     // body: what follows `:-`
  // statements; each is followed by what its grammar rule names, in order
  plain,  // body [rule], or normally sum [rule]
  fact,   // [negation] name token...: what `plain` would say in more nodes, without its full stop
  sort,
  entity,
  predicate,
  functor,
  declared_argument,
  source,
  levels,
  trust,
  claim,
  overrides,
  incompatible,
  scenario,
  constraint,
  include,
  import,
  import_table,
  export_,
  assumable,
  retract,
  // in headers
  at,
  place,
  by,
  level,
  repeats,
  extends,
  braces,
  broken,  // an item of braces that had an error, already reported
  // edits
  assume,
  deny,
  without,
  // questions
  find,
  at_least,
  order_key,
  limit,
  why,
  why_all,
  why_not,
  linchpins,
  requires_,
  suppose,
  in,
  compare,
  graph,
  about,
  output_format,
  output_path,
  none,  // not a node
};

inline constexpr bool is_token(Part part) { return part <= Part::conflicts; }

struct Node {
  Part part;
  std::uint32_t begin;  // bytes of the text
  std::uint32_t end;
  std::uint32_t next;  // index of the node after this one and all below it
};

// A vector whose pushing and cutting back, which happen for every rule tried, cost a comparison and a store.
class Tree {
 public:
  std::uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Node& operator[](std::uint32_t i) { return nodes_[i]; }
  const Node& operator[](std::uint32_t i) const { return nodes_[i]; }
  void push(Node node) {
    if (size_ == capacity_) grow();
    nodes_[size_++] = node;
  }
  void cut(std::uint32_t size) { size_ = size; }

 private:
  void grow();

  std::unique_ptr<Node[]> nodes_;
  std::uint32_t size_ = 0;
  std::uint32_t capacity_ = 0;
};

// How deep terms may nest, as text and as a tree: enough for any text made by people, and no stack is exhausted by it.
inline constexpr std::uint32_t deepest_nesting = 1000;

}  // namespace linchpin::syntax
