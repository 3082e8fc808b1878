// linchpin_check_proofs FILE|FOLDER... [--least N]
//
// Asks `why` of every question of the files, and checks each proof independently: see check_proof.hpp. Of a Markdown
// file the programs are taken, as tests/docs/examples.sh takes them. Fails with fewer than N proofs, too.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "files.hpp"
#include "mutants.hpp"

namespace linchpin::check {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const std::string& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.path().extension() == ".kb") out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

int main(int argc, char** argv) {
  std::vector<std::string> paths;
  std::size_t least = 1;
  std::uint64_t one_in = 1, seed = std::random_device{}();
  for (int i = 1; i < argc; ++i) {
    const std::string arg = argv[i];
    if (arg == "--least" && i + 1 < argc) {
      least = std::strtoull(argv[++i], nullptr, 10);
    } else if (arg == "--one-in" && i + 1 < argc) {
      one_in = std::strtoull(argv[++i], nullptr, 10);
    } else if (arg == "--seed" && i + 1 < argc) {
      seed = std::strtoull(argv[++i], nullptr, 10);
    } else {
      paths.push_back(arg);
    }
  }
  Tally tally;
  Worlds worlds(one_in, seed);
  Mutations mutations;
  property::Random random(seed);
  for (const std::string& path : paths) {
    for (const std::string& file : files_in(path)) {
      try {
        check_file(file, read_file(file), worlds, tally,
                   [&](const Json& answer, std::size_t proof, const Asked& asked, const Truth& truth) {
                     mutations.run(answer, proof, asked, truth, random);
                   });
      } catch (const std::exception& error) {
        std::printf("%s: %s\n", file.c_str(), error.what());
      }
    }
  }
  for (const std::string& fault : tally.faults) std::printf("%s\n", fault.c_str());
  for (const auto& [why, count] : tally.left) std::printf("left out %zu questions: %s\n", count, why.c_str());
  for (const auto& [kind, count] : tally.kinds) std::printf("%8zu %s\n", count, kind.c_str());
  std::printf("%zu questions, %zu proofs, %zu nodes, %zu faults\n", tally.questions, tally.proofs, tally.nodes,
              tally.faults.size());
  const bool refused = mutations.report({});
  return refused && tally.faults.empty() && tally.proofs >= least ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::check

int main(int argc, char** argv) { return linchpin::check::main(argc, argv); }
