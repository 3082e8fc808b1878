// What the command line sets for every command.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linchpin.hpp"
#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {

struct Settings {
  Format format = Format::table;
  Limits limits;
  std::vector<std::string> allowed_paths;
  Colour colour = Colour::automatic;
  bool strict = false;
  bool stats = false;
  std::string journal;  // where the prompt keeps what is stated; empty: nowhere
};

Session make_session(const Settings& settings);

// The limit of memory where none is given: most of what the machine has, or the container or the shell allows, so that
// an evaluation is stopped with a message before the system ends the program without one. In bytes.
std::uint64_t usual_memory();

// "512M", "2GiB", "1000000": K, M, G, T and KiB... are powers of 1024, KB... of 1000.
std::optional<std::uint64_t> parse_size(std::string_view text);

// Sets an option that has a value and is the same on the command line and in a test file: --limit-time, --limit-memory,
// --limit-tuples, --threads, --allow-path. Returns what is wrong with it (and how to write it), or nothing.
struct OptionProblem {
  std::string message;
  std::string hint;
};
std::optional<OptionProblem> set_option(Settings& settings, std::string_view option, const std::string& value);

namespace exit_status {
inline constexpr int kOk = 0;
inline constexpr int kError = 1;
inline constexpr int kUsage = 2;
inline constexpr int kLimit = 3;
inline constexpr int kInterrupted = 130;
}  // namespace exit_status

int exit_status_of(Status status);
// Of two exits the one to report: interrupted, then a limit, then an error.
int worse(int a, int b);

}  // namespace linchpin::shell
