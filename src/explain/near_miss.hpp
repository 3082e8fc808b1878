// How near a body that does not hold comes to holding: which of its literals would have to hold besides, and with which
// values, so that all do.
//
// A body's literals are those that the user wrote; what analysis made of one (a term taken apart, a sum computed) goes
// with it. A miss leaves some of them out so that the others hold together; the nearest misses leave out the fewest,
// and then the fewest of which nothing can be told because what is left out would have given their values. They are
// found by running the body without each set of literals in turn, small sets first, where what holds of nothing by
// itself is in every set.
#pragma once

#include <optional>
#include <vector>

#include "explain/goal.hpp"
#include "explain/world.hpp"

namespace linchpin::explain {

// What may be spent on one question, so that it is answered in about a second on a program of any size.
class Work {
 public:
  explicit Work(engine::Budget& users);

  bool spent() const { return spent_; }
  // Whether so many rows may be gone through; if so, they are.
  bool takes(std::uint64_t rows);
  // Answers to a query, `enough` of them where there are more. Nothing once all is spent, and where there is no value
  // for what it computes. Throws what stops the user's own evaluation.
  std::optional<engine::Answers> ask(const World& world, const analysis::Query& query, std::uint64_t enough);

 private:
  engine::Budget& users_;
  engine::Budget own_;
  std::uint64_t queries_ = 2000, rows_ = 20'000'000;
  bool spent_ = false;
};

// A rule, or the rule that answers a question, of which some variables are known.
struct Body {
  analysis::Rule rule;  // `_` of positive atoms are variables without a name
  const analysis::Query* question = nullptr;
  std::vector<Partial> known;  // by variable
};
// A rule for what is sought; nothing where its head is not about that.
std::optional<Body> body_for(const analysis::Rule& rule, const Goal& goal, Pool& pool);
Body body_of(const analysis::Query& question);

// A literal of the user's: the one literal that says it, of those with its place.
struct Unit {
  std::size_t main = 0;
};

struct Miss {
  std::vector<std::size_t> missing, held, untold;  // literals of the body: Unit::main, in its order
  std::vector<Partial> values;                     // by variable; open where several would do
  // How many combinations of values would do for what is missing. Of several `values` has what they have in common, or,
  // where something else than facts is missing, the first.
  std::uint64_t choices = 1;
  bool more_choices = false;        // they are too many to be counted
  std::vector<std::string> choice;  // of several in common: the first ones, as "X = a, Y = b"
};

// The nearest ones, which all miss as much, in a fixed order; none where the body holds. `complete`: false where work
// ran out, and there may be nearer ones.
std::vector<Miss> nearest_misses(const World& world, const Body& body, Work& work, bool& complete);

// Whether a literal was made of the rule's head.
bool in_head(const World& world, const Body& body, const analysis::Literal& literal);

// The values of all variables for which the body holds, whatever is known of them; some, where they are very many.
std::optional<engine::Answers> ask_body(const World& world, const Body& body, Work& work);

// What an atom or `not` is about under some values.
Goal goal_of(const analysis::Literal& literal, const Body& body, const std::vector<Partial>& values);

}  // namespace linchpin::explain
