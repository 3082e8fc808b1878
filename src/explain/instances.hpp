// The instances of a rule that derive one fact: the rule is run with its head bound, and its bindings are the answers.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "explain/world.hpp"

namespace linchpin::explain {

// Bindings of the variables of `rule`, row-major.
struct Instances {
  const analysis::Rule* rule = nullptr;  // as it was run: see InstanceFinder
  std::uint32_t width = 0;
  std::uint64_t count = 0;
  std::vector<Value> values;
  std::vector<analysis::Level> levels;  // each the lowest among the rule and the rows that it reads
  bool cut = false;                     // there may be more
  std::span<const Value> row(std::uint64_t i) const { return {values.data() + i * width, width}; }
};

// Makes variables without a name of the wildcards of a rule's positive atoms.
void name_wildcards(analysis::Rule& rule);

// What an operand stands for in an instance. REQUIRES: no wildcard.
inline Value value_of(const analysis::Operand& o, std::span<const Value> bindings) {
  return o.kind == analysis::Operand::Kind::constant ? o.constant : bindings[o.variable];
}

// One rule, ready to be run for many heads. In `rule` the wildcards of positive atoms are variables, so that an
// instance tells every row that it reads. What such a variable is called is not known to the user: it has no name.
class InstanceFinder {
 public:
  // `bound`: how many of the head's arguments are given; of an aggregate's input the group alone.
  InstanceFinder(const World& world, const analysis::Rule& rule, std::uint32_t bound);
  // The last rule of a question, which may rest on others of the question's own.
  InstanceFinder(const World& world, const analysis::Query& query, std::uint32_t bound);

  const analysis::Rule& rule() const { return rule_; }
  // From rows at `lowest` or above, and said to be of that level; with `enough` (not 0), some of them where there are
  // more.
  Instances of(std::span<const Value> head, analysis::Level lowest, std::uint64_t enough);
  // All of them, with their levels.
  Instances with_levels(std::span<const Value> head, analysis::Level lowest);

 private:
  // What a variable is, where another one is known to be an integer: constant + from, or constant - from.
  struct Inverse {
    analysis::VariableId variable, from;
    std::int64_t constant;
    bool subtracts;
  };
  void prepare(std::uint32_t bound, std::size_t at);
  void invert(std::uint32_t bound);
  std::optional<Inverse> inverse_of(const analysis::Literal& literal) const;
  bool invert_for(std::span<const Value> head);
  Instances run(std::span<const Value> head, analysis::Level lowest, std::uint64_t enough, bool with_levels);

  const World& world_;
  analysis::Rule rule_;
  analysis::Query query_;
  std::size_t asked_ = 0;  // of query_.rules
  std::vector<Inverse> inverses_;
  analysis::Query inverted_;  // with the values of these known as well, if there are any
};

}  // namespace linchpin::explain
