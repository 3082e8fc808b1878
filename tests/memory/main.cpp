// linchpin_memory FILE-OR-FOLDER... [--seed S | --fresh] [--least N]
//
// Lets memory run out at random moments. Of each program the first statements are stated, then one of the allocations
// that the next ones or a question need fails, and all of those after it do for a while, as may be; what was tried is
// tried again with memory enough. In the end everything is as in a session in which nothing failed.
#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "linchpin.hpp"
#include "memory/failing.hpp"
#include "shell/format.hpp"
#include "shell/typed.hpp"

namespace linchpin {
namespace {

struct Program {
  std::string path;
  std::vector<std::string> statements, questions;
};

Program read(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  Program out{path, {}, {}};
  const std::string whole = text.str();
  for (const std::string_view piece : shell::statements(whole)) {
    const bool is_question =
        piece.find_last_not_of(" \n\t") != std::string_view::npos && piece[piece.find_last_not_of(" \n\t")] == '?';
    (is_question ? out.questions : out.statements).emplace_back(piece);
  }
  return out;
}

std::string joined(const std::vector<std::string>& pieces, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < std::min(last, pieces.size()); ++i) out += pieces[i];
  return out;
}

void prepare(Session& session) { session.set_limits({.seconds = 10, .bytes = 0, .tuples = 200'000, .threads = 1}); }

// All that can be seen of it.
std::string seen(Session& session, const std::vector<std::string>& questions) {
  std::string out;
  session.load_text("nothing", "");  // what could not be put back for want of memory is put back by the next call
  for (const std::string& question : questions) {
    session.load_text("questions", question,
                      [&](const Answer& answer) { out += shell::format_answer(answer, shell::Format::table, false); });
  }
  for (const PredicateInfo& p : session.predicates()) {
    for (const auto& listed : session.listing(p.name)) out += listed.text + "\n";
  }
  return out;
}

struct Tally {
  int programs = 0, tried = 0, failed = 0, thrown = 0, kept = 0, wrong = 0;
};

// Runs something with the k-th allocation failing; whether one failed.
template <class Run>
bool with_failure(std::uint64_t k, std::uint64_t length, Tally& tally, const Run& run) {
  failing::begin(k, length);
  try {
    run();
  } catch (const std::bad_alloc&) {
    ++tally.thrown;
  }
  return failing::end() > k;
}

void wrong(const Program& program, std::uint64_t k, const std::string& what, Tally& tally) {
  ++tally.wrong;
  std::printf("%s, allocations from %llu on: %s\n", program.path.c_str(), static_cast<unsigned long long>(k),
              what.c_str());
}

void try_out(const Program& program, std::mt19937_64& random, int times, Tally& tally) {
  const std::size_t all = program.statements.size();
  for (int i = 0; i < times; ++i) {
    const std::size_t first = random() % all;
    const std::string base = joined(program.statements, 0, first);
    const std::string more = joined(program.statements, first, first + 1 + random() % (all - first));
    const std::string question =
        program.questions.empty() ? "p(X)?" : program.questions[random() % program.questions.size()];
    Session plain;
    prepare(plain);
    if (plain.load_text("base", base) != Status::ok) continue;
    failing::begin(~std::uint64_t{0}, 0);
    const Status status = plain.load_text("more", more);
    const std::uint64_t for_more = failing::end();
    if (status != Status::ok) continue;
    failing::begin(~std::uint64_t{0}, 0);
    plain.load_text("question", question,
                    [](const Answer& answer) { shell::format_answer(answer, shell::Format::table, false); });
    const std::uint64_t for_question = failing::end();
    const std::string expected = seen(plain, program.questions);

    Session session;
    prepare(session);
    session.load_text("base", base);
    const std::string before = seen(session, program.questions);
    // Half of the failures near the end, where what was made is put in its place.
    const auto moment = [&](std::uint64_t n) {
      return random() % 2 == 0 ? random() % n : n - 1 - random() % std::min<std::uint64_t>(n, 64);
    };
    const std::uint64_t length = random() % 2 == 0 ? 1 : 1 + random() % 20;
    std::uint64_t k = moment(for_more);
    ++tally.tried;
    Status got = Status::ok;
    std::string said;
    std::string copy = more;
    tally.failed += with_failure(k, length, tally, [&] { got = session.load_text("more", std::move(copy)); });
    said = session.rendered_messages();
    if (got == Status::limit && session.messages().empty()) wrong(program, k, "nothing is said", tally);
    const bool accepted = session.accepted();
    if (!accepted && seen(session, program.questions) != before) {
      wrong(program, k,
            fmt::format("{} fail, of {} (status {}, {}), and not all is as it was, after\n", length, for_more,
                        static_cast<int>(got), said) +
                base,
            tally);
      continue;
    }
    if (accepted) {
      ++tally.kept;
    } else if (session.load_text("more", more) != Status::ok) {
      wrong(program, k,
            fmt::format("it can't be stated again (status {}, {}): ", static_cast<int>(got), said) + more +
                session.rendered_messages(),
            tally);
      continue;
    }
    const std::uint64_t at_load = k;
    k = moment(for_question);
    ++tally.tried;
    tally.failed += with_failure(k, length, tally, [&] {
      session.load_text("question", question,
                        [](const Answer& answer) { shell::format_answer(answer, shell::Format::table, false); });
    });
    const std::string found = seen(session, program.questions);
    if (found != expected) {
      const auto at =
          std::mismatch(expected.begin(), expected.end(), found.begin(), found.end()).first - expected.begin();
      const std::size_t from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, at - 100));
      wrong(program, k,
            fmt::format("{} fail, of {} (status {}, {}from {} on) and {}, after\n", length, for_more,
                        static_cast<int>(got), said, at_load, for_question) +
                base + "\n-- and\n" + more + "\n-- and " + question + "\n-- found\n" + found.substr(from, 300) +
                "\n-- expected\n" + expected.substr(from, 300),
            tally);
    }
  }
}

int run(const std::vector<std::string>& arguments) {
  std::uint64_t seed = 1;
  int times = 4;
  long least = 0;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--fresh") {
      seed = std::random_device()();
    } else if (i + 1 < arguments.size() && arguments[i] == "--seed") {
      seed = std::stoull(arguments[++i]);
    } else if (i + 1 < arguments.size() && arguments[i] == "--times") {
      times = std::stoi(arguments[++i]);
    } else if (i + 1 < arguments.size() && arguments[i] == "--least") {
      least = std::stol(arguments[++i]);
    } else if (std::filesystem::is_directory(arguments[i])) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
        if (entry.path().extension() == ".kb") files.push_back(entry.path());
      }
    } else {
      files.push_back(arguments[i]);
    }
  }
  std::sort(files.begin(), files.end());
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  Tally tally;
  for (const std::string& file : files) {
    const Program program = read(file);
    if (program.statements.size() < 2) continue;
    std::mt19937_64 random(seed ^ std::hash<std::string>()(file));
    ++tally.programs;
    std::fflush(stdout);
    try_out(program, random, times, tally);
  }
  std::printf(
      "memory: %d programs, %d moments, %d with a failure, %d of them passed on to the caller, %d after all was taken "
      "in, %d wrong\n",
      tally.programs, tally.tried, tally.failed, tally.thrown, tally.kept, tally.wrong);
  return tally.wrong == 0 && tally.failed >= least ? 0 : 1;
}

}  // namespace
}  // namespace linchpin

int main(int argc, char** argv) { return linchpin::run({argv + 1, argv + argc}); }
