// linchpin_demand [--programs N] [--seed S | --fresh]
//
// Asks random questions with bound arguments where all that is recursive is put off, so that only what a question needs
// is evaluated, and compares answers and levels with the plain reasoner's. A run over at least kFewest programs also
// fails when too few are answered so.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>

#include "case.hpp"
#include "claims_case.hpp"
#include "generate.hpp"
#include "random.hpp"
#include "scene_layers.hpp"
#include "session/answers.hpp"
#include "session/script.hpp"
#include "session/state.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"
#include "variants.hpp"

namespace linchpin::property {
namespace {

constexpr int kFewest = 200;
constexpr int kQuestions = 6;  // of each program

struct Tally {
  int programs = 0, put_off = 0, questions = 0, demanded = 0, with_answers = 0, disagreements = 0;
};

// Paths of all kinds: rules whose bodies lead from one variable of the head to the other, through relations that are
// stated and through p, q and r, which they define.
Program generate_paths(std::uint64_t seed) {
  Random random(seed ^ 0x517cc1b727220a95ULL);
  std::string text = "levels certain > likely.\nclaim c1 \"Some ways\" level likely {\n";
  const auto node = [&] { return std::string(1, static_cast<char>('a' + random.below(6))); };
  for (int i = 0; i < 6; ++i) text += "e(" + node() + ", " + node() + ").\n";
  text += "}\n";
  for (int i = 0; i < 9; ++i) text += std::string(random.chance(50) ? "e(" : "f(") + node() + ", " + node() + ").\n";
  for (int i = 0; i < 3; ++i) text += "hub(" + node() + ").\nf(a, b).\n";
  const auto step = [&](const std::string& relation, const std::string& from, const std::string& to) {
    return random.chance(15) ? relation + "(" + to + ", " + from + ")" : relation + "(" + from + ", " + to + ")";
  };
  for (const std::string head : {"p", "q", "r"}) {
    text += head + "(X, Y) :- " + step(random.chance(50) ? "e" : "f", "X", "Y") + ".\n";
    for (int rules = random.between(1, 3); rules > 0; --rules) {
      const int steps = random.between(1, 3);
      const std::vector<std::string> places = {"X", "Z", "W", "Y"};
      std::string body;
      for (int i = 0; i < steps; ++i) {
        const bool is_own = random.chance(45);
        const std::string relation = is_own ? random.chance(70) ? head : random.pick<std::string>({"p", "q", "r"})
                                     : random.chance(50) ? "e"
                                                         : "f";
        const std::string to = i + 1 == steps ? "Y" : places[static_cast<std::size_t>(i) + 1];
        body += (body.empty() ? "" : ", ") + step(relation, places[static_cast<std::size_t>(i)], to);
      }
      if (random.chance(20)) body += ", X != Y";
      if (random.chance(15)) body += ", hub(" + random.pick<std::string>({"X", "Y"}) + ")";
      if (random.chance(10)) body += ", not hub(" + random.pick<std::string>({"X", "Y"}) + ")";
      text += head + "(X, Y) :- " + body + ".\n";
    }
  }
  if (random.chance(50)) text += "both(X, Y) :- p(X, Y), q(Y, X).\n";
  if (random.chance(30)) text += "apart(X) :- hub(X), not p(X, X).\n";
  return parse(text);
}

// What holds, by predicate, with the number of the level.
using Holds = std::map<naive::Signature, std::map<naive::Tuple, int>>;

class Trial {
 public:
  Trial(std::uint64_t seed, Tally& tally) : seed_(seed), random_(seed ^ 0x9e3779b97f4a7c15ULL), tally_(tally) {}

