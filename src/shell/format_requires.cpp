// What would make a goal hold, for people: a numbered set of facts each, and what goes with it.
#include <fmt/core.h>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

std::string facts(std::size_t n) { return fmt::format("{} fact{}", n, n == 1 ? "" : "s"); }

// "S, tried with 80"; of one that may be anything, only that.
std::string variable(const Requirement::Variable& v) {
  std::string out = v.name + (v.any ? ": whatever it is" : ": one that fits");
  return v.value.empty() ? out : out + ", tried with " + v.value;
}

std::string shown(const Requirement& set, std::size_t number, const std::string& highest, bool colour) {
  const std::string head = fmt::format("{}. ", number), indent(head.size(), ' ');
  std::string out;
  for (const Requirement::Fact& fact : set.facts) {
    out += out.empty() ? head : indent + "and ";
    out += bold(fact.sentence.empty() ? fact.fact : fact.sentence, colour);
    if (!fact.sentence.empty()) out += "  " + dim(fmt::format("[{}]", fact.fact), colour);
    out += '\n';
  }
  for (const Requirement::Variable& v : set.variables) out += indent + "   " + variable(v) + '\n';
  for (const std::string& condition : set.conditions) out += fmt::format("{}   where {}\n", indent, condition);
  if (set.level != highest) out += fmt::format("{}   it would be {}\n", indent, set.level);
  for (const Conflict& conflict : set.conflicts) out += fmt::format("{}   but then {}\n", indent, summary(conflict));
  return out;
}

std::string shown(const Requirements::Closed& way, bool colour) {
  std::string out = "closed: " + one_line(way.rule.clause);
  if (!way.rule.claim.empty()) out = fmt::format("closed: \"{}\" [{}]", way.rule.gloss, way.rule.claim);
  out += fmt::format(" asks for {}", way.literal);
  if (!way.sentence.empty()) {
    out += fmt::format(", and \"{}\" holds", way.sentence);
  } else if (!way.fact.empty()) {
    out += fmt::format(", and {} holds", way.fact);
  }
  return dim(out, colour) + '\n';
}

// How far the search went.
std::string extent(const Requirements& required) {
  std::string out = required.sets.size() == 1 ? "1 set" : fmt::format("{} sets", required.sets.size());
  if (required.sets.empty()) out = "none found";
  if (required.more) out += ", and there are more";
  if (required.stopped) out += "; there was too much to look through";
  if (required.complete_to != 0) {
    out += fmt::format("; {} of up to {}", required.sets.empty() ? "there is none" : "there are no others",
                       facts(required.complete_to));
  } else {
    out += "; there may be others";
  }
  if (required.failed != 0) {
    out += fmt::format("; {} more would bring a rule about, but not the whole", required.failed);
  }
  if (required.aggregates) out += "; counts and sums were taken as they are";
  return "(" + out + ")\n";
}

}  // namespace

std::string summary(const Requirement& requirement) {
  std::string out;
  for (const Requirement::Fact& fact : requirement.facts) out += (out.empty() ? "" : " and ") + fact.fact;
  for (const std::string& condition : requirement.conditions) out += ", where " + condition;
  for (const Conflict& conflict : requirement.conflicts) out += ", but " + summary(conflict);
  return out;
}

std::string format_requires(const Answer& answer, bool colour) {
  const Requirements& required = *answer.required;
  if (required.holds) {
    const std::string rows = answer.rows.empty() ? std::string() : format_rows(answer, answer.rows.size(), colour);
    return bold("it holds already", colour) + '\n' + rows;
  }
  std::string out;
  if (!required.sets.empty()) {
    out = required.sets.size() == 1 ? "it would hold if this were stated:\n"
                                    : "it would hold if any one of these were stated:\n";
  }
  for (std::size_t i = 0; i < required.sets.size(); ++i) {
    out += shown(required.sets[i], i + 1, answer.highest, colour);
  }
  for (const Requirements::Closed& way : required.closed) out += shown(way, colour);
  return out + extent(required);
}

}  // namespace linchpin::shell
