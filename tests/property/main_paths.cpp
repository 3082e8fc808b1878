// linchpin_paths [--programs N] [--seed S | --fresh] [--claims] [--every]
//
// Runs random programs with the engine's paths forced (each program with some of them, or with every one), and checks
// - that the tuples are the same, and those of the naive evaluator;
// - that the order in which they came lets each be proved (order.hpp), also after statements made later, failed ones in
//   between, and retractions;
// - that these checks see what is wrong: each kind of tampering with what was observed must be reported.
// Program i is made from seed S + i alone. One in eight is of the dense kind, which the naive evaluator can't follow:
// there the check of the order alone decides, as it finds what is missing, too.
//
// With --claims the programs have claims, levels, exceptions and negation in cycles: tuples, levels and what is
// undecided are compared with the plain reasoner's, and the order with what the program is compiled to
// (compiled_order.hpp).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>

#include "claims_case.hpp"
#include "dense.hpp"
#include "generate.hpp"
#include "observe.hpp"
#include "paths.hpp"
#include "scene_layers.hpp"
#include "shrink.hpp"
#include "tamper.hpp"
#include "variants.hpp"

namespace linchpin::property {
namespace {

constexpr int kFewest = 200;  // programs, to be worth asking whether they were worthy
constexpr int kDense = 8;     // one in so many
constexpr std::size_t kSpan = 4;
constexpr int kMostFailures = 5;  // shrunk and shown

struct Tally {
  int compared = 0;
  int left_out = 0;
  int dense = 0;
  int spanning = 0;  // a predicate's rows span kSpan steps
  std::size_t runs = 0, orders = 0;
  std::map<std::string, int> chosen;                         // by path: dense programs that take it by choice
  std::map<std::string, int> forced_alone, forced_with_all;  // all, when it is forced
  std::map<std::string, int> tampered;
  int disagreements = 0;
};

using Tuples = std::map<naive::Signature, std::set<naive::Tuple>>;  // without empty relations

Tuples holding(const Derived& derived) {
  Tuples out;
  for (const auto& [signature, rows] : derived)
    for (const Row& row : rows)
      if (row.holds()) out[signature].insert(row.tuple);
  return out;
}

std::optional<Disagreement> compare(const Tuples& engine, const Tuples& right) {
  const auto lines = [](const char* what, const Tuples& some, const Tuples& others) {
    std::string out;
    for (const auto& [signature, tuples] : some)
      for (const naive::Tuple& t : tuples)
        if (const auto other = others.find(signature); other == others.end() || !other->second.contains(t))
          out += "  " + std::string(what) + " in " + naive::print(signature) + ": " + naive::print(t) + "\n";
    return out;
  };
  const std::string differences = lines("missing", right, engine) + lines("surplus", engine, right);
  return differences.empty() ? std::nullopt : std::optional(Disagreement{"tuples", differences});
}

struct Trial {
  Case stated;
  bool undo = false;  // failed statements in between
  bool dense = false;
  bool claims = false;
  std::vector<NamedTuning> tunings;
};

// "p(a) [1]": what holds with its level, and what is undecided. says/3 and the like are left out.
std::set<std::string> standing_of(const Observed& observed) {
  std::set<std::string> out;
  for (const auto& [signature, rows] : observed.derived)
    for (const Row& row : rows)
      if (row.holds())
        out.insert(naive::print(signature) + ": " + naive::print(row.tuple) + " [" + std::to_string(row.level) + "]");
  for (const auto& [signature, tuples] : observed.undecided)
    for (const naive::Tuple& t : tuples) out.insert(naive::print(signature) + ": " + naive::print(t) + " [undecided]");
  return out;
}

std::set<std::string> standing_of(const naive::Conclusions& conclusions) {
  std::set<std::string> out;
  for (const auto& [signature, tuples] : conclusions.holds)
    for (const auto& [tuple, level] : tuples)
      if (signature.name != "says")
        out.insert(naive::print(signature) + ": " + naive::print(tuple) + " [" + std::to_string(level) + "]");
  for (const auto& [signature, tuples] : conclusions.undecided)
    for (const naive::Tuple& t : tuples) out.insert(naive::print(signature) + ": " + naive::print(t) + " [undecided]");
  return out;
}

std::optional<Disagreement> compare(const std::set<std::string>& engine, const std::set<std::string>& right) {
  std::string differences;
  for (const std::string& line : right)
    if (!engine.contains(line)) differences += "  missing in " + line + "\n";
  for (const std::string& line : engine)
    if (!right.contains(line)) differences += "  surplus in " + line + "\n";
  return differences.empty() ? std::nullopt : std::optional(Disagreement{"tuples or levels", differences});
}

using Seen = std::function<void(const NamedTuning&, const Observed&)>;
const Seen kUnseen = [](const NamedTuning&, const Observed&) {};

std::optional<Disagreement> check_claims(const Trial& trial, const Seen& seen) {
  const std::set<std::string> right = standing_of(expected_conclusions(trial.stated));
  for (const NamedTuning& tuning : trial.tunings) {
    const auto observed = observe(trial.stated, tuning.tuning, trial.undo, true);
    const auto* wrong = std::get_if<Disagreement>(&observed);
    const auto found =
        wrong != nullptr ? std::optional(*wrong) : compare(standing_of(std::get<Observed>(observed)), right);
    if (found) return Disagreement{found->kind, "with " + tuning.name + ":\n" + found->detail};
    seen(tuning, std::get<Observed>(observed));
  }
  return std::nullopt;
}

// Under each of its tunings; `seen` gets what was observed and passed. Throws as naive::evaluate and naive::reason do.
std::optional<Disagreement> check(const Trial& trial, const Seen& seen) {
  if (trial.claims) return check_claims(trial, seen);
  std::optional<Tuples> right;
  if (!trial.dense) {
    right = expected(trial.stated).relations;
    std::erase_if(*right, [](const auto& relation) { return relation.second.empty(); });
  }
  const Program standing_program = standing(trial.stated);
  std::vector<Derived> passed;
  for (const NamedTuning& tuning : trial.tunings) {
    const auto observed = observe(trial.stated, tuning.tuning, trial.undo);
    const auto* wrong = std::get_if<Disagreement>(&observed);
    std::optional<Disagreement> found = wrong != nullptr ? std::optional(*wrong) : std::nullopt;
    if (!found) {
      const Derived& derived = std::get<Observed>(observed).derived;
      if (std::find(passed.begin(), passed.end(), derived) == passed.end()) {
        const Tuples tuples = holding(derived);
        if (!right) right = tuples;
        found = compare(tuples, *right);
        if (!found) found = check_order(standing_program, derived);
        passed.push_back(derived);
      }
    }
    if (found) return Disagreement{found->kind, "with " + tuning.name + ":\n" + found->detail};
    seen(tuning, std::get<Observed>(observed));
  }
  return std::nullopt;
}

void report(std::uint64_t seed, const char* variant, const Trial& trial, const Disagreement& found, Tally& tally) {
  std::printf("\nprogram %llu, %s: %s\n%s", static_cast<unsigned long long>(seed), variant, found.kind.c_str(),
              found.detail.c_str());
  if (tally.disagreements++ >= kMostFailures) return;
  show_shrunk(trial.stated, found.kind, [&](const Case& candidate) -> std::optional<Disagreement> {
    try {
      return check({candidate, trial.undo, trial.dense, trial.claims, trial.tunings}, kUnseen);
    } catch (const std::runtime_error&) {
      return std::nullopt;
    }
  });
}

void count(const Observed& observed, const NamedTuning& tuning, const Trial& trial, Tally& tally) {
  ++tally.runs;
  for (const std::string& path : observed.taken) {
    if (tuning.name == "choose") tally.chosen[path] += trial.dense || trial.claims ? 1 : 0;
    if (tuning.name == "all always") ++tally.forced_with_all[path];
    if (tuning.name == path + " always") ++tally.forced_alone[path];
  }
}

// Whether the checks report every tampering.
void try_tampering(std::uint64_t seed, Random& random, const Trial& trial, const Derived& derived, Tally& tally) {
  std::vector<Tampered> all = tamper(random, trial.stated.program, derived);
  if (trial.dense && !all.empty()) all = {random.pick(all)};  // one check takes long
  const auto reported = [&](const Derived& wrong) {
    try {
      return check_order(trial.stated.program, wrong).has_value();
    } catch (const naive::EvaluationError&) {  // by a value of a kind that can't come
      return true;
    }
  };
  std::set<std::string> tried;
  for (const Tampered& t : all) {
    tally.tampered[t.how] += tried.insert(t.how).second ? 1 : 0;
    if (reported(t.derived)) continue;
    ++tally.disagreements;
    std::printf("\nprogram %llu: %s, and the check of the order does not see it\n%s",
                static_cast<unsigned long long>(seed), t.how.c_str(), print(trial.stated).c_str());
  }
}

void run(std::uint64_t seed, const std::vector<NamedTuning>& tunings, Tally& tally) {
  const bool dense = seed % kDense == 0;
  const Program program = dense ? generate_dense(seed / kDense) : generate(seed);
  Random random(seed ^ 0x9e3779b97f4a7c15ULL);
  const auto checked = [&](const char* variant, const Trial& trial, const Seen& seen) {
    const auto found = check(trial, seen);
    if (found) report(seed, variant, trial, *found, tally);
    return !found;
  };
  const Trial plain{{copy(program), {}, {}, {}}, false, dense, false, tunings};
  std::vector<Derived> orders;
  try {
    const Seen seen = [&](const NamedTuning& tuning, const Observed& observed) {
      count(observed, tuning, plain, tally);
      if (std::find(orders.begin(), orders.end(), observed.derived) == orders.end()) orders.push_back(observed.derived);
    };
    if (!checked("as generated", plain, seen)) return;
  } catch (const std::runtime_error&) {  // without an answer, or too large for the naive evaluator
    ++tally.left_out;
    return;
  }
  ++tally.compared;
  tally.dense += dense ? 1 : 0;
  tally.orders += orders.size();
  const Derived& derived = orders.front();
  tally.spanning += std::any_of(derived.begin(), derived.end(), [](const auto& r) { return span(r.second) >= kSpan; });
  try_tampering(seed, random, plain, derived, tally);

  Trial stepwise{{copy(program), {}, {}, {}}, random.chance(50), dense, false, tunings};
  stepwise.stated.later = take_some(random, stepwise.stated.program, 3);
  if (!checked("stated stepwise", stepwise, kUnseen)) return;

  Trial back{{copy(program), {}, {}, {}}, random.chance(30), dense, false, tunings};
  if (random.chance(30)) back.stated.later = take_some(random, back.stated.program, 4);
  Program rest = back.stated.program;
  back.stated.retracted = take_some(random, rest, 3);
  try {
    checked("taken back", back, kUnseen);
  } catch (const naive::EvaluationError&) {  // by what is no longer overridden or denied: rare
  }
}

// A program with claims.
void run_claims(std::uint64_t seed, const std::vector<NamedTuning>& tunings, Tally& tally) {
  const Program program = generate_claims(seed);
  Random random(seed ^ 0x9e3779b97f4a7c15ULL);
  const auto passes = [&](const char* variant, const Trial& trial, const Seen& seen) {
    const auto found = check(trial, seen);
    if (found) report(seed, variant, trial, *found, tally);
    return !found;
  };
  const Trial plain{{copy(program), {}, {}, {}}, false, false, true, tunings};
  try {
    const Seen seen = [&](const NamedTuning& tuning, const Observed& observed) {
      count(observed, tuning, plain, tally);
      if (tuning.name == "choose")
        for (const std::string& how : observed.tampered) ++tally.tampered[how];
    };
    if (!passes("as generated", plain, seen)) return;
  } catch (const std::runtime_error&) {  // without an answer
    ++tally.left_out;
    return;
  }
  ++tally.compared;
  Trial stepwise{{copy(program), {}, {}, {}}, random.chance(50), false, true, tunings};
  stepwise.stated.later = take_some_claims(random, stepwise.stated.program, 3);
  if (!passes("stated stepwise", stepwise, kUnseen)) return;
  Trial back{{copy(program), {}, {}, {}}, random.chance(30), false, true, tunings};
  if (random.chance(30)) back.stated.later = take_some_claims(random, back.stated.program, 4);
  Program rest = copy(program);
  back.stated.retracted = take_some_claims(random, rest, 3);
  passes("taken back", back, kUnseen);
}

bool share(const std::string& what, int part, int whole, int least_percent) {
  const bool enough = part * 100 >= whole * least_percent;
  std::printf("  %5.1f %%  %s%s\n", 100.0 * part / std::max(whole, 1), what.c_str(), enough ? "" : "  TOO FEW");
  return enough;
}

bool worthy(Tally& tally) {
  bool enough = share("have a predicate whose rows span four steps", tally.spanning, tally.compared, 34);
  for (const Path& path : paths()) {
    const std::string name = path.name;
    enough &=
        share("of the dense ones take " + name + " by choice", tally.chosen[name], tally.dense, path.least_chosen);
    enough &= share("take " + name + " when it is forced",
                    std::max(tally.forced_alone[name], tally.forced_with_all[name]), tally.compared, path.least_forced);
  }
  for (const std::string& how : all_tamperings())
    enough &= share("tampered with, and found out: " + how, tally.tampered[how], tally.compared, 30);
  enough &= share("compared", tally.compared, tally.compared + tally.left_out, 85);
  return enough;
}

bool worthy_claims(Tally& tally) {
  bool enough = true;
  for (const Path& path : paths()) {
    const std::string name = path.name;
    enough &=
        share("take " + name + " when it is forced", std::max(tally.forced_alone[name], tally.forced_with_all[name]),
              tally.compared, path.least_forced_with_claims);
  }
  for (const char* how : {"a level is raised", "a row comes too early"})
    enough &= share(std::string("tampered with, and found out: ") + how, tally.tampered[how], tally.compared, 30);
  enough &= share("compared", tally.compared, tally.compared + tally.left_out, 85);
  return enough;
}

int usage() {
  std::fprintf(stderr, "usage: linchpin_paths [--programs N] [--seed S | --fresh] [--claims] [--every]\n");
  return 2;
}

// NOLINTNEXTLINE(bugprone-exception-escape): one is a mistake in the test, and ends it
int main(int argc, char** argv) {
  int programs = 300;
  std::uint64_t first = 1;
  bool claims = false, every = false;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--claims") {
      claims = true;
    } else if (flag == "--every") {
      every = true;
    } else if (flag == "--fresh") {
      first = (std::uint64_t{std::random_device{}()} << 16) + 1'000'000;
    } else if (i + 1 < argc && flag == "--programs") {
      programs = std::atoi(argv[++i]);
    } else if (i + 1 < argc && flag == "--seed") {
      first = std::strtoull(argv[++i], nullptr, 10);
    } else {
      return usage();
    }
  }
  std::printf("seed %llu, %d programs, %zu tunings\n", static_cast<unsigned long long>(first), programs,
              every ? tunings().size() : tunings_for(first).size());
  std::fflush(stdout);
  Tally tally;
  std::uint64_t slowest = first;
  double most_seconds = 0;
  for (int i = 0; i < programs; ++i) {
    const std::uint64_t seed = first + static_cast<std::uint64_t>(i);
    const auto start = std::chrono::steady_clock::now();
    const std::vector<NamedTuning> forced = every ? tunings() : tunings_for(seed);
    claims ? run_claims(seed, forced, tally) : run(seed, forced, tally);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (seconds > most_seconds) slowest = seed;
    most_seconds = std::max(most_seconds, seconds);
  }
  std::printf("slowest: program %llu, %.2f s\n", static_cast<unsigned long long>(slowest), most_seconds);
  std::printf("%d compared, %d of them dense; %d left out; %zu runs, %.2f different orders a program\n", tally.compared,
              tally.dense, tally.left_out, tally.runs, static_cast<double>(tally.orders) / std::max(tally.compared, 1));
  const bool enough = programs < kFewest || (claims ? worthy_claims(tally) : worthy(tally));
  std::printf("seed %llu: %d disagreements\n", static_cast<unsigned long long>(first), tally.disagreements);
  return enough && tally.disagreements == 0 ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::property

// An exception is a mistake in the test, and ends it.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) { return linchpin::property::main(argc, argv); }