  void run() {
    const bool has_claims = seed_ % 3 != 0;
    const Program program = seed_ % 3 == 0   ? generate(seed_)
                            : seed_ % 3 == 1 ? generate_claims(seed_)
                                             : generate_paths(seed_);
    const Case trial{copy(program), {}, {}, some_body(random_, program)};
    Holds holds;
    try {
      if (has_claims) {
        const naive::Conclusions conclusions = expected_conclusions(trial);
        for (const auto& [signature, undecided] : conclusions.undecided) {
          if (!undecided.empty()) return;  // told with the answers, and by others
        }
        holds = conclusions.holds;
      } else {
        for (const auto& [signature, tuples] : expected(trial).relations) {
          for (const naive::Tuple& t : tuples) holds[signature].emplace(t, 0);
        }
      }
    } catch (const std::runtime_error&) {  // without an answer, or too large for the naive evaluator
      return;
    }
    text_ = print(program);
    ++tally_.programs;
    for (int i = 0; i < kQuestions; ++i) {
      if (!load()) return report("loading", "");
      if (i == 0) tally_.put_off += any_put_off() ? 1 : 0;
      i == 0 && !trial.question.empty() ? ask_body(trial.question, holds) : ask_atom(holds);
      ask_atom(holds);  // also after an answer
      tally_.demanded += static_cast<int>(state_->demanded_answers);
    }
  }

 private:
  // In a state of its own.
  bool load() {
    state_ = std::make_unique<session::State>();
    state_->fewest_facts_to_put_off = 0;
    Diagnostics found;
    engine::Budget budget;
    session::ScriptReader reader(state_->sources, state_->pool, state_->paths, found, [] { return true; });
    reader.text("program.kb", text_, ".");
    for (session::Segment& segment : reader.take()) {
      if (!found.ok() || state_->add(std::move(segment.module), budget, found) != Status::ok) return false;
    }
    return found.ok();
  }

  bool any_put_off() const {
    for (analysis::PredicateId p = 0; p < state_->program->predicates.size(); ++p) {
      if (state_->is_put_off(p)) return true;
    }
    return false;
  }

  void report(const std::string& what, const std::string& detail) {
    ++tally_.disagreements;
    std::printf("\nprogram %llu: %s\n%s\n%s", static_cast<unsigned long long>(seed_), what.c_str(), detail.c_str(),
                text_.c_str());
  }

  void ask(const std::string& question, const std::map<naive::Tuple, int>& rows) {
    Diagnostics found;
    engine::Budget budget;
    budget.threads = 1;
    const FileId file = state_->sources.add("question", question);
    const auto statements = syntax::parse(state_->sources, file, found);
    const auto& asked = std::get<syntax::Question>(statements.front().body);
    const Answer answer = session::answer(*state_, asked, budget, found);
    if (answer.status != Status::ok) {
      for (const Diagnostic& d : found.all()) {
        if (d.code == 101) return;  // known to no statement
      }
      return report(question, found.all().empty() ? "" : render(found.all().front(), state_->sources));
    }
    ++tally_.questions;
    tally_.with_answers += rows.empty() ? 0 : 1;
    const auto level = [&](int number) { return state_->program->levels[static_cast<std::size_t>(number)]; };
    Rows right, given;
    for (const auto& [tuple, number] : rows) right.push_back(naive::print(tuple) + " [" + level(number) + "]");
    if (answer.columns.empty()) {
      const bool yes = answer.truth == Truth::yes || answer.truth == Truth::both;
      if (yes)
        given.push_back(
            " [" +
            (answer.truth == Truth::both ? level(rows.empty() ? 0 : rows.begin()->second) : answer.levels.front()) +
            "]");
    } else {
      given = rows_of(answer);
      for (std::size_t i = 0; i < given.size(); ++i) given[i] += " [" + answer.levels[i] + "]";
    }
    if (const auto wrong = compare_rows(question, given, right)) report(wrong->kind, wrong->detail);
  }

  void ask_body(const std::vector<syntax::Literal>& body, const Holds& holds) {
    const std::vector<std::string> columns = naive::question_variables(body);
    const auto found = holds.find({kAnswer, columns.size(), false});
    if (found != holds.end()) ask(question_text(body), found->second);
  }

