// The plain reasoner by itself: levels, exceptions and undecided tuples, written down by hand.
#include <boost/test/unit_test.hpp>

#include "naive_builtins.hpp"
#include "reason.hpp"
#include "reason_flat.hpp"
#include "text.hpp"

namespace {

using linchpin::naive::EvaluationError;
using linchpin::naive::Invalid;
using linchpin::property::parse;

// The tuples of a predicate in value order, each with its level where that is not the highest: "a | b [likely]";
// undecided ones in their places; "()" is the tuple without arguments.
std::string tuples(const std::string& program, const std::string& signature) {
  const auto conclusions = linchpin::naive::reason(parse(program));
  for (const auto& [s, relation] : conclusions.holds) {
    if (linchpin::naive::print(s) != signature) continue;
    std::map<linchpin::naive::Tuple, std::string> all;
    for (const auto& [tuple, level] : relation)
      all[tuple] = level == 0 ? "" : " [" + conclusions.levels[static_cast<std::size_t>(level)] + "]";
    for (const auto& tuple : conclusions.undecided.at(s)) all[tuple] = " [undecided]";
    std::string out;
    for (const auto& [tuple, level] : all)
      out += (out.empty() ? "" : " | ") + (tuple.empty() ? "()" : linchpin::naive::print(tuple)) + level;
    return out;
  }
  return "no such predicate";
}

void check(const std::string& program, const std::string& signature, const std::string& expected) {
  BOOST_TEST_INFO(program);
  BOOST_TEST(tuples(program, signature) == expected);
}

template <class Error>
void fails(const std::string& program) {
  BOOST_TEST_INFO(program);
  BOOST_CHECK_THROW(linchpin::naive::reason(parse(program)), Error);
}

const std::string kThree = "levels certain > likely > possible.\n";

// A claim of this level that holds one clause.
std::string at(const std::string& level, const std::string& clauses) {
  static int count = 0;
  return "\nclaim n" + std::to_string(++count) + " \"g\" level " + level + " { " + clauses + " }\n";
}

std::string named(const std::string& id, const std::string& clauses, const std::string& header = "") {
  return "\nclaim " + id + " \"g\" " + header + " { " + clauses + " }\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reason_levels)

BOOST_AUTO_TEST_CASE(without_claims_all_is_at_the_highest_level) {
  check("e(a, b). e(b, c). t(X, Y) :- e(X, Y). t(X, Z) :- t(X, Y), e(Y, Z).", "t/2", "a, b | a, c | b, c");
}

BOOST_AUTO_TEST_CASE(the_weakest_link_counts) {
  check(kThree + at("likely", "p(a).") + at("possible", "q(a).") + "r(X) :- p(X), q(X).", "r/1", "a [possible]");
  check(kThree + "p(a). " + at("likely", "r(X) :- p(X)."), "r/1", "a [likely]");
}

BOOST_AUTO_TEST_CASE(the_best_derivation_counts) {
  const std::string two = kThree + at("likely", "p(a). p(b).") + at("possible", "q(a). q(b).") + "q(c).\n";
  check(two + "r(X) :- q(X). r(X) :- p(X).", "r/1", "a [likely] | b [likely] | c");
  check(two + at("possible", "r(X) :- p(X).") + "r(X) :- q(X).", "r/1", "a [possible] | b [possible] | c");
}

BOOST_AUTO_TEST_CASE(the_best_of_several_paths_wins_however_long) {
  check(kThree + at("possible", "e(a, d).") + at("likely", "e(a, b). e(b, c).") + "e(c, d). e(d, e).\n" +
            "t(X, Y) :- e(X, Y). t(X, Z) :- t(X, Y), e(Y, Z). from_a(X) :- t(a, X).",
        "from_a/1", "b [likely] | c [likely] | d [likely] | e [likely]");
}

BOOST_AUTO_TEST_CASE(what_is_stated_twice_has_the_better_level) {
  check(kThree + at("possible", "p(a).") + at("likely", "p(a)."), "p/1", "a [likely]");
}

BOOST_AUTO_TEST_CASE(negation_contributes_the_highest_level_and_looks_at_all) {
  check(kThree + "d(a). d(b)." + at("possible", "p(a).") + "r(X) :- d(X), not p(X).", "r/1", "b");
  check(kThree + at("likely", "d(a). d(b).") + at("possible", "p(a).") + "r(X) :- d(X), not p(X).", "r/1",
        "b [likely]");
}

BOOST_AUTO_TEST_CASE(an_aggregate_has_the_lowest_level_among_its_elements) {
  const std::string p = kThree + "p(a, 1)." + at("likely", "p(b, 5).") + at("possible", "q(c).");
  check(p + "n(N) :- N = #count{X : p(X, _)}.", "n/1", "2 [likely]");
  check(p + "n(N) :- N = #min{V : p(_, V)}.", "n/1", "1 [likely]");
  check(p + "n(N) :- N = #sum{V : p(_, V)}.", "n/1", "6 [likely]");
  check(p + "n(X, N) :- p(X, _), N = #sum{V : p(X, V)}.", "n/2", "a, 1 | b, 5 [likely]");
  check(p + "n(N) :- N = #count{X : p(X, _), q(X)}.", "n/1", "0");
  check(p + "n(N) :- N = #count{X : p(X, _), not q(X)}.", "n/1", "2 [likely]");
}

BOOST_AUTO_TEST_CASE(an_element_has_the_best_level_over_its_bindings) {
  const std::string p = kThree + at("possible", "p(a, 1).") + at("likely", "p(a, 2).");
  check(p + "n(N) :- N = #count{X : p(X, _)}.", "n/1", "1 [likely]");
  check(p + "n(N) :- N = #list{X : p(X, _)}.", "n/1", "list(a) [likely]");
  check(p + "n(N) :- N = #sum{V : p(_, V)}.", "n/1", "3 [possible]");
}

BOOST_AUTO_TEST_CASE(a_better_value_of_a_lower_level_stands_beside) {
  const std::string d = kThree + "predicate dist(to: any, cost: min int).\ndist(a, 0). road(a, b, 10). " +
                        at("possible", "road(a, b, 7).") + at("likely", "road(a, b, 12).") + "road(b, c, 1).\n" +
                        "dist(Y, D + W) :- dist(X, D), road(X, Y, W).\n";
  check(d, "dist/2", "a, 0 | b, 7 [possible] | b, 10 | c, 8 [possible] | c, 11");
  check(d + "n(N) :- N = #count{C : dist(b, C)}.", "n/1", "2 [possible]");
  check(d + "far(X) :- dist(X, D), D > 8.", "far/1", "b | c");
  check(d + at("likely", "road(b, d, 1).") + "road(a, d, 11).", "dist/2",
        "a, 0 | b, 7 [possible] | b, 10 | c, 8 [possible] | c, 11 | d, 8 [possible] | d, 11");
}

BOOST_AUTO_TEST_CASE(a_better_value_of_a_higher_level_displaces) {
  check(kThree + "predicate w(x: any, v: max int).\nw(a, 9)." + at("likely", "w(a, 8).") + at("possible", "w(a, 11)."),
        "w/2", "a, 9 | a, 11 [possible]");
}

BOOST_AUTO_TEST_CASE(levels_agree_with_the_program_cut) {
  const auto program = parse(kThree + at("likely", "e(a, b). t(X, Y) :- e(Y, X).") + at("possible", "e(b, c).") +
                             "e(c, a). t(X, Y) :- e(X, Y). t(X, Z) :- t(X, Y), t(Y, Z).");
  const auto conclusions = linchpin::naive::reason(program);
  for (int level = 0; level < 3; ++level) {
    const auto cut = linchpin::naive::evaluate(linchpin::naive::cut(linchpin::naive::flatten(program), level));
    for (const auto& [s, relation] : conclusions.holds)
      for (const auto& [tuple, own] : relation) {
        const auto there = cut.relations.find(s);
        const bool derived = there != cut.relations.end() && there->second.contains(tuple);
        BOOST_TEST(derived == (own <= level), linchpin::naive::print(s) << " " << linchpin::naive::print(tuple));
      }
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(reason_speakers)

const std::string kSpeakers = kThree + "source article \"A\".\ntrust reports likely. trust rumours possible.\n";

BOOST_AUTO_TEST_CASE(a_clause_holds_at_the_lowest_of_level_and_trust) {
  check(kSpeakers + named("c", "p(a).", "by reports"), "p/1", "a [likely]");
  check(kSpeakers + named("c", "p(a).", "by reports level possible"), "p/1", "a [possible]");
  check(kSpeakers + named("c", "p(a).", "by rumours level likely"), "p/1", "a [possible]");
}

BOOST_AUTO_TEST_CASE(quoting_is_not_believing) {
  check(kSpeakers + named("c", "p(a).", "by lankov") + "p(b).", "p/1", "b");
  check(kSpeakers + "trust lankov none. p(b)." + named("c", "p(a). p(X) :- q(X).", "by lankov") + "q(c).", "p/1", "b");
}

BOOST_AUTO_TEST_CASE(the_best_of_joint_speakers_counts_and_the_lowest_of_nested_ones) {
  check(kSpeakers + named("c", "p(a).", "by rumours, reports"), "p/1", "a [likely]");
  check(kSpeakers + named("c", "p(a).", "by rumours, nobody"), "p/1", "a [possible]");
  check(kSpeakers + named("c", "p(a).", "by reports by rumours"), "p/1", "a [possible]");
  check(kSpeakers + named("c", "p(a).", "by reports by nobody") + "p(b).", "p/1", "b");
}

BOOST_AUTO_TEST_CASE(a_source_is_trusted_unless_it_is_said_how_far) {
  check(kSpeakers + named("c", "p(a).", "at article/part/1.1"), "p/1", "a");
  check(kSpeakers + "trust article likely." + named("c", "p(a).", "at article/part/1.1"), "p/1", "a [likely]");
}

BOOST_AUTO_TEST_CASE(a_repetition_is_no_ground) {
  check(kSpeakers + named("c", "p(a).", "level likely") + named("d", "p(a).", "repeats c"), "p/1", "a [likely]");
  fails<Invalid>(kSpeakers + named("c", "p(a).") + named("d", "p(b).", "repeats c"));
}

BOOST_AUTO_TEST_CASE(what_is_stated_is_said_whatever_the_trust) {
  check(kSpeakers + named("c", "p(a). -q(b, 1). r(X) :- p(X).", "by lankov level likely"), "says/3",
        "lankov, -q(b, 1), likely | lankov, p(a), likely");
  check(kSpeakers + named("c", "p(a).", "by reports by officials, envoys"), "says/3",
        "reports, says(envoys, p(a)), certain | reports, says(officials, p(a)), certain");
  check(kSpeakers + named("c", "p(a).", "at article/part/1.1") + named("d", "p(b).", "at article/part/1.2 implicit"),
        "says/3", "article, p(a), certain");
  check(kSpeakers + named("c", "p(a).", "by lankov") + "b(X) :- says(lankov, p(X), _).", "b/1", "a");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(reason_well_founded)

BOOST_AUTO_TEST_CASE(negation_that_is_stratified_leaves_nothing_open) {
  check("d(a). d(b). e(a). p(X) :- d(X), not e(X). q(X) :- d(X), not p(X).", "q/1", "a");
}

BOOST_AUTO_TEST_CASE(win_and_move) {
  const std::string game = "win(X) :- move(X, Y), not win(Y).\n";
  check(game + "move(a, b). move(b, c).", "win/1", "b");
  check(game + "move(a, b). move(b, a).", "win/1", "a [undecided] | b [undecided]");
  check(game + "move(a, b). move(b, a). move(b, c).", "win/1", "b");
  check(game + "move(a, b). move(b, a). move(b, c). move(c, d).", "win/1", "a [undecided] | b [undecided] | c");
}

BOOST_AUTO_TEST_CASE(the_levels_of_what_is_won) {
  check(kThree + "win(X) :- move(X, Y), not win(Y)." + at("likely", "move(b, c).") + at("possible", "move(a, b).") +
            "move(d, c). move(x, x).",
        "win/1", "b [likely] | d | x [undecided]");
}

BOOST_AUTO_TEST_CASE(mutual_and_odd_loops_stay_open) {
  check("p :- not q. q :- not p.", "p/0", "() [undecided]");
  check("p :- not p.", "p/0", "() [undecided]");
  check("p :- not p. p :- r. r.", "p/0", "()");
  check("p :- not q. q :- not r. r :- not p.", "p/0", "() [undecided]");
  check("p :- not q. q :- not p. r :- p. r :- q.", "r/0", "() [undecided]");
}

BOOST_AUTO_TEST_CASE(unfounded_sets_are_false) {
  check("p :- q. q :- p. r :- not p.", "r/0", "()");
  check("p :- q, not s. q :- p. s :- not r. r :- not p.", "s/0", "");
}

BOOST_AUTO_TEST_CASE(what_reads_an_undecided_tuple_is_undecided) {
  const std::string p = "d(a). d(b). p(X) :- d(X), e(X), not p(X). e(a).\n";
  check(p + "q(X) :- p(X).", "q/1", "a [undecided]");
  check(p + "q(X) :- d(X), not p(X).", "q/1", "a [undecided] | b");
  check(p + "q(X) :- d(X), not p(X). q(X) :- e(X).", "q/1", "a | b");
}

BOOST_AUTO_TEST_CASE(errors) {
  const std::string p = "d(a). p(X) :- d(X), not p(X).\n";
  fails<EvaluationError>(p + "n(N) :- N = #count{X : p(X)}.");
  fails<EvaluationError>(p + "n(N) :- N = #count{X : d(X), not p(X)}.");
  fails<Invalid>("d(a). p(N) :- N = #count{X : q(X)}. q(X) :- p(X).");
  fails<Invalid>("predicate w(x: any, v: min int). d(a). w(X, 1) :- d(X), not w(X, 2).");
  fails<Invalid>("p(X) :- not q(X).");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(reason_exceptions)

BOOST_AUTO_TEST_CASE(tweety) {
  const std::string birds = "bird(X) :- penguin(X). bird(robin). penguin(tweety).\n" +
                            named("fly", "normally flies(X) :- bird(X).") +
                            named("stay", "normally -flies(X) :- penguin(X).");
  check(birds + "overrides stay fly.", "flies/1", "robin");
  check(birds + "overrides stay fly.", "-flies/1", "tweety");
  check(birds, "flies/1", "robin");
  check(birds, "-flies/1", "");
}

BOOST_AUTO_TEST_CASE(the_nixon_diamond) {
  const std::string nixon = "quaker(nixon). republican(nixon).\n" + named("q", "normally pacifist(X) :- quaker(X).") +
                            named("r", "normally -pacifist(X) :- republican(X).");
  check(nixon, "pacifist/1", "");
  check(nixon, "-pacifist/1", "");
  check(nixon + "overrides q r.", "pacifist/1", "nixon");
}

BOOST_AUTO_TEST_CASE(a_team_defeats_what_no_one_of_it_does) {
  const std::string team = "d(a).\n" + named("r1", "normally p(X) :- d(X).") + named("r2", "normally p(X) :- d(X).") +
                           named("s1", "normally -p(X) :- d(X).") + named("s2", "normally -p(X) :- d(X).");
  check(team + "overrides r1 s1. overrides r2 s2.", "p/1", "a");
  check(team + "overrides r1 s1. overrides r2 s2.", "-p/1", "");
  check(team + "overrides r1 s1.", "p/1", "");
  const auto conclusions = linchpin::naive::reason(parse(team + "overrides r1 s1. overrides r2 s2."));
  BOOST_TEST(conclusions.held_by_a_team.at({"p", 1, false}).size() == 1);
  BOOST_TEST(conclusions.blocked.at({"p", 1, true}).size() == 1);
}

BOOST_AUTO_TEST_CASE(a_claim_beats_only_claims_it_overrides_itself) {
  const std::string three =
      "d(a).\n" + named("r", "normally p(X) :- d(X).") + named("t", "u(a).") + named("s", "normally -p(X) :- d(X).");
  check(three + "overrides r t. overrides t s.", "p/1", "");
}

BOOST_AUTO_TEST_CASE(ambiguity_is_blocked_not_spread) {
  // The evidence is ambiguous, so that the defendant is taken for innocent: no zombie path from what did not hold.
  check("d(a).\n" + named("w1", "normally reliable(X) :- d(X).") + named("w2", "normally -reliable(X) :- d(X).") +
            named("g", "normally -innocent(X) :- reliable(X).") + named("i", "normally innocent(X) :- d(X)."),
        "innocent/1", "a");
}

BOOST_AUTO_TEST_CASE(a_floating_conclusion_does_not_hold) {
  const std::string both = "d(a).\n" + named("h", "normally hawk(X) :- d(X).") +
                           named("v", "normally dove(X) :- d(X).") +
                           "incompatible hawk(X), dove(X).\npolitical(X) :- hawk(X). political(X) :- dove(X).\n";
  check(both, "political/1", "");
  check(both + "overrides h v.", "political/1", "a");
  check(both + "overrides h v.", "dove/1", "");
}

BOOST_AUTO_TEST_CASE(a_definite_conclusion_always_holds_and_beats) {
  const std::string p = "d(a). d(b). -p(a).\n" + named("r", "normally p(X) :- d(X).");
  check(p, "p/1", "b");
  check(p, "-p/1", "a");
  check(p + "p(a).", "p/1", "a | b");
  check(p + "p(a).", "-p/1", "a");
}

BOOST_AUTO_TEST_CASE(a_doubt_is_not_definite) {
  const std::string r = kThree + "trust reports certain. d(a). d(b).\n" + named("r", "normally p(X) :- d(X).");
  check(r + named("s", "-p(a).", "level possible"), "p/1", "b");
  check(r + named("s", "-p(a).", "level possible") + "overrides r s.", "p/1", "a | b");
  check(r + named("s", "-p(a).", "by reports") + "overrides r s.", "p/1", "a | b");
  check(r + named("s", "-p(a).") + "overrides r s.", "p/1", "b");
  check(r + named("s", "-p(a).", "level possible") + "overrides s r.", "-p/1", "a [possible]");
}

BOOST_AUTO_TEST_CASE(strict_rules_support_only_as_far_as_their_premises) {
  const std::string base = "d(a).\n" + named("r", "normally p(X) :- d(X).") + "q(X) :- p(X).\n";
  check(base, "q/1", "a");
  check(base + named("s", "-q(X) :- d(X)."), "q/1", "");  // definite
  check(base + named("s", "-q(X) :- d(X)."), "-q/1", "a");
  check(base + named("s", "normally -q(X) :- d(X)."), "q/1", "");
  check(base + named("s", "normally -q(X) :- d(X)."), "-q/1", "");
}

BOOST_AUTO_TEST_CASE(a_strict_rule_with_negation_of_a_default_is_not_definite) {
  const std::string base =
      "d(a).\n" + named("r", "normally p(X) :- d(X), e(X).") + "e(b). d(b).\n" + "q(X) :- d(X), not p(X).\n";
  check(base + named("s", "normally -q(X) :- d(X)."), "q/1", "");
  check(base + named("s", "normally -q(X) :- d(X)."), "-q/1", "b");
  check(base + "c(a). -q(X) :- c(X).", "q/1", "");
}

BOOST_AUTO_TEST_CASE(without_exceptions_contraries_do_nothing) {
  check("p(a). -p(a). q(X) :- p(X), -p(X).", "q/1", "a");
  check("incompatible p(X), q(X). p(a). q(a). r(X) :- p(X), q(X).", "r/1", "a");
}

BOOST_AUTO_TEST_CASE(different_tuples_of_one_predicate_can_be_incompatible) {
  const std::string one = "incompatible capital(X, Y), capital(X, Z).\nd(a, b). d(a, c). d(u, v).\n" +
                          named("r", "normally capital(X, Y) :- d(X, Y).");
  check(one, "capital/2", "u, v");
  check(one + "capital(a, c).", "capital/2", "a, c | u, v");
}

BOOST_AUTO_TEST_CASE(an_attacker_that_depends_on_what_it_attacks) {
  check("d(a).\n" + named("r", "normally p(X) :- d(X).") + named("s", "normally -p(X) :- p(X)."), "p/1",
        "a [undecided]");
  check("d(a).\n" + named("r", "normally p(X) :- d(X).") + named("s", "normally -p(X) :- p(X).") + "overrides r s.",
        "p/1", "a");
  check("d(a).\n" + named("r", "normally p(X) :- d(X).") + named("s", "normally -p(X) :- p(X).") + "overrides s r.",
        "-p/1", "a [undecided]");
}

BOOST_AUTO_TEST_CASE(loops_support_nothing) {
  const std::string loop = "d(a).\n" + named("r", "normally p(X) :- q(X).") + "q(X) :- p(X).\n";
  check(loop, "p/1", "");
  check(loop + named("s", "normally -p(X) :- d(X)."), "-p/1", "a");
  check(loop + named("s", "normally -p(X) :- d(X).") + "overrides r s.", "-p/1", "a");
}

BOOST_AUTO_TEST_CASE(what_beats_must_be_applicable_on_other_grounds) {
  // t would beat s if p held, and p would hold if t beat s: neither has a ground.
  const std::string loop = "d(a).\n" + named("r", "normally p(X) :- d(X).") + named("t", "normally p(X) :- p(X).") +
                           named("s", "normally -p(X) :- d(X).");
  check(loop + "overrides t s.", "p/1", "");
  check(loop + "overrides t s.", "-p/1", "");
}

BOOST_AUTO_TEST_CASE(chains_of_defaults) {
  const std::string chain = "d(a).\n" + named("r", "normally p(X) :- d(X).") + named("s", "normally q(X) :- p(X).") +
                            named("t", "normally -p(X) :- d(X).");
  check(chain, "q/1", "");
  check(chain + "overrides r t.", "q/1", "a");
  check(chain + "overrides t r.", "-p/1", "a");
}

BOOST_AUTO_TEST_CASE(a_presumption_is_a_fact_under_normally) {
  check(named("r", "normally p(a). normally p(b).") + "-p(a).", "p/1", "b");
}

BOOST_AUTO_TEST_CASE(an_attacker_blocks_whatever_its_level) {
  const std::string r = kThree + "d(a).\n" + named("r", "normally p(X) :- d(X).");
  check(r + named("s", "normally -p(X) :- d(X).", "level possible"), "p/1", "");
  check(r + named("s", "normally -p(X) :- d(X).", "level possible") + "overrides r s.", "p/1", "a");
  check(kThree + at("likely", "d(a).") + named("r", "normally p(X) :- d(X).") +
            named("s", "normally -p(X) :- d(X).", "level possible") + "overrides s r.",
        "-p/1", "a [possible]");
}

BOOST_AUTO_TEST_CASE(clauses_that_read_alike_attack_each_for_itself) {
  const std::string alike =
      "d(a).\n" + named("r", "normally p(X) :- d(X).") + named("s", "normally -p(a).") + named("t", "normally -p(a).");
  check(alike + "overrides r s.", "p/1", "");
  check(alike + "overrides r s. overrides r t.", "p/1", "a");
}

BOOST_AUTO_TEST_CASE(exceptions_that_are_not_in_the_world_do_nothing) {
  check("p(a). -p(a). q(X) :- p(X).\n" + named("r", "normally -q(X) :- p(X).", "by nobody"), "q/1", "a");
}

BOOST_AUTO_TEST_CASE(errors) {
  fails<Invalid>(named("a", "p(a).") + named("b", "p(b).") + "overrides a b. overrides b a.");
  fails<Invalid>(named("a", "p(a).") + "overrides a b.");
  fails<Invalid>("predicate w(x: any, v: min int). normally w(a, 1). -w(a, 1).");
}

BOOST_AUTO_TEST_SUITE_END()
