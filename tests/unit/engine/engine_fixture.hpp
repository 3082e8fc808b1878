// What tests of whole updates share.
#pragma once

#include <boost/test/unit_test.hpp>
#include <random>

#include "tests/unit/engine/world.hpp"

namespace linchpin::test_support {

struct EngineFixture : World {
  std::mt19937 random{31};
  int below(unsigned n) { return static_cast<int>(random() % n); }

  void transitive_closure() {
    const Var x{"X"}, y{"Y"}, z{"Z"};
    builder.rule(atom("path", x, y), {atom("edge", x, y)});
    builder.rule(atom("path", x, z), {atom("edge", x, y), atom("path", y, z)});
  }
  void chain(int from, int to) {
    for (int i = from; i < to; ++i) fact("edge", i, i + 1);
  }
  // Updates, and compares with another engine's evaluation from nothing.
  void check() {
    update();
    BOOST_TEST((snapshot() == from_scratch()));
    BOOST_TEST((levels() == levels_from_scratch()));
  }
  // An update that throws E, and leaves every relation as it was.
  template <class E, class Holds>
  void fails_and_leaves_all(Holds holds) {
    const auto before = levels();
    const std::uint64_t tuples = engine.tuples();
    BOOST_CHECK_EXCEPTION(update(), E, holds);
    const auto after = levels();
    BOOST_REQUIRE(after.size() >= before.size());
    for (std::size_t p = 0; p < after.size(); ++p) BOOST_TEST((after[p] == (p < before.size() ? before[p] : Levels{})));
    BOOST_TEST(engine.tuples() == tuples);
  }
};

inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace linchpin::test_support
