// Hitting sets against all sets of claims, tried one by one.
#include "explain/hitting_sets.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <set>

using namespace linchpin::explain;

namespace {

constexpr unsigned kClaims = 7;

ClaimSet members(unsigned bits) {
  ClaimSet out;
  for (unsigned c = 0; c < kClaims; ++c) {
    if ((bits >> c & 1U) != 0) out.push_back(c);
  }
  return out;
}

unsigned bits_of(const ClaimSet& set) {
  unsigned out = 0;
  for (auto claim : set) out |= 1U << claim;
  return out;
}

// Something that holds by one of several proofs: each needs some claims, and that others are there, too, which stand in
// no proof. With `restores` it holds again where all of these are gone, so that it is not monotone.
struct Thing {
  std::vector<unsigned> proofs, taken_for_granted;
  unsigned restores = 0;

  bool holds(unsigned without) const {
    if (restores != 0 && (without & restores) == restores) return true;
    for (std::size_t p = 0; p < proofs.size(); ++p) {
      if ((without & (proofs[p] | taken_for_granted[p])) == 0) return true;
    }
    return false;
  }

  // More may be in a conflict than has to be.
  Verdict verdict(const ClaimSet& set) const {
    const unsigned without = bits_of(set);
    if (!holds(without)) return {Verdict::Kind::broken, {}};
    for (std::size_t p = 0; p < proofs.size(); ++p) {
      const unsigned conflict = proofs[p] | taken_for_granted[p];
      if ((without & conflict) == 0) return {Verdict::Kind::holds, members(conflict)};
    }
    return {Verdict::Kind::holds, members((1U << kClaims) - 1)};
  }
};

Thing random_thing(std::mt19937& random) {
  const auto some = [&](unsigned share) {
    unsigned out = 0;
    for (unsigned c = 0; c < kClaims; ++c) out |= random() % share == 0 ? 1U << c : 0U;
    return out;
  };
  Thing thing;
  for (unsigned n = 1 + random() % 4; n > 0; --n) {
    thing.proofs.push_back(some(3));
    thing.taken_for_granted.push_back(some(8));
  }
  if (random() % 3 == 0) thing.restores = some(3);
  return thing;
}

// Up to a size: those that break it while no part of them does.
std::set<ClaimSet> minimal(const Thing& thing, std::size_t size) {
  std::set<ClaimSet> out;
  for (unsigned set = 0; set < (1U << kClaims); ++set) {
    if (thing.holds(set) || members(set).size() > size) continue;
    bool is_minimal = true;
    for (unsigned part = (set - 1) & set; set != 0 && is_minimal; part = (part - 1) & set) {
      is_minimal = thing.holds(part);
      if (part == 0) break;
    }
    if (is_minimal) out.insert(members(set));
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sets_of_claims)

BOOST_AUTO_TEST_CASE(all_minimal_ones_up_to_a_size) {
  std::mt19937 random(7);
  int not_monotone = 0, several = 0;
  for (int i = 0; i < 3000; ++i) {
    const Thing thing = random_thing(random);
    if (!thing.holds(0)) continue;
    const HittingSets found = hitting_sets([&](const ClaimSet& set) { return thing.verdict(set); }, {3, 100000});
    BOOST_TEST_REQUIRE(found.complete_to == 3U);
    const std::set<ClaimSet> told(found.sets.begin(), found.sets.end());
    BOOST_TEST_REQUIRE(told.size() == found.sets.size());
    BOOST_TEST_REQUIRE((told == minimal(thing, 3)));
    if (found.all) BOOST_TEST_REQUIRE((told == minimal(thing, kClaims)));
    BOOST_TEST_REQUIRE(std::is_sorted(found.sets.begin(), found.sets.end(),
                                      [](const ClaimSet& a, const ClaimSet& b) { return a.size() < b.size(); }));
    not_monotone += thing.restores != 0 ? 1 : 0;
    several += told.size() > 2 ? 1 : 0;
  }
  BOOST_TEST(not_monotone > 300);
  BOOST_TEST(several > 300);
}

BOOST_AUTO_TEST_CASE(a_limit_is_told) {
  const Thing thing{{0b0000011, 0b0001100}, {0, 0}};
  int left = 3;
  const auto verdict = [&](const ClaimSet& set) {
    return left-- > 0 ? thing.verdict(set) : Verdict{Verdict::Kind::unknown, {}};
  };
  const HittingSets stopped = hitting_sets(verdict, {3, 1000});
  BOOST_TEST(stopped.complete_to == 1U);
  BOOST_TEST(!stopped.all);
  BOOST_TEST(stopped.sets.empty());
  const HittingSets few = hitting_sets([&](const ClaimSet& set) { return thing.verdict(set); }, {3, 2});
  BOOST_TEST(few.complete_to == 0U);
  const HittingSets small = hitting_sets([&](const ClaimSet& set) { return thing.verdict(set); }, {1, 1000});
  BOOST_TEST(small.complete_to == 1U);
  BOOST_TEST(!small.all);
}

BOOST_AUTO_TEST_SUITE_END()
