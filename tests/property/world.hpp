// What a program under construction holds: its domains, its finished predicates, its text so far.
#pragma once

#include <string>
#include <vector>

#include "build.hpp"
#include "random.hpp"
#include "text.hpp"

namespace linchpin::property {

// What an argument holds. A weight is an integer that is never negative; `any` is a mixture.
enum class Sort : std::uint8_t { node, integer, weight, text, date, decimal, term, any };

struct Predicate {
  std::string name;
  std::vector<Sort> columns;
  bool denied = false;
};

inline bool is_integer(Sort s) { return s == Sort::integer || s == Sort::weight; }
inline bool is_number(Sort s) { return is_integer(s) || s == Sort::decimal; }

struct World {
  explicit World(std::uint64_t seed) : random(seed) {}

  Random random;
  bool typed = false;  // some predicates declare their arguments' types
  int nodes = 5;       // the domain's size
  int crowd = 1;       // how many times as many facts as usual
  std::vector<Predicate> finished;
  Program program;

  // A value written out.
  syntax::Term constant(Sort sort);
  // The order in which terms may nest: f(node), g(node, integer), h(term, node), and -f(node).
  syntax::Term ground_term(int depth);

  const Predicate& any_finished() { return random.pick(finished); }
  // Those with these columns; the first base predicates have (node, node).
  std::vector<Predicate> with_columns(const std::vector<Sort>& columns) const;
  std::vector<Predicate> with_column(Sort sort) const;
  // A new name: p1, p2, ...
  std::string fresh_name() { return "p" + std::to_string(++names_); }

 private:
  int names_ = 0;
};

syntax::Atom atom_of(const Predicate& predicate, build::Terms args);

// Adds base predicates with facts.
void add_base(World& world);
// Adds one layer of rules.
void add_layer(World& world);
// Adds a rule that computes what may have no value.
void add_failing(World& world);

}  // namespace linchpin::property
