// Supports and linchpins for people.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

constexpr std::size_t kMostSets = 10;  // shown of each answer

// `"Trade is with China" (likely)  [c041 article/trade/1.2, by reports]`
std::string line(const Ground& ground, const std::string& highest, bool colour) {
  const bool claim = !ground.claim.empty();
  std::string out = claim ? fmt::format("\"{}\"", ground.gloss) : one_line(ground.clause);
  if (!ground.level.empty() && ground.level != highest) out += fmt::format(" ({})", ground.level);
  return out + "  " + dim(fmt::format("[{}]", claim ? citation(ground) : "in no claim"), colour);
}

// What is answered: "Who = ann, What = tea (likely)".
std::string heading(const Answer& answer, std::size_t i, bool colour) {
  std::string out;
  if (answer.truth != Truth::none) {
    out = answer.of_contrary ? "denied; so this is of the contrary" : print(answer.truth);
  } else {
    for (std::size_t c = 0; c < answer.columns.size(); ++c) {
      out += fmt::format("{}{} = {}", c == 0 ? "" : ", ", answer.columns[c], print(answer.rows[i][c]));
    }
  }
  out = bold(out, colour);
  const bool said = i >= answer.levels.size() || answer.levels[i] == answer.highest;
  return said ? out : fmt::format("{} ({})", out, answer.levels[i]);
}

std::string rest(const Answer& answer, std::size_t explained) {
  const std::size_t all = answer.truth == Truth::none ? answer.rows.size() : 1;
  return all == explained ? "" : fmt::format("({} answers, of which the first {} are explained)\n", all, explained);
}

void add_list(const std::vector<std::string>& lines, std::string_view indent, std::string& out) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += fmt::format("{}{}{}\n", indent, i + 1 == lines.size() ? "└─ " : "├─ ", lines[i]);
  }
}

void add_grounds(const std::vector<Ground>& grounds, const Answer& answer, bool colour, std::string& out) {
  std::vector<std::string> lines;
  for (const Ground& ground : grounds) lines.push_back(line(ground, answer.highest, colour));
  add_list(lines, "  ", out);
}

std::string ending(const Linchpins& found) {
  if (found.all) return "";
  const std::string_view stopped = found.stopped ? "; the search stopped at its limit" : "";
  if (found.complete_to == 0) return fmt::format("(not complete{})\n", stopped);
  return fmt::format("(complete for up to {} claim{}{})\n", found.complete_to, found.complete_to == 1 ? "" : "s",
                     stopped);
}

}  // namespace

std::string names(const std::vector<Ground>& grounds, std::string_view between) {
  std::string out;
  for (const Ground& ground : grounds) {
    if (!out.empty()) out += between;
    out += ground.claim.empty() ? one_line(ground.clause) : ground.claim;
  }
  return out;
}

std::string format_supports(const Answer& answer, bool colour) {
  std::string out;
  for (std::size_t i = 0; i < answer.supports->size(); ++i) {
    const Supports& found = (*answer.supports)[i];
    out += fmt::format("{}{}\n", i == 0 ? "" : "\n", heading(answer, i, colour));
    const std::string disjoint = disjoint_proofs(found.disjoint, found.disjoint_exact);
    if (!disjoint.empty()) out += dim(disjoint, colour) + '\n';
    for (std::size_t s = 0; s < found.supports.size(); ++s) {
      if (s == kMostSets) {
        out += fmt::format("and {} more; --format json has them all\n", found.supports.size() - s);
        break;
      }
      const Supports::Support& support = found.supports[s];
      const std::string level = support.level == answer.highest ? "" : fmt::format(" ({})", support.level);
      out += fmt::format("support {} of {}{}\n", s + 1, found.supports.size(), level);
      add_grounds(support.grounds, answer, colour, out);
    }
    if (!found.complete) out += "(too much to look through: there may be more)\n";
  }
  return out + rest(answer, answer.supports->size());
}

std::string format_linchpins(const Answer& answer, bool colour) {
  std::string out;
  for (std::size_t i = 0; i < answer.linchpins->size(); ++i) {
    const Linchpins& found = (*answer.linchpins)[i];
    out += fmt::format("{}{}\n", i == 0 ? "" : "\n", heading(answer, i, colour));
    if (i < answer.levels.size() && answer.levels[i] == "undecided") continue;
    const bool none_yet = found.single.empty() && found.complete_to == 0;
    if (!none_yet) out += found.single.empty() ? "no single claim breaks it\n" : "each of these alone breaks it:\n";
    add_grounds(found.single, answer, colour, out);
    if (!found.lower.empty()) {
      out += "each of these alone only lowers it:\n";
      std::vector<std::string> lines;
      for (const Linchpins::Lowering& lower : found.lower) {
        lines.push_back(fmt::format("to {}: {}", lower.level, line(lower.ground, answer.highest, colour)));
      }
      add_list(lines, "  ", out);
    }
    for (std::size_t s = 0; s < found.sets.size(); ++s) {
      if (s == kMostSets) {
        out += fmt::format("and {} more sets; --format json has them all\n", found.sets.size() - s);
        break;
      }
      out += "these together break it:\n";
      add_grounds(found.sets[s], answer, colour, out);
    }
    out += ending(found);
  }
  return out + rest(answer, answer.linchpins->size());
}

}  // namespace linchpin::shell
