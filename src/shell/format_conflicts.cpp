#include <fmt/core.h>

#include <algorithm>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

std::string counted(std::size_t n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", n == 0 ? "no" : std::to_string(n), n == 1 ? one : many);
}

std::string outcome(const Conflict::Side& side) {
  if (side.holds) return fmt::format("holds, {}", side.level);
  if (side.level == "undecided") return "undecided";
  return fmt::format("does not hold; what speaks for it is {}", side.level);
}

std::string bindings(const Conflict& conflict) {
  std::string out;
  for (const auto& [variable, value] : conflict.bindings) {
    out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", variable, print(value));
  }
  return out;
}

std::string one_line(std::string_view clause) {
  std::string out;
  for (char c : clause) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace

std::string summary(const Conflict& conflict) {
  std::string out = fmt::format("{}: ", print(conflict.kind));
  if (conflict.kind != Conflict::Kind::constraint) return out + conflict.sides[0].fact + " / " + conflict.sides[1].fact;
  out += conflict.constraint;
  return conflict.bindings.empty() ? out : out + ": " + bindings(conflict);
}

std::string format_conflicts(const std::vector<Conflict>& conflicts, bool colour) {
  std::string out;
  std::size_t count[3] = {};
  for (const Conflict& conflict : conflicts) {
    ++count[static_cast<std::size_t>(conflict.kind)];
    if (conflict.kind == Conflict::Kind::constraint) {
      out += bold("broken constraint", colour) + fmt::format(" \"{}\"", conflict.constraint);
      if (!conflict.bindings.empty()) out += " by " + bindings(conflict);
      out += '\n';
      continue;
    }
    out += bold(print(conflict.kind), colour) + '\n';
    for (const Conflict::Side& side : conflict.sides) {
      out += fmt::format("  {}  ({})\n", side.sentence.empty() ? side.fact : side.sentence, outcome(side));
      for (const Ground& ground : side.grounds) {
        out += ground.claim.empty() ? fmt::format("    {}\n", one_line(ground.clause))
                                    : fmt::format("    {} \"{}\": {}\n", ground.claim, ground.gloss,
                                                  one_line(ground.clause));
      }
    }
  }
  return out + fmt::format("({}, {}, {})\n", counted(count[0], "contradiction", "contradictions"),
                           counted(count[1], "contested conclusion", "contested conclusions"),
                           counted(count[2], "broken constraint", "broken constraints"));
}

}  // namespace linchpin::shell
