#include "session/compare.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_map>

#include "session/answers.hpp"

namespace linchpin::session {
namespace {

using Row = std::vector<Datum>;

constexpr std::string_view kNotStated = "not stated";

std::string key_of(const Row& row) {
  std::string key;
  for (const Datum& datum : row) key += print(datum) + '\n';
  return key;
}

std::unordered_map<std::string, std::size_t> numbered(const Answer& answer) {
  std::unordered_map<std::string, std::size_t> out;
  for (std::size_t r = 0; r < answer.rows.size(); ++r) out.emplace(key_of(answer.rows[r]), r);
  return out;
}

void add(Answer& out, std::string_view change, const Row& row, const std::string& before, const std::string& after) {
  Row& added = out.rows.emplace_back();
  added.emplace_back(Name{std::string(change)});
  added.insert(added.end(), row.begin(), row.end());
  added.emplace_back(Name{before});
  added.emplace_back(Name{after});
}

std::string truth(const Answer& answer) {
  std::string out(print(answer.truth));
  if (!answer.levels.empty() && answer.levels.front() != answer.highest) out += " [" + answer.levels.front() + "]";
  return out;
}

void add_changes(const Answer& before, const Answer& after, Answer& out) {
  if (before.truth != Truth::none) {
    if (truth(before) != truth(after)) add(out, "changed", {}, truth(before), truth(after));
    return;
  }
  const auto rows_before = numbered(before);
  const auto rows_after = numbered(after);
  const std::string absent(kNotStated);
  for (std::size_t r = 0; r < after.rows.size(); ++r) {
    if (!rows_before.contains(key_of(after.rows[r]))) add(out, "gained", after.rows[r], absent, after.levels[r]);
  }
  for (std::size_t r = 0; r < before.rows.size(); ++r) {
    if (!rows_after.contains(key_of(before.rows[r]))) add(out, "lost", before.rows[r], before.levels[r], absent);
  }
  for (std::size_t r = 0; r < before.rows.size(); ++r) {
    const auto at = rows_after.find(key_of(before.rows[r]));
    if (at == rows_after.end() || after.levels[at->second] == before.levels[r]) continue;
    add(out, "changed", before.rows[r], before.levels[r], after.levels[at->second]);
  }
}

// What is supposed on both sides is warned of once.
void add_new(const Diagnostics& found, Diagnostics& out) {
  for (const Diagnostic& d : found.all()) {
    const bool said = std::any_of(out.all().begin(), out.all().end(), [&](const Diagnostic& other) {
      return other.code == d.code && other.span.file == d.span.file && other.span.begin == d.span.begin &&
             other.message == d.message;
    });
    if (!said) out.add(d);
  }
}

}  // namespace

syntax::Question side_of(const State& base, const syntax::Question& question, std::size_t side) {
  syntax::Question out = question;
  out.kind = syntax::Question::Kind::plain;
  const syntax::Identifier& name = question.scenarios[side];
  const auto& all = base.module.scenarios;
  const bool is_scenario =
      std::any_of(all.begin(), all.end(), [&](const auto& s) { return s.what.id.text == name.text; });
  out.scenarios.clear();
  if (is_scenario || name.text != kBaseline) out.scenarios.push_back(name);
  return out;
}

Answer compare(State& base, const syntax::Question& question, engine::Budget& budget, Diagnostics& diagnostics) {
  Answer before = answer(base, side_of(base, question, 0), budget, diagnostics);
  if (before.status != Status::ok) return before;
  Diagnostics of_after;
  Answer after = answer(base, side_of(base, question, 1), budget, of_after);
  add_new(of_after, diagnostics);
  if (after.status != Status::ok) return after;
  Answer out;
  out.highest = before.highest;
  out.scenario = fmt::format("{} against {}", question.scenarios[1].text, question.scenarios[0].text);
  for (const Answer* side : {&before, &after}) {
    for (const std::string& edit : side->edits) {
      out.edits.push_back(side->scenario.empty() ? edit : fmt::format("{}: {}", side->scenario, edit));
    }
  }
  out.columns.emplace_back("change");
  out.columns.insert(out.columns.end(), before.columns.begin(), before.columns.end());
  out.columns.emplace_back("before");
  out.columns.emplace_back("after");
  add_changes(before, after, out);
  return out;
}

}  // namespace linchpin::session
