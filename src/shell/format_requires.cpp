// What would make a goal hold, for people: a numbered set of facts each, and what goes with it.
#include <fmt/core.h>
#include <fmt/ranges.h>

#include "shell/format.hpp"
#include "shell/style.hpp"

namespace linchpin::shell {
namespace {

std::string facts(std::size_t n) { return fmt::format("{} fact{}", n, n == 1 ? "" : "s"); }

// "for any Share with Share >= 50; tried with Share = 80"
std::string variables(const Requirement& set) {
  std::vector<std::string> names, tried;
  for (const Requirement::Variable& v : set.variables) {
    names.push_back(v.name);
    if (!v.value.empty()) tried.push_back(fmt::format("{} = {}", v.name, v.value));
  }
  std::string out = fmt::format("for any {}", fmt::join(names, ", "));
  if (!set.conditions.empty()) out += fmt::format(" with {}", fmt::join(set.conditions, ", "));
  if (!tried.empty()) out += fmt::format("; tried with {}", fmt::join(tried, ", "));
  return out;
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
  if (!set.variables.empty()) out += fmt::format("{}{}\n", indent, variables(set));
  if (set.level != highest) out += fmt::format("{}it would be {}\n", indent, set.level);
  for (const Conflict& conflict : set.conflicts) out += fmt::format("{}but then: {}\n", indent, summary(conflict));
  return out;
}

std::string shown(const Requirements::Closed& way) {
  std::string out = "closed: " + one_line(way.rule.clause);
  if (!way.rule.claim.empty()) out = fmt::format("closed: \"{}\" [{}]", way.rule.gloss, way.rule.claim);
  out += fmt::format(" asks for {}", way.literal);
  const std::string& holds = way.sentence.empty() ? way.fact : way.sentence;
  return holds.empty() ? out + '\n' : fmt::format("{}, but {}\n", out, holds);
}

// How far the search went, and what it could not look at.
std::string extent(const Answer& answer) {
  const Requirements& required = *answer.required;
  const std::size_t sets = required.sets.size();
  std::string out = sets == 0 ? "nothing found" : fmt::format("{} set{}", sets, sets == 1 ? "" : "s");
  if (required.more) out += ", and perhaps more";
  if (required.complete_to == 0) {
    out += sets == 0 ? "; there may be sets that were not tried" : "; there may be others";
  } else {
    out += fmt::format("; there is no {} of up to {}", sets == 0 ? "set" : "other", facts(required.complete_to));
  }
  out += ")\n";
  const auto note = [&](bool said, const std::string& text) {
    if (said) out += text + '\n';
  };
  note(required.stopped, "stopped: there was too much to look through");
  note(required.aggregates, "counts, sums and the like were taken as they are now");
  note(required.failed != 0,
       fmt::format("{} set{} {} tried in vain: what it brings about is denied, undoes something else, or has no end",
                   required.failed, required.failed == 1 ? "" : "s", required.failed == 1 ? "was" : "were"));
  note(answer.truth == Truth::denied, "the contrary holds");
  note(answer.contested, "something speaks for it already, and something against it: `conflicts?` tells");
  note(sets == 0 && !required.not_open.empty(),
       fmt::format("{} itself was not added: `assumable {}.` would allow it", fmt::join(required.not_open, ", "),
                   required.not_open.empty() ? "" : required.not_open.front()));
  return "(" + out;
}

}  // namespace

std::string summary(const Requirement& requirement) {
  std::string out;
  for (const Requirement::Fact& fact : requirement.facts) out += (out.empty() ? "" : " and ") + fact.fact;
  for (const std::string& condition : requirement.conditions) out += ", with " + condition;
  for (const Conflict& conflict : requirement.conflicts) out += ", but " + summary(conflict);
  return out;
}

std::string format_requires(const Answer& answer, bool colour) {
  const Requirements& required = *answer.required;
  if (required.holds) {
    return bold("it holds already", colour) + '\n' +
           (answer.rows.empty() ? "" : format_rows(answer, answer.rows.size(), colour));
  }
  std::string out;
  if (required.sets.size() == 1) out = "it would hold if this were stated:\n";
  if (required.sets.size() > 1) out = "it would hold if any one of these were stated:\n";
  for (std::size_t i = 0; i < required.sets.size(); ++i) {
    out += shown(required.sets[i], i + 1, answer.highest, colour);
  }
  for (const Requirements::Closed& way : required.closed) out += dim(shown(way), colour);
  return out + extent(answer);
}

}  // namespace linchpin::shell
