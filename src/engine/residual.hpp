// What a component that depends on its own negation leaves open, as ground rules, and which of it is true.
//
// The alternating fixpoint takes a round for each negation on a path, and each round looks at the whole component
// again. Where it goes on for long, the rules' instances over what is still open are few and tell the rest in time
// linear in their size, but for sets of atoms that support each other, which are looked for anew as long as there are
// some. Source: Berman, Schlipf, Franco, "Computing the well-founded semantics faster", 1995.
#pragma once

#include <cstdint>
#include <vector>

namespace linchpin::engine {

// Numbered atoms, and rules head :- positive..., not negative... over them.
class Residual {
 public:
  using Atom = std::uint32_t;

  // `undecided`: something else in the body is, too, for good.
  void add(Atom head, const std::vector<Atom>& positive, const std::vector<Atom>& negative, bool undecided);

  // By atom: whether it is true in the well-founded model. An atom without rules is false.
  std::vector<bool> solve(std::uint32_t atoms);

 private:
  struct Rule {
    Atom head = 0;
    std::uint32_t begin = 0, negative = 0, end = 0;  // in literals_: positive ones, then negative ones
    std::uint32_t open = 0;                          // literals not known to hold
    bool alive = true;                               // no literal is known not to hold
  };
  enum class Status : std::uint8_t { open, holds, fails };

  void find_occurrences(std::uint32_t atoms);
  void decide(Atom atom, Status status);
  void propagate();
  void kill(Rule& rule);
  bool fail_unfounded();

  std::vector<Rule> rules_;
  std::vector<Atom> literals_;
  std::vector<Status> status_;
  std::vector<std::uint32_t> support_;                // by atom: rules alive with it as head
  std::vector<std::uint32_t> offsets_, occurrences_;  // by atom: rules it occurs in; the highest bit: negated
  std::vector<Atom> queue_;
};

}  // namespace linchpin::engine
