#include "explain/overestimate.hpp"

#include <boost/test/unit_test.hpp>

#include "session/script.hpp"
#include "session/world.hpp"

using namespace linchpin;

// What could hold without the claims: only where it can't come out differently.
BOOST_AUTO_TEST_CASE(what_may_come_out_differently_is_not_bounded) {
  session::State state;
  Diagnostics diagnostics;
  engine::Budget budget;
  session::ScriptReader reader(state.sources, state.pool, state.paths, diagnostics, [] { return true; });
  reader.text("program.kb", R"(
    predicate best(of: any, price: min int).
    edge(a, b). edge(b, c). closed(c). price(a, 3). price(a, 5).
    open(X, Y) :- edge(X, Y), not closed(Y).
    reached(X, Y) :- open(X, Y).
    reached(X, Z) :- reached(X, Y), edge(Y, Z).
    best(X, P) :- price(X, P).
    cheap(X) :- best(X, P), P < 4.
    many(N) :- N = #count { X : edge(X, _) }.
    some(N) :- many(N), edge(a, b).
  )",
              ".");
  for (session::Segment& segment : reader.take()) {
    BOOST_REQUIRE(state.add(std::move(segment.module), budget, diagnostics) == Status::ok);
  }
  const explain::World world = session::world_of(state, budget);
  const explain::Overestimate most(world);
  const auto predicate = [&](const char* name, std::uint32_t arity) {
    return *state.signatures.find({name, arity, false});
  };
  for (const auto& [name, arity] : {std::pair("edge", 2U), {"price", 2U}, {"open", 2U}, {"reached", 2U}}) {
    BOOST_TEST(most.bounds(predicate(name, arity)), name);
  }
  for (const auto& [name, arity] : {std::pair("best", 2U), {"cheap", 1U}, {"many", 1U}, {"some", 1U}}) {
    BOOST_TEST(!most.bounds(predicate(name, arity)), name);
  }
  const auto rows = [&](const explain::World& in) { return in.engine.relation(predicate("reached", 2))->live_rows(); };
  BOOST_TEST(rows(world) == 2U);
  BOOST_TEST(rows(most.world()) == 3U);  // b reaches c, were it not closed
}
