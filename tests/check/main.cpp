// linchpin_check_proofs FILE|FOLDER... [--mutants] [--one-in N] [--seed S] [--least N]
//
// Asks `why` of every question of the files, and checks each proof independently (check_proof.hpp). Of a Markdown file
// the programs are taken, as tests/docs/examples.sh takes them. With --mutants each proof is also made wrong in many
// ways, and the checker must refuse them all. Of questions under edits, each of which has a world of its own, about one
// in N is looked at, others each time unless there is a seed. Fails with fewer than --least proofs, too.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "files.hpp"
#include "mutants.hpp"

namespace linchpin::check {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<std::string> paths;
  bool mutants = false;
  std::uint64_t one_in = 1, seed = std::random_device{}();
  std::size_t least = 1;
};

// A folder that is gone with this.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "linchpin-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class Run {
 public:
  explicit Run(const Options& options)
      : options_(options), worlds_(options.one_in, options.seed), random_(options.seed) {}

  void path(const fs::path& path) {
    if (path.extension() == ".md") return markdown(path);
    if (!fs::is_directory(path)) return file(path);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".kb") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& one : files) file(one);
  }

  bool report() const {
    for (const std::string& fault : tally_.faults) std::printf("%s\n", fault.c_str());
    for (const auto& [why, count] : tally_.left) std::printf("left out %zu: %s\n", count, why.c_str());
    for (const auto& [kind, count] : tally_.kinds) std::printf("%8zu %s\n", count, kind.c_str());
    std::printf("%zu questions, %zu proofs, %zu nodes, %zu faults\n", tally_.questions, tally_.proofs, tally_.nodes,
                tally_.faults.size());
    const bool refused = !options_.mutants || mutations_.report({});
    return refused && tally_.faults.empty() && tally_.proofs >= options_.least;
  }

 private:
  void file(const fs::path& path) {
    std::string text;
    try {
      text = read_file(path.string());
      check_file(path.string(), text, worlds_, tally_, on_proof());
    } catch (const std::runtime_error& error) {
      ++tally_.left[path.string() + ": " + error.what()];
    }
  }

  // A second block of a name goes on with the file.
  void markdown(const fs::path& path) {
    const Scratch scratch;
    std::ifstream in(path);
    std::string line;
    std::ofstream block;
    int number = 0;
    fs::path name;
    while (std::getline(in, line)) {
      ++number;
      if (line.starts_with("```prolog")) {
        std::istringstream header(line.substr(9));
        std::string given;
        header >> given;
        name = scratch.path() / (given.empty() ? "line-" + std::to_string(number) + ".kb" : given);
        block.open(name, std::ios::app);
      } else if (line.starts_with("```") && block.is_open()) {
        block.close();
        file(name);
      } else if (block.is_open()) {
        block << line << '\n';
      }
    }
  }

  OnProof on_proof() {
    if (!options_.mutants) return {};
    return [&](const Json& answer, std::size_t proof, const Asked& asked, const Truth& truth) {
      mutations_.run(answer, proof, asked, truth, random_);
    };
  }

  const Options& options_;
  Worlds worlds_;
  property::Random random_;
  Tally tally_;
  Mutations mutations_;
};

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    const bool has_value = i + 1 < argc;
    if (arg == "--mutants") {
      options.mutants = true;
    } else if (arg == "--least" && has_value) {
      options.least = std::strtoull(argv[++i], nullptr, 10);
    } else if (arg == "--one-in" && has_value) {
      options.one_in = std::max<std::uint64_t>(std::strtoull(argv[++i], nullptr, 10), 1);
    } else if (arg == "--seed" && has_value) {
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (arg.starts_with("--")) {
      std::fprintf(stderr,
                   "usage: linchpin_check_proofs FILE|FOLDER... [--mutants] [--one-in N] [--seed S] [--least N]\n");
      return 2;
    } else {
      options.paths.push_back(arg);
    }
  }
  std::printf("seed %llu\n", static_cast<unsigned long long>(options.seed));
  Run run(options);
  for (const std::string& path : options.paths) run.path(path);
  return run.report() ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::check

// An exception is a mistake in the test, and ends it.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) { return linchpin::check::main(argc, argv); }
