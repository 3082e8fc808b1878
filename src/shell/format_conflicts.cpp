#include <fmt/format.h>

#include <algorithm>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n == 0 ? "no" : std::to_string(n), n == 1 ? one : many);
}

std::string bindings(const Conflict& conflict) {
  std::string out;
  for (const auto& [variable, value] : conflict.bindings) {
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", variable, print(value));
  }
  return out;
}

// How it ends, between two sides.
std::string_view outcome(const Conflict& conflict) {
  const Conflict::Side& first = conflict.sides[0];
  const Conflict::Side& second = conflict.sides[1];
  if (first.holds && second.holds) return "both hold";
  if (first.holds) return "the first holds";
  if (second.holds) return "the second holds";
  return first.undecided || second.undecided ? "undecided" : "neither holds";
}

// One side holds against the other although nothing overrides that: what holds without exceptions goes first.
bool is_definite(const Conflict::Side& side, const Conflict::Side& other) {
  return side.holds && !other.holds &&
         std::any_of(other.grounds.begin(), other.grounds.end(),
                     [](const Ground& ground) { return ground.overridden_by.empty(); });
}

// "c1 "Birds fly", at book/birds/1.1, by reports; overridden by c2"; outside claims, the clause, unless it is the fact.
std::string shown(const Ground& ground, const std::string& fact) {
  if (ground.claim.empty()) {
    const std::string clause = one_line(ground.clause);
    return clause == fact ? "stated outside any claim" : clause;
  }
  std::string out = fmt::format("{} \"{}\"", ground.claim, ground.gloss);
  if (!ground.at.empty()) out += ", at " + fmt::format("{}", fmt::join(ground.at, ", "));
  if (!ground.by.empty()) out += ", by " + fmt::format("{}", fmt::join(ground.by, " by "));
  if (!ground.overridden_by.empty())
    out += "; overridden by " + fmt::format("{}", fmt::join(ground.overridden_by, ", "));
  return out;
}

std::string shown(const Conflict::Side& side, const std::string& highest) {
  std::string out = "  " + (side.sentence.empty() ? side.fact : side.sentence);
  if (side.undecided) {
    out += " (undecided)";
  } else if (side.level != highest) {
    out += fmt::format(" ({})", side.level);
  }
  out += '\n';
  std::vector<std::string> lines;  // several clauses of a claim are one ground here
  for (const Ground& ground : side.grounds) {
    const std::string line = shown(ground, side.fact);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
  }
  for (const std::string& line : lines) out += "    " + line + '\n';
  return out;
}

}  // namespace

std::string summary(const Conflict& conflict) {
  std::string out(print(conflict.kind));
  if (conflict.kind == Conflict::Kind::contested) out += fmt::format(", {}", outcome(conflict));
  if (conflict.kind != Conflict::Kind::constraint) {
    return fmt::format("{}: {} / {}", out, conflict.sides[0].fact, conflict.sides[1].fact);
  }
  out += ": " + conflict.constraint;
  return conflict.bindings.empty() ? out : out + ": " + bindings(conflict);
}

std::string format_conflicts(const Answer& answer, bool colour) {
  if (answer.conflicts->empty()) return "no conflicts\n";
  std::string out;
  std::size_t count[3] = {};
  for (const Conflict& conflict : *answer.conflicts) {
    ++count[static_cast<std::size_t>(conflict.kind)];
    if (conflict.kind == Conflict::Kind::constraint) {
      out += bold("broken constraint", colour) + fmt::format(": {}\n", conflict.constraint);
      if (!conflict.bindings.empty()) out += fmt::format("  {}\n", bindings(conflict));
      continue;
    }
    const bool definite =
        is_definite(conflict.sides[0], conflict.sides[1]) || is_definite(conflict.sides[1], conflict.sides[0]);
    const std::string_view why = definite ? ", as it has no exceptions" : "";
    out += bold(print(conflict.kind), colour) + fmt::format(": {}{}\n", outcome(conflict), why);
    for (const Conflict::Side& side : conflict.sides) out += shown(side, answer.highest);
  }
  return out + fmt::format("({}, {}, {})\n", counted(count[0], "contradiction", "contradictions"),
                           counted(count[1], "contested conclusion", "contested conclusions"),
                           counted(count[2], "broken constraint", "broken constraints"));
}

}  // namespace linchpin::shell
