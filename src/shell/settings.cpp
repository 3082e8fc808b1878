#include "shell/settings.hpp"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

namespace linchpin::shell {

std::uint64_t usual_memory() {
  std::uint64_t most =
      static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  // What a container may have; "max" is no number.
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::uint64_t some = 0;
    if (std::ifstream in(path); in >> some && some != 0) most = std::min(most, some);
  }
  struct rlimit own {};
  if (getrlimit(RLIMIT_AS, &own) == 0 && own.rlim_cur != RLIM_INFINITY)
    most = std::min<std::uint64_t>(most, own.rlim_cur);
  return most / 5 * 4;
}

Session make_session(const Settings& settings) {
  Session session;
  Limits limits = settings.limits;
  if (limits.bytes == 0) limits.bytes = usual_memory();
  session.set_limits(limits);
  session.set_strict(settings.strict);
  for (const std::string& path : settings.allowed_paths) session.allow_path(path);
  return session;
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  double number = 0;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (code != std::errc() || !(number > 0)) return std::nullopt;
  std::string_view suffix(stop, static_cast<std::size_t>(text.data() + text.size() - stop));
  if (!suffix.empty() && suffix != "B") {
    constexpr std::string_view kLetters = "KMGT";
    const char letter = suffix[0] >= 'a' ? static_cast<char>(suffix[0] - 'a' + 'A') : suffix[0];
    const std::size_t power = kLetters.find(letter);
    if (power == std::string_view::npos) return std::nullopt;
    suffix.remove_prefix(1);
    double unit = 1024;
    if (suffix == "B" || suffix == "b") {
      unit = 1000;
    } else if (!suffix.empty() && suffix != "iB" && suffix != "ib") {
      return std::nullopt;
    }
    for (std::size_t i = 0; i <= power; ++i) number *= unit;
  }
  constexpr double kMost = 9e18;
  if (number < 1 || number > kMost) return std::nullopt;
  return static_cast<std::uint64_t>(number);
}

std::optional<OptionProblem> set_option(Settings& settings, std::string_view option, const std::string& value) {
  const char* end = value.data() + value.size();
  if (option == "--limit-time") {
    double seconds = 0;
    const auto [stop, code] = std::from_chars(value.data(), end, seconds);
    if (code != std::errc() || stop != end || !(seconds > 0) || !std::isfinite(seconds)) {
      return OptionProblem{fmt::format("--limit-time takes a number of seconds, not `{}`", value),
                           "write it as 10 or 0.5"};
    }
    settings.limits.seconds = seconds;
  } else if (option == "--limit-tuples") {
    std::uint64_t tuples = 0;
    const auto [stop, code] = std::from_chars(value.data(), end, tuples);
    if (code != std::errc() || stop != end || tuples == 0) {
      return OptionProblem{fmt::format("--limit-tuples takes a number of tuples, not `{}`", value),
                           "write it as 1000000"};
    }
    settings.limits.tuples = tuples;
  } else if (option == "--limit-memory") {
    const auto bytes = parse_size(value);
    if (!bytes) {
      return OptionProblem{fmt::format("--limit-memory takes a size, not `{}`", value),
                           "write it as 512M, 2G, 1.5GiB or a number of bytes"};
    }
    settings.limits.bytes = *bytes;
  } else if (option == "--threads") {
    constexpr unsigned kMost = 64;
    unsigned threads = 0;
    const auto [stop, code] = std::from_chars(value.data(), end, threads);
    if (code != std::errc() || stop != end || threads == 0 || threads > kMost) {
      return OptionProblem{fmt::format("--threads takes a number from 1 to {}, not `{}`", kMost, value),
                           "write it as 1 or 4; without it there are as many as processors, at most 8"};
    }
    settings.limits.threads = threads;
  } else if (option == "--allow-path") {
    if (value.empty()) return OptionProblem{"--allow-path takes a directory", "write it as --allow-path ../data"};
    settings.allowed_paths.push_back(value);
  } else {
    return OptionProblem{fmt::format("`{}` is no option here", option),
                         "there are --limit-time, --limit-memory, --limit-tuples, --threads and --allow-path"};
  }
  return std::nullopt;
}

int exit_status_of(Status status) {
  switch (status) {
    case Status::ok:
      return exit_status::kOk;
    case Status::error:
      return exit_status::kError;
    case Status::limit:
      return exit_status::kLimit;
    case Status::interrupted:
      return exit_status::kInterrupted;
  }
  return exit_status::kError;
}

// The exits that a command comes to stand in this order: 130, 3, 1, 0.
int worse(int a, int b) { return std::max(a, b); }

}  // namespace linchpin::shell
