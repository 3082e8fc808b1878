// The check of the order by itself: what it lets pass and what it reports, on observations written down by hand.
#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "naive_body.hpp"
#include "order.hpp"

namespace {

using linchpin::property::Derived;
using linchpin::property::Row;

struct Step {
  std::uint64_t number;
  std::string facts;
  std::uint64_t superseded = Row::kNever;
};

Derived derived(const std::vector<Step>& steps) {
  Derived out;
  for (const Step& step : steps)
    for (const auto& fact : linchpin::property::parse(step.facts)) {
      const auto& head = std::get<linchpin::syntax::Clause>(fact.body).head;
      linchpin::naive::Tuple tuple;
      for (const auto& arg : head.args) tuple.push_back(linchpin::naive::value(arg, {}));
      out[linchpin::naive::signature(head)].push_back({tuple, step.number, step.superseded});
    }
  for (auto& [signature, rows] : out)
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.tuple < b.tuple; });
  return out;
}

// "", or the kind and detail on one line: "order: t/2: a, c, of step 2, rests on ...".
std::string fault(const std::string& program, const std::vector<Step>& steps) {
  const auto found = linchpin::property::check_order(linchpin::property::parse(program), derived(steps));
  if (!found) return "";
  std::string out = found->kind + ":";
  for (std::size_t i = 0; i < found->detail.size(); ++i) {
    const char c = found->detail[i] == '\n' ? ';' : found->detail[i];
    if (c != ' ' || out.back() != ' ') out += c;
  }
  return out;
}

void passes(const std::string& program, const std::vector<Step>& steps) { BOOST_TEST(fault(program, steps) == ""); }
void fails(const std::string& program, const std::vector<Step>& steps, const std::string& expected) {
  BOOST_TEST(fault(program, steps) == expected);
}

const std::string kClosure = "e(a, b). e(b, c). e(c, d). t(X, Y) :- e(X, Y). t(X, Z) :- t(X, Y), e(Y, Z).";
const Step kEdges{1, "e(a, b). e(b, c). e(c, d)."};
const Step kFirst{2, "t(a, b). t(b, c). t(c, d)."};

}  // namespace

BOOST_AUTO_TEST_SUITE(order)

BOOST_AUTO_TEST_CASE(rows_rest_on_rows_of_smaller_steps) {
  passes(kClosure, {kEdges, kFirst, {3, "t(a, c). t(b, d)."}, {4, "t(a, d)."}});
  passes(kClosure, {kEdges, kFirst, {7, "t(b, d)."}, {8, "t(a, c)."}, {9, "t(a, d)."}});
}

BOOST_AUTO_TEST_CASE(the_same_step_is_not_smaller) {
  fails(kClosure, {kEdges, kFirst, {3, "t(a, c). t(b, d). t(a, d)."}},
        "order: t/2: a, d, of step 3, rests on a row of step 3 at the earliest;");
  fails(kClosure, {kEdges, kFirst, {2, "t(a, c)."}, {3, "t(b, d). t(a, d)."}},
        "order: t/2: a, c, of step 2, rests on a row of step 2 at the earliest;");
  fails(
      kClosure, {{3, "e(a, b). e(b, c). e(c, d)."}, kFirst, {4, "t(a, c). t(b, d)."}, {5, "t(a, d)."}},
      "order: t/2: a, b, of step 2, rests on a row of step 3 at the earliest; t/2: b, c, of step 2, rests on a row of "
      "step 3 at the earliest; t/2: c, d, of step 2, rests on a row of step 3 at the earliest;");
}

BOOST_AUTO_TEST_CASE(one_instance_in_order_is_enough) {
  const std::string program = "e(a, b). e(a, c). e(b, d). e(c, d). r(a). r(Y) :- r(X), e(X, Y).";
  const Step edges{1, "e(a, b). e(a, c). e(b, d). e(c, d). r(a)."};
  passes(program, {edges, {2, "r(b)."}, {3, "r(d)."}, {4, "r(c)."}});
  fails(program, {edges, {2, "r(d)."}, {3, "r(b). r(c)."}},
        "order: r/1: d, of step 2, rests on a row of step 3 at the earliest;");
}

BOOST_AUTO_TEST_CASE(rows_that_rest_on_each_other_rest_on_nothing) {
  fails("p(X) :- q(X). q(X) :- p(X).", {{1, "p(a)."}, {2, "q(a)."}},
        "order: p/1: a, of step 1, rests on a row of step 2 at the earliest;");
  fails("p(X) :- p(X).", {{1, "p(a)."}}, "order: p/1: a, of step 1, rests on a row of step 1 at the earliest;");
}

BOOST_AUTO_TEST_CASE(nothing_lacks_and_nothing_is_made_up) {
  fails(kClosure, {kEdges, kFirst, {3, "t(a, c). t(b, d)."}}, "missing: t/2: a, d, by t(X, Z) :- t(X, Y), e(Y, Z).;");
  fails(kClosure, {kEdges, kFirst, {3, "t(a, c). t(b, d). t(d, d)."}, {4, "t(a, d)."}},
        "order: t/2: d, d, of step 3, is derived by no rule;");
  fails("p(a). p(b).", {{1, "p(a)."}}, "missing: p/1: b, by p(b).;");
  fails("p(a).", {{1, "p(a). q(a)."}}, "order: q/1: a, of step 1, is derived by no rule;");
}

