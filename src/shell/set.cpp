#include "shell/set.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "shell/output.hpp"
#include "syntax/diagnostic.hpp"

namespace linchpin::shell {
namespace {

constexpr int kNoSetting = 474;

using Problem = std::optional<OptionProblem>;

Problem set_limit(Shell& shell, std::string_view option, const std::string& value) {
  Settings changed = shell.settings;
  if (auto problem = set_option(changed, option, value)) return problem;
  shell.settings = std::move(changed);
  shell.session.set_limits(shell.settings.limits);
  return std::nullopt;
}

std::string number_or(double value, std::string_view none) {
  return value == 0 ? std::string(none) : fmt::format("{:.15g}", value);
}

// A row of the table: what `:set` shows, and what it does.
struct Setting {
  std::string_view name, meaning;
  std::string (*value)(const Shell& shell);
  Problem (*set)(Shell& shell, const std::string& value);
};

constexpr std::array kSettings{
    Setting{"rows", "rows of an answer that are shown; all: no limit",
            [](const Shell& shell) { return number_or(static_cast<double>(shell.most_rows), "all"); },
            [](Shell& shell, const std::string& value) -> Problem {
              std::size_t rows = 0;
              const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), rows);
              const bool good =
                  value == "all" || (code == std::errc() && end == value.data() + value.size() && rows != 0);
              if (!good)
                return OptionProblem{fmt::format("rows are a number or `all`, not `{}`", value), ":set rows 50"};
              shell.most_rows = rows;
              return std::nullopt;
            }},
    Setting{"timing", "whether the time of each statement and question is told: on, off",
            [](const Shell& shell) { return std::string(shell.timing ? "on" : "off"); },
            [](Shell& shell, const std::string& value) -> Problem {
              if (value != "on" && value != "off") return OptionProblem{"timing is `on` or `off`", ":set timing on"};
              shell.timing = value == "on";
              return std::nullopt;
            }},
    Setting{
        "format", "of answers: table, csv, tsv, json",
        [](const Shell& shell) { return std::string(kFormatNames[static_cast<std::size_t>(shell.settings.format)]); },
        [](Shell& shell, const std::string& value) -> Problem {
          const auto format = find_format(value);
          if (!format) return OptionProblem{fmt::format("there is no format `{}`", value), "table, csv, tsv or json"};
          shell.settings.format = *format;
          return std::nullopt;
        }},
    Setting{"color", "auto, always, never", [](const Shell& shell) { return std::string(shell.colour ? "on" : "off"); },
            [](Shell& shell, const std::string& value) -> Problem {
              const auto colour = find_colour(value);
              if (!colour) return OptionProblem{fmt::format("color is not `{}`", value), "auto, always or never"};
              shell.settings.colour = *colour;
              shell.colour = use_colour(*colour, STDOUT_FILENO);
              shell.error_colour = use_colour(*colour, STDERR_FILENO);
              return std::nullopt;
            }},
    Setting{"limit_time", "seconds that a statement or question may take",
            [](const Shell& shell) { return number_or(shell.settings.limits.seconds, "none"); },
            [](Shell& shell, const std::string& value) { return set_limit(shell, "--limit-time", value); }},
    Setting{"limit_memory", "bytes that may be held, as in 2G",
            [](const Shell& shell) {
              return number_or(static_cast<double>(shell.settings.limits.bytes),
                               fmt::format("{}M", usual_memory() >> 20U));
            },
            [](Shell& shell, const std::string& value) { return set_limit(shell, "--limit-memory", value); }},
    Setting{"limit_tuples", "rows that an evaluation may add",
            [](const Shell& shell) { return number_or(static_cast<double>(shell.settings.limits.tuples), "none"); },
            [](Shell& shell, const std::string& value) { return set_limit(shell, "--limit-tuples", value); }},
    Setting{
        "threads", "that an evaluation may use",
        [](const Shell& shell) { return number_or(shell.settings.limits.threads, "as many as there are processors"); },
        [](Shell& shell, const std::string& value) { return set_limit(shell, "--threads", value); }},
};

}  // namespace

std::vector<std::string> setting_names() {
  std::vector<std::string> out;
  for (const Setting& setting : kSettings) out.emplace_back(setting.name);
  return out;
}

void set(Shell& shell, const std::string& argument) {
  if (argument.empty()) {
    std::string out;
    for (const Setting& setting : kSettings) {
      out += fmt::format("{:<12} {:<8} {}\n", setting.name, setting.value(shell), dim(setting.meaning, shell.colour));
    }
    return put(out);
  }
  const std::size_t blank = std::min(argument.find_first_of(" \t="), argument.size());
  const std::string name = argument.substr(0, blank);
  const std::size_t begin = argument.find_first_not_of(" \t=", blank);
  const std::string value = begin == std::string::npos ? std::string() : argument.substr(begin);
  for (const Setting& setting : kSettings) {
    if (setting.name != name) continue;
    if (value.empty()) return put(fmt::format("{} {}\n", name, setting.value(shell)));
    if (const Problem problem = setting.set(shell, value)) fault(shell, kNoSetting, problem->message, problem->hint);
    return;
  }
  const std::string like = nearest(name, setting_names());
  fault(shell, kNoSetting, fmt::format("there is no setting `{}`", name),
        like.empty() ? ":set shows them all" : fmt::format("did you mean `:set {}`?", like));
}

}  // namespace linchpin::shell
