// What is sought: a fact that may be known in part only, such as `wants(X, visit(putin, _))`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/relation.hpp"
#include "explain/fact.hpp"
#include "value/pool.hpp"

namespace linchpin::explain {

using analysis::VariableId;

// A value, of which parts may be open.
struct Partial {
  enum class Kind : std::uint8_t { value, open, term };
  Kind kind = Kind::open;
  Value value;                 // value; term: its functor
  VariableId variable = kAny;  // open: what has the same number is the same
  std::string name;            // open: what the user calls it; empty where it has no name
  std::vector<Partial> args;   // term, of which some part is open

  static constexpr VariableId kAny = ~VariableId{0};  // differs from any other

  static Partial of(Value value) {
    Partial out;
    out.kind = Kind::value;
    out.value = value;
    return out;
  }
  bool known() const { return kind == Kind::value; }
};

struct Goal {
  PredicateId predicate = 0;
  std::vector<Partial> args;
  bool known() const;                 // it is a fact
  std::vector<Value> values() const;  // REQUIRES: known()
};
Goal goal_of(const Fact& fact);

// Whether a row is what is sought.
bool fits(const Goal& goal, std::span<const Value> row, const Pool& pool);
// The rows of a relation that are, in value order, up to `most`; `count` of all of them.
std::vector<Fact> fitting(const Goal& goal, const engine::Relation* relation, std::size_t most, std::uint64_t& count,
                          const Pool& pool);

// As the language writes it, with `_` for what has no name.
std::string print(const Partial& partial, const Pool& pool);
std::string print(const Goal& goal, const analysis::Program& program, const Pool& pool);
// Names of what is open, in order of appearance.
std::vector<std::string> open_names(const Goal& goal);

}  // namespace linchpin::explain
