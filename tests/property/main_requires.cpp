// linchpin_requires [--programs N] [--seed S | --fresh]
//
// Asks `requires` of random programs, and compares with the plain reasoner: of each seed a large program, whose sets
// are tried, and a small one, of which all sets are. A run over at least kFewest programs also fails when they are not
// worth it.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "requirements.hpp"
#include "scene_layers.hpp"

namespace linchpin::property {
namespace {

constexpr int kFewest = 100;

struct Least {
  const char* what;
  int percent;  // of the goals
};
constexpr Least kLeast[] = {
    {"hold already", 5},           {"have a set", 30},          {"complete to two facts", 15},
    {"sets of several facts", 10}, {"sets with variables", 15}, {"have a way that is closed", 2},
    {"have a set that fails", 5},  {"tried sets that do", 20},
};

bool worthy(Counts& counts) {
  bool enough = true;
  for (const Least& least : kLeast) {
    const bool ok = counts[least.what] * 100 >= counts["goals"] * least.percent;
    std::printf("  %6d  %s%s\n", counts[least.what], least.what, ok ? "" : "  TOO FEW");
    enough = enough && ok;
  }
  return enough;
}

int usage() {
  std::fprintf(stderr, "usage: linchpin_requires [--programs N] [--seed S | --fresh]\n");
  return 2;
}

int main(int argc, char** argv) {
  int programs = 300;
  std::uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--fresh") {
      seed = (std::uint64_t{std::random_device{}()} << 16) + 1'000'000;
    } else if (i + 1 < argc && flag == "--programs") {
      programs = std::atoi(argv[++i]);
    } else if (i + 1 < argc && flag == "--seed") {
      seed = std::strtoull(argv[++i], nullptr, 10);
    } else {
      return usage();
    }
  }
  std::printf("seed %llu, %d programs\n", static_cast<unsigned long long>(seed), programs);
  std::fflush(stdout);
  Counts counts;
  int disagreements = 0;
  const auto check = [&](std::uint64_t number, Random& random, const Program& program, bool all) {
    const std::string goal = some_goal(random, program);
    if (goal.empty()) return;
    const auto found = check_requirements(random, program, goal, all, counts);
    if (!found) return;
    ++disagreements;
    std::printf("\nprogram %llu: %s\n%s", static_cast<unsigned long long>(number), found->kind.c_str(),
                found->detail.c_str());
  };
  for (int i = 0; i < programs; ++i) {
    const std::uint64_t number = seed + static_cast<std::uint64_t>(i);
    Random random(number ^ 0x9e3779b97f4a7c15ULL);
    check(number, random, generate_claims(number), false);
    check(number, random, generate_small(random), true);
  }
  std::printf("%d goals\n", counts["goals"]);
  const bool enough = programs < kFewest || worthy(counts);
  std::printf("seed %llu: %d disagreements\n", static_cast<unsigned long long>(seed), disagreements);
  return enough && disagreements == 0 ? 0 : 1;
}

}  // namespace
}  // namespace linchpin::property

// An exception is a mistake in the test, and ends it.
// NOLINTNEXTLINE(bugprone-exception-escape)
int main(int argc, char** argv) { return linchpin::property::main(argc, argv); }