BOOST_AUTO_TEST_CASE(facts_may_come_in_any_step) {
  passes("p(a). p(b). q(X) :- p(X). q(b).", {{1, "p(a)."}, {2, "q(a). q(b)."}, {9, "p(b)."}});
  passes("p(X) :- X = 1 + 1.", {{1, "p(2)."}});
  passes("sort actor. sort state < actor. entity china : state.", {{1, "state(china). actor(china)."}});
  fails("sort actor. entity china : actor. sort state < actor.", {{1, "state(china). actor(china)."}},
        "order: state/1: china, of step 1, is derived by no rule;");
}

BOOST_AUTO_TEST_CASE(what_is_negated_or_aggregated_is_complete_before) {
  const std::string without = "p(a). p(b). q(b). r(X) :- p(X), not q(X).";
  passes(without, {{1, "p(a). p(b). q(b)."}, {2, "r(a)."}});
  fails(without, {{1, "p(a). p(b)."}, {2, "r(a)."}, {3, "q(b)."}},
        "order: r/1: a, of step 2, rests on a row of step 3 at the earliest;");
  fails(without, {{1, "p(a). p(b). q(b)."}, {2, "r(a). r(b)."}}, "order: r/1: b, of step 2, is derived by no rule;");
  const std::string counted = "p(a). p(b). n(N) :- N = #count{X : p(X)}.";
  passes(counted, {{1, "p(a). p(b)."}, {2, "n(2)."}});
  fails(counted, {{1, "p(a)."}, {2, "n(2)."}, {3, "p(b)."}},
        "order: n/1: 2, of step 2, rests on a row of step 3 at the earliest;");
  fails(counted, {{1, "p(a). p(b)."}, {2, "n(1). n(2)."}}, "order: n/1: 1, of step 2, is derived by no rule;");
}

BOOST_AUTO_TEST_CASE(comparisons_and_computed_heads_hold) {
  const std::string program = "p(1). p(2). q(X + 1) :- p(X), X > 1.";
  passes(program, {{1, "p(1). p(2)."}, {2, "q(3)."}});
  fails(program, {{1, "p(1). p(2)."}, {2, "q(2). q(3)."}}, "order: q/1: 2, of step 2, is derived by no rule;");
}

BOOST_AUTO_TEST_CASE(a_superseded_row_supports_what_came_before_the_better_one) {
  const std::string program =
      "predicate w(to: any, width: max int). w(s, 7). w(s, 9). road(s, b, 5). w(Z, min(D, W)) :- w(Y, D), "
      "road(Y, Z, W).";
  const Step road{1, "road(s, b, 5)."};
  passes(program, {road, {1, "w(s, 7).", 3}, {2, "w(b, 5)."}, {3, "w(s, 9)."}});
  passes(program, {road, {1, "w(s, 7).", 3}, {3, "w(b, 5). w(s, 9)."}});
  fails(program, {road, {2, "w(s, 7).", 3}, {2, "w(b, 5)."}, {3, "w(s, 9)."}},
        "order: w/2: b, 5, of step 2, rests on a row of step 2 at the earliest;");
  fails(program, {road, {1, "w(s, 7).", 3}, {4, "w(s, 9)."}, {4, "w(b, 5)."}},
        "order: w/2: b, 5, of step 4, rests on a row that was superseded before;");
  fails(program, {road, {1, "w(s, 9)."}, {1, "w(b, 4)."}},
        "missing: w/2: b, 5, by w(Z, min(D, W)) :- w(Y, D), road(Y, Z, W).;");
}

BOOST_AUTO_TEST_CASE(a_superseded_row_needs_support_itself) {
  const std::string program =
      "predicate d(to: any, cost: min int). d(a, 1). e(a, b, 1). d(Y, D + W) :- d(X, D), e(X, Y, W).";
  passes(program, {{1, "d(a, 1). e(a, b, 1)."}, {2, "d(b, 2)."}});
  fails(program, {{1, "d(a, 1). e(a, b, 1)."}, {1, "d(b, 5).", 2}, {2, "d(b, 2)."}},
        "order: d/2: b, 5, of step 1, is derived by no rule;");
}

BOOST_AUTO_TEST_CASE(elsewhere_only_what_holds_in_the_end_supports) {
  const std::string program = "predicate d(to: any, cost: min int). d(a, 5). d(a, 1). far(X) :- d(X, D), D > 3.";
  passes(program, {{1, "d(a, 5).", 2}, {2, "d(a, 1)."}});
  fails(program, {{1, "d(a, 5).", 2}, {2, "d(a, 1). far(a)."}}, "order: far/1: a, of step 2, is derived by no rule;");
}

// What is negated must be there before, but for rows that the negated atom could never match.
BOOST_AUTO_TEST_CASE(rows_of_another_shape_are_nothing_to_a_negation) {
  passes("p(f(1)). q :- not p(h(_)).", {{5, "p(f(1))."}, {2, "q."}});
  passes("p(f(1)). q :- not p(f(2)).", {{5, "p(f(1))."}, {2, "q."}});
  passes("p(1, f(2)). r(1). q :- r(X), not p(X, f(X)).", {{5, "p(1, f(2))."}, {1, "r(1)."}, {2, "q."}});
  fails("p(f(1), a). r(b). q(X) :- r(X), not p(f(1), X).", {{5, "p(f(1), a)."}, {1, "r(b)."}, {2, "q(b)."}},
        "order: q/1: b, of step 2, rests on a row of step 5 at the earliest;");
}

BOOST_AUTO_TEST_SUITE_END()
