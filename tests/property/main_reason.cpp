// linchpin_reason [--programs N] [--seed S | --fresh] [--oracle | --mutants]
//
// Compares the engine with the plain reasoner (reason.hpp) on random programs with claims, levels, exceptions and
// negation in cycles. Program i is made from seed S + i alone, so that `--seed K --programs 1` repeats one. Each is run
//   as generated, with one of its rules' bodies asked as a question;
//   with its statements and literals shuffled;
//   with some claims and clauses stated one by one after the rest has been asked;
//   and so with some claims and clauses taken back;
//   and with such changes as the edits of a scenario, asked in it;
//   and under several lists of edits of all kinds, one after another, with what is asked without them in between.
//   and one of its predicates with `linchpins of` and `why all` (hanging.hpp).
// Beside that, the reasoner is compared with the naive evaluator where that can tell, above all on the program cut at
// each level; `--oracle` does only this, without the engine. A run over at least kFewest programs also fails when they
// are not worth comparing: see `worthy`. Each proof goes through the independent checker; with `--mutants`, so do
// proofs made wrong on purpose, each of which it must refuse.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "bearing.hpp"
#include "claims_case.hpp"
#include "edits.hpp"
#include "hanging.hpp"
#include "mutants.hpp"
#include "scene_layers.hpp"
#include "shrink.hpp"
#include "suppositions.hpp"
#include "variants.hpp"

namespace linchpin::property {
namespace {

constexpr int kFewest = 200;
constexpr int kMostFailures = 5;  // shrunk and shown

struct Options {
  int programs = 2000;
  std::uint64_t seed = 1;
  bool engine = true;
  bool mutants = false;
};

struct Tally {
  int compared = 0;
  int failing = 0;   // have no answer: the engine must report an error
  int answered = 0;  // questions with an answer
  int changed_later = 0, upgraded_later = 0, changed_back = 0, changed_supposed = 0;
  int lists_supposed = 0, changed_by_list = 0;
  EditTally edits;
  std::map<std::string, int> bearing;
  Hanging hanging;
  int disagreements = 0;
  check::Mutations mutations;
};

void report(std::uint64_t seed, const char* variant, const Case& trial, const Disagreement& found, Tally& tally) {
  std::printf("\nprogram %llu, %s: %s\n%s", static_cast<unsigned long long>(seed), variant, found.kind.c_str(),
              found.detail.c_str());
  if (tally.disagreements++ >= kMostFailures) return;
  show_shrunk(trial, found.kind, claims_disagreement);
}

void report_invalid(std::uint64_t seed, const Program& program, const char* why, Tally& tally) {
  ++tally.disagreements;
  std::printf("\nprogram %llu: not a valid program: %s\n%s", static_cast<unsigned long long>(seed), why,
              print(program).c_str());
}

bool fails_by_design(const Program& program) {
  bool out = false;
  each_clause(program, [&](const syntax::Clause& c) { out = out || c.head.predicate == kUnanswerable; });
  return out;
}

// Whether a tuple of the one has a better level in the other.
bool upgrades(const naive::Conclusions& from, const naive::Conclusions& to) {
  for (const auto& [s, relation] : from.holds) {
    const auto then = to.holds.find(s);
    if (then == to.holds.end()) continue;
    for (const auto& [tuple, level] : relation)
      if (const auto now = then->second.find(tuple); now != then->second.end() && now->second < level) return true;
  }
  return false;
}

// Whether they differ in what the moved clauses themselves do not state.
bool differ(naive::Conclusions a, naive::Conclusions b, const Program& moved) {
  const auto drop = [&](const naive::Signature& s) {
    for (auto* c : {&a, &b}) {
      c->holds.erase(s);
      c->undecided.erase(s);
    }
  };
  drop({"says", 3, false});
  each_clause(moved, [&](const syntax::Clause& clause) { drop(naive::signature(clause.head)); });
  return a.holds != b.holds || a.undecided != b.undecided;
}

class Trials {
 public:
  Trials(std::uint64_t seed, const Options& options, Tally& tally)
      : seed_(seed),
        program_(generate_claims(seed)),
        random_(seed ^ 0x9e3779b97f4a7c15ULL),
        options_(options),
        tally_(tally) {}

