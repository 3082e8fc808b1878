#include <boost/test/unit_test.hpp>
#include <numeric>

#include "plan/plan.hpp"
#include "tests/unit/engine/program_builder.hpp"

using namespace linchpin;
using namespace linchpin::plan;
using namespace linchpin::test_support;

namespace {

const Var X{"X"}, Y{"Y"}, Z{"Z"}, W{"W"}, N{"N"};

struct Fixture {
  Pool pool;
  ProgramBuilder builder{pool};
  analysis::Rule rule;
  Plan plan;
  std::map<std::string, double> rows;                      // by predicate; 1000 where nothing is said
  std::map<std::pair<std::string, int>, double> distinct;  // by predicate and column; 100 where nothing is said
  double delta = 10;

  const std::string& name(PredicateId p) const { return builder.program.predicates[p].signature.name; }

  void make(const Lit& head, const std::vector<Lit>& body, Request request = {}) {
    rule = builder.resolve(head, body);
    plan = plan::make(rule, request,
                      {[this](PredicateId p) { return rows.contains(name(p)) ? rows[name(p)] : 1000; },
                       [this](PredicateId p, std::uint32_t c) {
                         const std::pair key(name(p), static_cast<int>(c));
                         return distinct.contains(key) ? distinct[key] : 100;
                       },
                       [this](PredicateId) { return delta; }});
    // Whatever the order: every literal stands once, but for a delta that is first projected.
    std::vector<std::uint32_t> literals;
    for (const Step& s : plan.steps) {
      if (s.kind == Step::Kind::distinct) continue;
      literals.push_back(s.literal);
      for (std::size_t m = 1; m < s.meets.size(); ++m) literals.push_back(s.meets[m].literal);
    }
    std::sort(literals.begin(), literals.end());
    std::vector<std::uint32_t> all(rule.body.size());
    std::iota(all.begin(), all.end(), 0U);
    BOOST_TEST(literals == all, boost::test_tools::per_element());
  }

