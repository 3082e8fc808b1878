// What `:list` and `:show` print.
#include <fmt/format.h>

#include <algorithm>

#include "shell/commands.hpp"
#include "shell/highlight.hpp"

namespace linchpin::shell {
namespace {

std::string counted(std::uint64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string signature(const PredicateInfo& predicate) {
  if (predicate.arguments.empty()) return fmt::format("{}/{}", predicate.name, predicate.arity);
  return fmt::format("{}({})", predicate.name, fmt::join(predicate.arguments, ", "));
}

std::string row(std::string_view what, const std::string& value) {
  return value.empty() ? std::string() : fmt::format("  {:<9}{}\n", what, value);
}

// How far trust takes in what a claim says, where that is less than the claim's level; empty otherwise.
std::string standing(const ClaimInfo& claim) {
  const std::string who = fmt::format("{}", fmt::join(claim.least_trusted, ", "));
  if (who.empty()) return {};
  if (claim.holds.empty()) return fmt::format("not taken for so: no trust in {}", who);
  return fmt::format("{}, which is the trust in {}", claim.holds, who);
}

// All lines by four columns.
std::string indented(std::string_view text) {
  std::string out = "    ";
  for (char c : text) out += c == '\n' ? "\n    " : std::string(1, c);
  return out + '\n';
}

// The clauses, each with its claim behind it.
std::string clauses(const std::vector<Session::Listed>& listed, bool colour) {
  std::string out;
  for (const Session::Listed& clause : listed) {
    out += highlighted(clause.text, colour);
    if (!clause.claim.empty()) out += dim("    % " + clause.claim, colour);
    out += '\n';
  }
  return out;
}

std::string holding(const PredicateInfo& p) {
  if (!p.is_evaluated) return "what holds of it is worked out when it is asked for";
  return fmt::format("{} of it hold", counted(p.rows, "row"));
}

}  // namespace

std::string list_predicates(const Session& session, bool colour, std::size_t width) {
  Answer table;
  table.columns = {"predicate", "facts", "rules", "rows"};
  std::string sorts;
  for (const PredicateInfo& p : session.predicates()) {
    if (p.is_sort) {
      sorts += fmt::format("{}{} ({})", sorts.empty() ? "" : ", ", p.name, p.rows);
      continue;
    }
    table.rows.push_back({Name{signature(p)}, static_cast<std::int64_t>(p.facts), static_cast<std::int64_t>(p.rules),
                          p.is_evaluated ? Datum{static_cast<std::int64_t>(p.rows)} : Datum{Name{"not yet"}}});
  }
  if (table.rows.empty() && sorts.empty()) return "nothing is stated yet; :load FILE loads a file, :help shows more\n";
  std::string out;
  if (!table.rows.empty()) {
    out = format_rows(table, table.rows.size(), colour, width) +
          fmt::format("({})\n", counted(table.rows.size(), "predicate"));
  }
  if (!sorts.empty()) out += fmt::format("sorts, with their members: {}\n", sorts);
  std::string scenarios;
  for (const ScenarioInfo& s : session.scenarios()) scenarios += (scenarios.empty() ? "" : ", ") + s.id;
  if (!scenarios.empty()) out += fmt::format("scenarios, to ask `in`: {}\n", scenarios);
  return out;
}

std::string list_predicate(const Session& session, const std::string& name, bool colour) {
  constexpr std::size_t kMost = 1000;
  const std::vector<Session::Listed> listed = session.listing(name, kMost);
  if (!listed.empty()) {
    return clauses(listed, colour) + (listed.size() == kMost ? fmt::format("... and more than these {}\n", kMost) : "");
  }
  for (const PredicateInfo& p : session.predicates()) {
    if (p.name == name) return fmt::format("nothing is stated for {}, and {}\n", signature(p), holding(p));
  }
  return {};
}

std::string show_claim(const Session& session, const std::string& id, bool colour) {
  const std::optional<ClaimInfo> claim = session.claim(id);
  if (!claim) return {};
  std::string out = fmt::format("{} {}\n", bold(claim->id, colour), claim->gloss);
  out += row("at", fmt::format("{}", fmt::join(claim->at, ", ")));
  out += row("by", fmt::format("{}", fmt::join(claim->by, " by ")));
  out += row("level", claim->level);
  out += row("holds", standing(*claim));
  out += row("basis", claim->basis);
  out += row("repeats", fmt::format("{}", fmt::join(claim->repeats, ", ")));
  for (const std::string& clause : claim->clauses) out += fmt::format("    {}\n", highlighted(clause, colour));
  return out;
}

std::string show_scenario(const Session& session, const std::string& id, bool colour) {
  for (const ScenarioInfo& scenario : session.scenarios()) {
    if (scenario.id != id) continue;
    std::string out = fmt::format("{} {}\n", bold(scenario.id, colour), scenario.gloss);
    out += row("at", fmt::format("{}", fmt::join(scenario.at, ", ")));
    out += row("extends", fmt::format("{}", fmt::join(scenario.extends, ", ")));
    for (const std::string& edit : scenario.edits) out += indented(highlighted(edit, colour));
    return out;
  }
  return {};
}

std::string left_out(const Session& session, std::size_t known) {
  std::string out;
  const std::vector<ClaimInfo> claims = session.claims();
  for (std::size_t i = known; i < claims.size(); ++i) {
    const ClaimInfo& claim = claims[i];
    if (!claim.holds.empty() || claim.least_trusted.empty()) continue;
    out += fmt::format("{} is noted as said, and not taken for so: no trust in {} (:help trust)\n", claim.id,
                       fmt::join(claim.least_trusted, ", "));
  }
  return out;
}

std::string show_predicate(const Session& session, const std::string& name, bool colour) {
  std::string out;
  for (const PredicateInfo& p : session.predicates()) {
    if (p.name != name) continue;
    out += fmt::format("{}\n  {}{}, {}; {}\n", bold(signature(p), colour), p.is_sort ? "a sort; " : "",
                       counted(p.facts, "fact"), counted(p.rules, "rule"), holding(p));
  }
  if (out.empty()) return out;
  constexpr std::size_t kShown = 10;
  std::vector<Session::Listed> listed = session.listing(name, kShown + 1);
  const bool more = listed.size() > kShown;
  if (more) listed.pop_back();
  out += clauses(listed, colour);
  if (more) out += fmt::format("... :list {} shows all\n", name);
  return out;
}

}  // namespace linchpin::shell
