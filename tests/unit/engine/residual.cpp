#include "engine/residual.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

namespace linchpin {
namespace {

using engine::Residual;

struct GroundRule {
  Residual::Atom head;
  std::vector<Residual::Atom> positive, negative;
  bool undecided = false;
};

// Least model where what is negated is absent from `other`; an undecided literal holds if `possible`.
std::set<Residual::Atom> least(const std::vector<GroundRule>& rules, const std::set<Residual::Atom>& other,
                               bool possible) {
  std::set<Residual::Atom> out;
  for (bool more = true; more;) {
    more = false;
    for (const GroundRule& rule : rules) {
      bool holds = possible || !rule.undecided;
      for (Residual::Atom a : rule.positive) holds = holds && out.contains(a);
      for (Residual::Atom a : rule.negative) holds = holds && !other.contains(a);
      more = (holds && out.insert(rule.head).second) || more;
    }
  }
  return out;
}

// What is true in the well-founded model, by the alternating fixpoint.
std::set<Residual::Atom> well_founded(const std::vector<GroundRule>& rules) {
  std::set<Residual::Atom> holds;
  for (;;) {
    std::set<Residual::Atom> next = least(rules, least(rules, holds, true), false);
    if (next == holds) return holds;
    holds = std::move(next);
  }
}

std::set<Residual::Atom> solved(const std::vector<GroundRule>& rules, std::uint32_t atoms) {
  Residual residual;
  for (const GroundRule& rule : rules) residual.add(rule.head, rule.positive, rule.negative, rule.undecided);
  const std::vector<bool> holds = residual.solve(atoms);
  std::set<Residual::Atom> out;
  for (Residual::Atom a = 0; a < atoms; ++a) {
    if (holds[a]) out.insert(a);
  }
  return out;
}

BOOST_AUTO_TEST_SUITE(residual)

BOOST_AUTO_TEST_CASE(a_path_of_negations) {
  // 0 :- not 1. 1 :- not 2. 2 :- not 3. and nothing for 3.
  const std::vector<GroundRule> rules{{0, {}, {1}}, {1, {}, {2}}, {2, {}, {3}}};
  BOOST_TEST((solved(rules, 4) == std::set<Residual::Atom>{0, 2}));
}

BOOST_AUTO_TEST_CASE(atoms_that_support_each_other_fail) {
  // 0 :- 1. 1 :- 0. 2 :- not 0.
  BOOST_TEST((solved({{0, {1}, {}}, {1, {0}, {}}, {2, {}, {0}}}, 3) == std::set<Residual::Atom>{2}));
}

BOOST_AUTO_TEST_CASE(what_rests_on_something_undecided_stays_open) {
  // 0 :- UNDECIDED. 1 :- not 0. 2 :- not 3. 3 :- not 2.
  BOOST_TEST(solved({{0, {}, {}, true}, {1, {}, {0}}, {2, {}, {3}}, {3, {}, {2}}}, 4).empty());
}

BOOST_AUTO_TEST_CASE(as_the_alternating_fixpoint_on_random_rules) {
  std::mt19937 random(7);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
  std::size_t some = 0, open = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const std::uint32_t atoms = 2 + below(8);
    std::vector<GroundRule> rules(1 + below(16));
    for (GroundRule& rule : rules) {
      rule.head = below(atoms);
      for (std::uint32_t i = below(3); i > 0; --i) rule.positive.push_back(below(atoms));
      for (std::uint32_t i = below(3); i > 0; --i) rule.negative.push_back(below(atoms));
      rule.undecided = below(10) == 0;
    }
    const std::set<Residual::Atom> expected = well_founded(rules);
    some += expected.empty() ? 0 : 1;
    open += least(rules, expected, true) == expected ? 0 : 1;
    BOOST_REQUIRE((solved(rules, atoms) == expected));
  }
  BOOST_TEST(some > 500U);
  BOOST_TEST(open > 500U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace linchpin