  // "scan 0, probe 1": kinds and literals.
  std::string steps() const {
    constexpr std::array names{"scan",    "distinct", "probe", "intersect", "exists", "absent", "lookup",
                               "compare", "bind",     "check", "build",     "match",  "test",   "generate"};
    std::string out;
    for (const Step& s : plan.steps) {
      out += (out.empty() ? "" : ", ") + std::string(names[static_cast<std::size_t>(s.kind)]) + " " +
             std::to_string(s.literal);
    }
    return out;
  }
  std::string live(std::size_t step) const {
    std::string out;
    for (VariableId v : plan.steps[step].live) out += rule.variable_names[v];
    return out;
  }
  std::string keys(std::size_t step) const {
    std::string out;
    for (const Key& k : plan.steps[step].keys) {
      out += (out.empty() ? "" : " ") + std::to_string(k.column) + "=" +
             (k.operand.kind == Operand::Kind::variable ? rule.variable_names[k.operand.variable]
                                                        : pool.print(k.operand.constant));
    }
    return out;
  }
  std::string outputs(std::size_t step) const {
    std::string out;
    for (const Output& o : plan.steps[step].outputs) {
      out += (out.empty() ? "" : " ") + std::to_string(o.column) + "=" + rule.variable_names[o.variable];
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(planner, Fixture)

BOOST_AUTO_TEST_CASE(an_empty_body) {
  make(atom("q", 1), {});
  BOOST_TEST(steps() == "");
}

// ---- order

BOOST_AUTO_TEST_CASE(the_smaller_relation_is_first) {
  rows = {{"big", 100000}, {"small", 10}};
  make(atom("q", X, Z), {atom("big", X, Y), atom("small", Y, Z)});
  BOOST_TEST(steps() == "scan 1, probe 0");
  BOOST_TEST(keys(1) == "1=Y");
  BOOST_TEST(outputs(1) == "0=X");
  make(atom("q", X, Z), {atom("small", X, Y), atom("big", Y, Z)});
  BOOST_TEST(steps() == "scan 0, probe 1");
}

BOOST_AUTO_TEST_CASE(ties_go_to_the_order_written) {
  make(atom("q", X, Z), {atom("a", X, Y), atom("b", Y, Z)});
  BOOST_TEST(steps() == "scan 0, probe 1");
}

BOOST_AUTO_TEST_CASE(a_constant_makes_an_atom_small) {
  make(atom("q", X, Z), {atom("a", X, Y), atom("b", Y, Z), atom("c", Z, "china")});
  BOOST_TEST(steps() == "scan 2, probe 1, probe 0");
  BOOST_TEST(keys(0) == "1=china");
}

BOOST_AUTO_TEST_CASE(a_selective_column_is_preferred) {
  rows = {{"start", 1}};
  distinct = {{{"few", 0}, 2}, {{"many", 0}, 1000}};
  make(atom("q", Y, Z), {atom("start", X), atom("few", X, Y), atom("many", X, Z)});
  BOOST_TEST(steps() == "scan 0, probe 2, probe 1");
}

BOOST_AUTO_TEST_CASE(the_smallest_is_not_first_where_it_leads_to_many) {
  rows = {{"few", 10}, {"big", 100000}, {"some", 20}};
  distinct = {{{"big", 0}, 10}, {{"big", 1}, 100000}, {{"few", 0}, 10}, {{"some", 0}, 20}};
  make(atom("q", X, Y), {atom("few", X), atom("big", X, Y), atom("some", Y)});
  BOOST_TEST(steps() == "scan 2, probe 1, exists 0");
}

BOOST_AUTO_TEST_CASE(products_are_last) {
  rows = {{"tiny", 2}, {"b", 100000}};
  distinct = {{{"b", 0}, 1000}};
  make(atom("q", X, Y, Z, W), {atom("a", X, Y), atom("tiny", W), atom("b", Y, Z)});
  // `tiny` shares no variable with the others: wherever it stands, it is not between two that do.
  BOOST_TEST((steps() == "scan 0, probe 2, scan 1" || steps() == "scan 1, scan 0, probe 2"), steps());
  make(atom("q", X, Y, Z, W), {atom("a", X, Y), atom("tiny", W), atom("b", Y, Z)}, {0, false});
  BOOST_TEST(steps() == "scan 0, probe 2, scan 1");
}

// Fewer than one row expected so far is no reason for a product of large relations.
BOOST_AUTO_TEST_CASE(products_are_last_also_after_few_rows) {
  rows = {{"large", 1000000}, {"b", 1000}};
  delta = 0.5;
  make(atom("q", X, Z, W), {atom("d", X, Y), atom("large", W), atom("b", Y, Z)}, {0, false});
  BOOST_TEST(steps() == "scan 0, probe 2, scan 1");
}

// ---- atoms that bind the same new variable

BOOST_AUTO_TEST_CASE(a_cycle_is_closed_by_an_intersection) {
  make(atom("q", X, Y, Z), {atom("a", X, Y), atom("b", Y, Z), atom("c", Z, X)});
  BOOST_TEST(steps() == "scan 0, intersect 1");
  BOOST_REQUIRE(plan.steps[1].meets.size() == 2U);
  BOOST_TEST(plan.steps[1].meets[1].literal == 2U);
  BOOST_TEST(plan.steps[1].meets[1].column == 0U);
  BOOST_TEST(outputs(1) == "1=Z");
  BOOST_TEST(live(1) == "XYZ");
}

BOOST_AUTO_TEST_CASE(all_atoms_with_the_variable_meet) {
  make(atom("q", X, Y, Z, W),
       {atom("a", X, Y), atom("a", Y, Z), atom("a", Z, X), atom("a", X, W), atom("a", Y, W), atom("a", Z, W)});
  BOOST_TEST(steps() == "scan 0, intersect 1, intersect 3");
  BOOST_TEST(plan.steps[2].meets.size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_atom_with_another_new_variable_does_not_meet) {
  make(atom("q", X, Y, Z, W), {atom("a", X, Y), atom("b", Y, Z), atom("c", X, Z, W)});
  BOOST_TEST(steps().find("intersect") == std::string::npos, steps());
}

BOOST_AUTO_TEST_CASE(short_groups_are_probed) {
  distinct = {{{"b", 0}, 900}};
  make(atom("q", X, Y, Z), {atom("a", X, Y), atom("b", Y, Z), atom("c", Z, X)});
  BOOST_TEST(steps() == "scan 0, probe 1, exists 2");
}

BOOST_AUTO_TEST_CASE(the_delta_is_never_met) {
  make(atom("q", X, Y, Z), {atom("a", X, Y), atom("b", Y, Z), atom("c", Z, X)}, {1});
  BOOST_TEST(steps().starts_with("scan 1, intersect"), steps());
  BOOST_TEST((plan.steps[1].meets[0].rows == Rows::old || plan.steps[1].meets[1].rows == Rows::old));
}

BOOST_AUTO_TEST_CASE(filters_come_as_soon_as_they_can) {
  rows = {{"a", 10}};
  make(atom("q", X, Z), {atom("b", Y, Z), absent("c", Y), compare(X, Comparison::less, Y), atom("a", X, Y),
                         test("contains", Z, "x"), compare(Z, Comparison::unequal, Y)});
  BOOST_TEST(steps() == "scan 3, absent 1, compare 2, probe 0, test 4, compare 5");
}

BOOST_AUTO_TEST_CASE(a_computed_value_is_a_key) {
  make(atom("q", X, Z), {atom("b", Y, Z), let(Y, call("+", X, 1)), atom("a", X)}, {2, false});
  BOOST_TEST(steps() == "scan 2, bind 1, probe 0");
  BOOST_TEST(keys(2) == "0=Y");
}

BOOST_AUTO_TEST_CASE(a_constant_binding_comes_first) {
  make(atom("q", X, Y), {atom("a", X, Y), let(X, Expr("china"))});
  BOOST_TEST(steps() == "bind 1, probe 0");
  BOOST_TEST(keys(1) == "0=X");
}

// ---- deltas

BOOST_AUTO_TEST_CASE(the_delta_is_scanned_first) {
  rows = {{"small", 1}};
  make(atom("q", X, Z), {atom("small", X, Y), atom("path", Y, Z), atom("small", Z, any)}, {1, false});
  BOOST_TEST(plan.steps[0].literal == 1U);
  BOOST_TEST((plan.steps[0].kind == Step::Kind::scan));
  for (const Step& s : plan.steps) {
    const Rows expected = s.literal == 0 ? Rows::old : (s.literal == 1 ? Rows::delta : Rows::all);
    BOOST_TEST((s.rows == expected));
  }
}

// Each Y of the delta is joined once, though many rows have it; the rows come last, with what only the head asks for.
BOOST_AUTO_TEST_CASE(what_only_the_head_asks_for_comes_last) {
  rows = {{"path", 100000}, {"step", 1000}, {"by", 1000}};
  distinct = {{{"path", 0}, 100}, {{"step", 0}, 100}, {{"step", 1}, 100}};
  delta = 50000;
  const auto body = {atom("step", W, X), atom("step", X, Y), atom("path", Y, Z)};
  make(atom("q", W, Z), body, {2, false});
  BOOST_TEST((plan.steps.front().kind == Step::Kind::distinct));
  BOOST_TEST(outputs(0) == "0=Y");
  BOOST_TEST((plan.steps.back().kind == Step::Kind::probe && plan.steps.back().rows == Rows::delta));
  BOOST_TEST(keys(3) == "0=Y");
  BOOST_TEST(outputs(3) == "1=Z");
  BOOST_TEST(live(2) == "WY");
  make(atom("q", W, Z), body, {2, false, Use::never});
  BOOST_TEST((plan.steps.front().kind == Step::Kind::scan));
  delta = 100;  // each Y about once: nothing is gained
  make(atom("q", W, Z), body, {2, false});
  BOOST_TEST((plan.steps.front().kind == Step::Kind::scan));
}

// Where others ask for all of the delta's variables, or for none, there is nothing to put off.
BOOST_AUTO_TEST_CASE(all_or_nothing_is_not_put_off) {
  make(atom("q", X, Y), {atom("path", X, Y), atom("a", X), atom("b", Y)}, {0, false, Use::always});
  BOOST_TEST((plan.steps.front().kind == Step::Kind::scan));
  make(atom("q", X, Y), {atom("path", X, Y)}, {0, false, Use::always});
  BOOST_TEST((plan.steps.front().kind == Step::Kind::scan));
}

BOOST_AUTO_TEST_CASE(without_a_delta_all_rows_are_read) {
  make(atom("q", X, Z), {atom("a", X, Y), atom("a", Y, Z)});
  for (const Step& s : plan.steps) BOOST_TEST((s.rows == Rows::all));
}

// ---- what is not needed

BOOST_AUTO_TEST_CASE(unneeded_variables_make_an_existence_test) {
  rows = {{"a", 10}};
  make(atom("q", X), {atom("a", X, Y), atom("b", Y, Z)});
  BOOST_TEST(steps() == "scan 0, exists 1");
  BOOST_TEST(keys(1) == "0=Y");
  make(atom("q", X, Z), {atom("a", X, Y), atom("b", Y, Z)});
  BOOST_TEST(steps() == "scan 0, probe 1");
  make(atom("q", X), {atom("a", X, Y), atom("b", Y, Z), compare(Z, Comparison::less, 3)});
  BOOST_TEST(steps() == "scan 0, probe 1, compare 2");  // Z is needed once more
  make(atom("q", X), {atom("a", X, Y), atom("b", Y, any)});
  BOOST_TEST(steps() == "scan 0, exists 1");
}

BOOST_AUTO_TEST_CASE(an_atom_without_variables) {
  make(atom("q", X), {atom("a", X), atom("flag"), atom("b", 1, "x")});
  for (const Step& s : plan.steps) BOOST_TEST(((s.literal == 0) == (s.kind == Step::Kind::scan)));
}

BOOST_AUTO_TEST_CASE(live_variables) {
  rows = {{"a", 10}};
  make(atom("q", X, N), {atom("a", X, Y), atom("b", Y, Z), compare(Z, Comparison::less, 3), let(N, call("+", X, 1))});
  std::map<std::uint32_t, std::string> after;
  for (std::size_t s = 0; s < plan.steps.size(); ++s) after[plan.steps[s].literal] = live(s);
  const bool early = plan.steps[1].literal == 3;  // N is computed before or after b
  BOOST_TEST(after[0] == "XY");
  BOOST_TEST(after[1] == (early ? "XZN" : "XZ"));
  BOOST_TEST(after[2] == (early ? "XN" : "X"));
  BOOST_TEST(live(plan.steps.size() - 1) == "XN");
}

BOOST_AUTO_TEST_CASE(live_sets_of_a_negation_and_an_aggregate) {
  make(atom("q", N), {atom("a", X, Y), absent("b", Y, any), aggregate_or(0, "n", X, N)});
  BOOST_TEST(steps() == "scan 0, absent 1, lookup 2");
  BOOST_TEST(live(0) == "XY");
  BOOST_TEST(live(1) == "X");
  BOOST_TEST(live(2) == "N");
  BOOST_TEST(keys(1) == "0=Y");
  BOOST_TEST(keys(2) == "0=X");
}

// ---- repeated variables

BOOST_AUTO_TEST_CASE(a_variable_twice_in_one_atom) {
  make(atom("q", X), {atom("a", X, X, any, X)});
  BOOST_TEST(steps() == "scan 0");
  BOOST_TEST(outputs(0) == "0=X");
  BOOST_TEST(plan.steps[0].same.size() == 2U);
  BOOST_TEST(plan.steps[0].same[0].first == 0U);
  BOOST_TEST(plan.steps[0].same[0].second == 1U);
  BOOST_TEST(plan.steps[0].same[1].second == 3U);
}

BOOST_AUTO_TEST_CASE(a_bound_variable_twice_is_two_keys) {
  rows = {{"a", 10}};
  make(atom("q", X), {atom("a", X), atom("b", X, X)});
  BOOST_TEST(steps() == "scan 0, exists 1");
  BOOST_TEST(keys(1) == "0=X 1=X");
  BOOST_TEST(plan.steps[1].same.empty());
}

BOOST_AUTO_TEST_CASE(a_variable_twice_that_nobody_needs) {
  rows = {{"a", 10}};
  make(atom("q", X), {atom("a", X), atom("b", X, Z, Z)});
  BOOST_TEST(steps() == "scan 0, probe 1");  // the rows must be looked at
  BOOST_TEST(outputs(1) == "");
  BOOST_TEST(plan.steps[1].same.size() == 1U);
}

// ---- terms and generators

BOOST_AUTO_TEST_CASE(terms_are_taken_apart_or_built) {
  make(atom("q", X, Y), {atom("a", Z), term(Z, "f", X, Y)});
  BOOST_TEST(steps() == "scan 0, match 1");
  make(atom("q", Z), {atom("a", X), term(Z, "f", X, "c")});
  BOOST_TEST(steps() == "scan 0, build 1");
  make(atom("q", Z), {term(Z, "f", X, Y), atom("a", X), atom("b", Z)}, {1, false});
  BOOST_TEST(steps() == "scan 1, scan 2, match 0");
}

BOOST_AUTO_TEST_CASE(generators_wait_for_their_first_argument) {
  make(atom("q", N, Y), {generate("arg", Z, N, Y), atom("a", Z), compare(N, Comparison::less, 3)});
  BOOST_TEST(steps() == "scan 1, generate 0, compare 2");
}

BOOST_AUTO_TEST_CASE(a_bound_variable_is_checked) {
  make(atom("q", X), {atom("a", X, Y), let(Y, call("+", X, 1))});
  BOOST_TEST(steps() == "scan 0, check 1");
}

// ---- late plans

BOOST_AUTO_TEST_CASE(what_can_fail_comes_last_in_a_late_plan) {
  rows = {{"a", 10}};
  const std::vector<Lit> body{atom("a", X, Y),
                              let(Z, call("/", X, Y)),
                              atom("b", Y, W),
                              absent("c", X),
                              compare(Y, Comparison::greater, 0),
                              compare(Z, Comparison::less, 5),
                              test("contains", X, "a")};
  make(atom("q", X, Z, W), body);
  BOOST_TEST(!plan.late);
  BOOST_TEST(steps() == "scan 0, bind 1, absent 3, compare 4, compare 5, test 6, probe 2");
  make(atom("q", X, Z, W), body, {Plan::kNoDelta, true});
  BOOST_TEST(plan.late);
  BOOST_TEST(steps() == "scan 0, absent 3, compare 4, probe 2, bind 1, compare 5, test 6");
}

BOOST_AUTO_TEST_CASE(what_can_not_fail_stays_early_in_a_late_plan) {
  rows = {{"a", 10}};
  make(atom("q", X, Z, W), {atom("a", X, Y), let(Z, call("concat", X, Y)), atom("b", Y, W)}, {Plan::kNoDelta, true});
  BOOST_TEST(steps() == "scan 0, bind 1, probe 2");
}

BOOST_AUTO_TEST_CASE(an_atom_that_shares_a_late_result) {
  rows = {{"a", 10}};
  make(atom("q", X), {atom("a", X, Y), let(Z, call("/", X, Y)), atom("b", Z)}, {Plan::kNoDelta, true});
  BOOST_TEST(plan.steps.back().literal == 1U);  // an error arises from what satisfies b only
  BOOST_TEST((plan.steps.back().kind == Step::Kind::check));
}

BOOST_AUTO_TEST_CASE(many_atoms_are_planned) {
  std::vector<Lit> body;
  std::vector<std::string> names;
  for (int i = 0; i <= 20; ++i) names.push_back("V" + std::to_string(i));
  for (int i = 0; i < 20; ++i) body.push_back(atom("edge", Var{names[i]}, Var{names[i + 1]}));
  make(atom("q", Var{names[0]}, Var{names[20]}), body);
  for (std::size_t s = 1; s < plan.steps.size(); ++s) BOOST_TEST(!plan.steps[s].keys.empty());
}

// ---- printing

BOOST_AUTO_TEST_CASE(plans_print) {
  rows = {{"edge", 12}};
  make(atom("path", X, Z), {atom("edge", X, Y), atom("path", Y, Z)}, {1, false});
  const std::string text = print(plan, rule, builder.program, pool, {7, 9});
  BOOST_TEST(text.find("over new rows of path(Y, Z)") != std::string::npos, text);
  BOOST_TEST(text.find("1. scan") < text.find("2. probe"));
  BOOST_TEST(text.find("by 2 = Y, old rows") != std::string::npos, text);
  BOOST_TEST(text.find("actual          7") != std::string::npos, text);
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 3);
  BOOST_TEST(print(plan, rule, builder.program, pool, {}).find("actual") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