  // p(a, X2, c)?, mostly of a row that holds.
  void ask_atom(const Holds& holds) {
    std::vector<const Holds::value_type*> some;
    std::vector<const Holds::value_type*> put_off;
    for (const auto& each : holds) {
      const auto& [name, arity, denied] = each.first;
      if (arity == 0 || each.second.empty() || name == kAnswer || name == "says") continue;
      some.push_back(&each);
      const auto p = state_->signatures.find({name, static_cast<std::uint32_t>(arity), denied});
      if (p && state_->is_put_off(*p)) put_off.push_back(&each);
    }
    if (!put_off.empty() && random_.chance(80)) some = std::move(put_off);
    if (some.empty()) return;
    const auto& [signature, rows] = *random_.pick(some);
    auto row = rows.begin();
    std::advance(row, random_.below(static_cast<int>(rows.size())));
    std::vector<bool> bound(signature.arity);
    for (std::size_t i = 0; i < bound.size(); ++i) bound[i] = random_.chance(60);
    naive::Tuple wanted = row->first;
    if (random_.chance(20)) {  // as another row has it
      auto other = rows.begin();
      std::advance(other, random_.below(static_cast<int>(rows.size())));
      wanted.front() = other->first.front();
    }
    std::string question = (signature.denied ? "-" : "") + syntax::print_name(signature.name);
    for (std::size_t i = 0; i < bound.size(); ++i) {
      question += i == 0 ? "(" : ", ";
      question += bound[i] ? naive::print(wanted[i]) : "X" + std::to_string(i + 1);
    }
    std::map<naive::Tuple, int> right;
    for (const auto& [tuple, level] : rows) {
      naive::Tuple free;
      bool fits = true;
      for (std::size_t i = 0; i < bound.size(); ++i) {
        fits = fits && (!bound[i] || tuple[i] == wanted[i]);
        if (!bound[i]) free.push_back(tuple[i]);
      }
      if (fits) right.emplace(free, level);
    }
    ask(question + ")?", right);
  }

  std::uint64_t seed_;
  Random random_;
  Tally& tally_;
  std::string text_;
  std::unique_ptr<session::State> state_;
};

bool share(const char* what, int part, int whole, int least_percent) {
  const bool enough = part * 100 >= whole * least_percent;
  std::printf("  %5.1f %%  %s%s\n", 100.0 * part / std::max(whole, 1), what, enough ? "" : "  TOO FEW");
  return enough;
}

int usage() {
  std::fprintf(stderr, "usage: linchpin_demand [--programs N] [--seed S | --fresh]\n");
  return 2;
}

int main(int argc, char** argv) {
  int programs = 300;
  std::uint64_t first = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--fresh") {
      first = (std::uint64_t{std::random_device{}()} << 16) + 1'000'000;
    } else if (i + 1 < argc && flag == "--programs") {
      programs = std::atoi(argv[++i]);
    } else if (i + 1 < argc && flag == "--seed") {
      first = std::strtoull(argv[++i], nullptr, 10);
    } else {
      return usage();
    }
  }
  std::printf("seed %llu, %d programs\n", static_cast<unsigned long long>(first), programs);
  std::fflush(stdout);
  Tally tally;
  for (int i = 0; i < programs; ++i) Trial(first + static_cast<std::uint64_t>(i), tally).run();
  std::printf("%d compared, %d questions\n", tally.programs, tally.questions);
  bool enough = share("of the programs have something put off", tally.put_off, tally.programs, 30);
  enough &= share("of the questions are answered by demand", tally.demanded, tally.questions, 30);
  enough &= share("of the questions have answers", tally.with_answers, tally.questions, 60);
  std::printf("seed %llu: %d disagreements\n", static_cast<unsigned long long>(first), tally.disagreements);
  return (enough || programs < kFewest) && tally.disagreements == 0 ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::property

// An exception is a mistake in the test, and ends it.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) { return linchpin::property::main(argc, argv); }