  void run() {
    const Case plain{program_, {}, {}, some_body(random_, program_)};
    try {
      all_ = expected_conclusions(plain);
    } catch (const naive::EvaluationError& error) {
      if (!fails_by_design(program_)) return report_invalid(seed_, program_, error.what(), tally_);
      ++tally_.failing;
      if (!options_.engine) return;
      if (const auto found = compare_failing({program_, {}, {}, {}}))
        report(seed_, "as generated", {program_, {}, {}, {}}, *found, tally_);
      return;
    } catch (const naive::Invalid& invalid) {
      return report_invalid(seed_, program_, invalid.what(), tally_);
    }
    ++tally_.compared;
    const naive::Conclusions with_answer = all_;
    for (const auto& [s, relation] : with_answer.holds) {
      if (s.name != kAnswer) continue;
      tally_.answered += relation.empty() ? 0 : 1;
      all_.holds.erase(s);
      all_.undecided.erase(s);
    }
    for (const std::string& what : bearing(program_, all_)) ++tally_.bearing[what];
    if (const auto found = compare_with_naive(program_)) return report_oracles(*found);
    const bool good = passes("as generated", plain, with_answer) &&
                      passes("shuffled", shuffled(random_, program_), all_) && stepwise();
    if (!good || !taken_back()) return;
    supposed();
    supposed_in_turn();
    edited();
    if (options_.engine) hang();
  }

 private:
  void report_oracles(const Disagreement& found) {
    ++tally_.disagreements;
    std::printf("\nprogram %llu: %s\n%s%s", static_cast<unsigned long long>(seed_), found.kind.c_str(),
                found.detail.c_str(), print(program_).c_str());
  }

  bool passes(const char* variant, const Case& trial, const naive::Conclusions& expected) {
    if (!options_.engine) return true;
    const auto found = compare(trial, expected, on_proof());
    if (found) report(seed_, variant, trial, *found, tally_);
    return !found;
  }

  check::OnProof on_proof() {
    if (!options_.mutants) return {};
    return [&](const check::Json& answer, std::size_t proof, const check::Asked& asked, const check::Truth& truth) {
      tally_.mutations.run(answer, proof, asked, truth, random_);
    };
  }

  bool stepwise() {
    Case trial{copy(program_), {}, {}, {}};
    trial.later = take_some_claims(random_, trial.program, 3);
    const naive::Conclusions before = naive::reason(trial.program);
    tally_.changed_later += differ(before, all_, trial.later) ? 1 : 0;
    tally_.upgraded_later += upgrades(before, all_) ? 1 : 0;
    return passes("stated stepwise", trial, all_);
  }

  bool taken_back() {
    Case trial{copy(program_), {}, {}, {}};
    if (random_.chance(30)) trial.later = take_some_claims(random_, trial.program, 4);
    Program rest = copy(program_);
    trial.retracted = take_some_claims(random_, rest, 3);
    const naive::Conclusions after = expected_conclusions(trial);
    tally_.changed_back += differ(after, all_, trial.retracted) ? 1 : 0;
    return passes("taken back", trial, after);
  }

  void supposed() {
    Case trial{copy(program_), {}, {}, {}};
    trial.later = take_some_claims(random_, trial.program, 4);
    put_back_rules(trial.later, trial.program);
    Program rest = copy(trial.program);
    trial.retracted = take_some_claims(random_, rest, 4);
    put_back_rules(trial.retracted, rest);
    if (!options_.engine || (trial.later.empty() && trial.retracted.empty())) return;
    const naive::Conclusions before = naive::reason(trial.program);
    const naive::Conclusions expected = expected_conclusions(trial);
    Program edits = copy(trial.later);
    edits.insert(edits.end(), trial.retracted.begin(), trial.retracted.end());
    tally_.changed_supposed += differ(before, expected, edits) ? 1 : 0;
    const auto found = compare_supposed(trial, expected, on_proof());
    if (!found) return;
    ++tally_.disagreements;
    std::printf("\nprogram %llu: %s\n%s", static_cast<unsigned long long>(seed_), found->kind.c_str(),
                found->detail.c_str());
  }

  void supposed_in_turn() {
    if (!options_.engine) return;
    const auto found = compare_suppositions(random_, program_, all_, tally_.lists_supposed, tally_.changed_by_list);
    if (!found) return;
    ++tally_.disagreements;
    std::printf("\nprogram %llu: %s\n%s\n", static_cast<unsigned long long>(seed_), found->kind.c_str(),
                found->detail.c_str());
  }

  void edited() {
    if (!options_.engine || seed_ % 4 != 0) return;  // as it takes the longest
    const auto found = compare_edits(random_, program_, tally_.edits);
    if (!found) return;
    ++tally_.disagreements;
    std::printf("\nprogram %llu, edited: %s\n%s\n", static_cast<unsigned long long>(seed_), found->kind.c_str(),
                found->detail.c_str());
  }

  // One of the predicates that hold of something: mostly of those stated last, as these rest on others.
  void hang() {
    std::vector<naive::Signature> some;
    for (const auto& [s, relation] : all_.holds) {
      if (s.arity != 0 && !relation.empty()) some.push_back(s);
    }
    if (some.empty()) return;
    const auto number = [](const naive::Signature& s) { return std::atoi(s.name.c_str() + 1); };
    std::stable_sort(some.begin(), some.end(), [&](const auto& a, const auto& b) { return number(a) > number(b); });
    if (some.size() > 3 && random_.chance(80)) some.resize(3);
    const std::string text = print(program_);
    Session session;
    if (session.load_text("program.kb", text) != Status::ok) return;
    const auto lacks = [&](std::string_view what) { return text.find(what) == std::string::npos; };
    const bool monotone = lacks("not ") && lacks("normally ") && lacks("#") && lacks(": min") && lacks(": max");
    const auto found = check_hanging(session, question_text(random_.pick(some)), monotone, tally_.hanging);
    if (!found) return;
    ++tally_.disagreements;
    std::printf("\nprogram %llu: %s\n%s%s", static_cast<unsigned long long>(seed_), found->kind.c_str(), text.c_str(),
                found->detail.c_str());
  }

  // An edit states no rule of its own.
  static void put_back_rules(Program& from, Program& to) {
    std::erase_if(from, [&](const syntax::Statement& s) {
      const auto* clause = std::get_if<syntax::Clause>(&s.body);
      if (clause == nullptr || (clause->body.empty() && !clause->normally)) return false;
      to.push_back(s);
      return true;
    });
  }

  std::uint64_t seed_;
  Program program_;
  Random random_;
  const Options& options_;
  Tally& tally_;
  naive::Conclusions all_;
};

bool share(const std::string& what, int part, int whole, int least_percent) {
  const bool enough = part * 100 >= whole * least_percent;
  std::printf("  %5.1f %%  %s%s\n", 100.0 * part / std::max(whole, 1), what.c_str(), enough ? "" : "  TOO FEW");
  return enough;
}

bool worthy(Tally& tally) {
  bool enough = true;
  for (const auto& [what, least] : all_bearings()) enough &= share(what, tally.bearing[what], tally.compared, least);
  enough &= share("have an answer to the question", tally.answered, tally.compared, 40);
  enough &= share("what is stated later changes a result", tally.changed_later, tally.compared, 40);
  enough &= share("what is stated later raises the level of a tuple", tally.upgraded_later, tally.compared, 10);
  enough &= share("what is taken back changes a result", tally.changed_back, tally.compared, 40);
  enough &= share("what is supposed changes a result", tally.changed_supposed, tally.compared, 40);
  enough &= share("a list of edits changes a result", tally.changed_by_list, tally.lists_supposed, 60);
  enough &= share("an edit changes a result", tally.edits.changing, tally.edits.made, 50);
  const Hanging& hanging = tally.hanging;
  enough &= share("of answers hang on a single claim", hanging.singles, hanging.answers, 40);
  enough &= share("is such a claim in no support, a program", hanging.beside, tally.compared, 1);
  enough &= share("of answers have a claim that only lowers the level", hanging.lower, hanging.answers, 2);
  enough &= share("of answers hang on more claims together", hanging.sets, hanging.answers, 10);
  enough &= share("of answers were tried without all pairs", hanging.paired, hanging.answers, 5);
  enough &= share("supports an answer", hanging.supports, hanging.answers, 110);
  const int all = tally.compared + tally.failing;
  enough &= share("without an answer, so that an error is due", tally.failing, all, 1);
  return enough;
}

int usage() {
  std::fprintf(stderr, "usage: linchpin_reason [--programs N] [--seed S | --fresh] [--oracle | --mutants]\n");
  return 2;
}

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--fresh") {
      options.seed = (std::uint64_t{std::random_device{}()} << 16) + 1'000'000;
    } else if (flag == "--oracle") {
      options.engine = false;
    } else if (flag == "--mutants") {
      options.mutants = true;
    } else if (i + 1 < argc && flag == "--programs") {
      options.programs = std::atoi(argv[++i]);
    } else if (i + 1 < argc && flag == "--seed") {
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    } else {
      return usage();
    }
  }
  std::printf("seed %llu, %d programs\n", static_cast<unsigned long long>(options.seed), options.programs);
  std::fflush(stdout);
  Tally tally;
  std::uint64_t slowest = options.seed;
  double most_seconds = 0;
  for (int i = 0; i < options.programs; ++i) {
    const std::uint64_t seed = options.seed + static_cast<std::uint64_t>(i);
    const auto start = std::chrono::steady_clock::now();
    Trials(seed, options, tally).run();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (seconds > most_seconds) slowest = seed;
    most_seconds = std::max(most_seconds, seconds);
  }
  std::printf("slowest: program %llu, %.2f s\n", static_cast<unsigned long long>(slowest), most_seconds);
  std::printf("%d compared, %d failing as they should\n", tally.compared, tally.failing);
  bool enough = options.programs < kFewest || worthy(tally);
  const bool many = options.programs >= kFewest;
  if (options.mutants)
    enough = tally.mutations.report(many ? check::all_mutations() : std::vector<std::string>{}) && enough;
  std::printf("seed %llu: %d disagreements\n", static_cast<unsigned long long>(options.seed), tally.disagreements);
  return enough && tally.disagreements == 0 ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::property

// An exception is a mistake in the test, and ends it.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) { return linchpin::property::main(argc, argv); }
