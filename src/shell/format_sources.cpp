// The report of `linchpin sources`.
#include <fmt/core.h>

#include <algorithm>

#include "json/json.hpp"
#include "shell/sources.hpp"
#include "value/display_width.hpp"

namespace linchpin::shell {
namespace {

using Cover = SourceReport::Cover;
using LockState = SourceReport::LockState;

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Full only when all is covered, and empty only when nothing is.
std::string bar(std::size_t covered, std::size_t all) {
  constexpr std::size_t kWidth = 10;
  std::size_t full = all == 0 ? 0 : covered * kWidth / all;
  if (covered > 0 && full == 0) full = 1;
  return std::string(full, '#') + std::string(kWidth - full, '.');
}

std::string uncovered(const SourceReport::Sentence& sentence, bool colour) {
  const std::string place = fmt::format("{}.{}", sentence.paragraph, sentence.sentence);
  std::string rest;  // nothing, where there is only a lock
  if (!sentence.words.empty()) rest += " " + sentence.words;
  if (!sentence.claims.empty()) rest += dim(fmt::format("  ({})", joined(sentence.claims)), colour);
  return rest.empty() ? fmt::format("    {}\n", place) : fmt::format("    {:<6}{}\n", place, rest);
}

std::string source_text(const SourceReport::Source& source, bool colour) {
  std::size_t width = 0;
  for (const auto& section : source.sections) width = std::max(width, display_width(section.slug));
  std::string out = bold(source.name, colour) + (source.has_text ? "\n" : dim(", by its lock", colour) + "\n");
  for (const SourceReport::Section& section : source.sections) {
    const std::size_t all = section.sentences.size(), covered = all - section.count(Cover::nothing);
    out += fmt::format("  {}{}  {}  {} of {}\n", section.slug, std::string(width - display_width(section.slug), ' '),
                       bar(covered, all), covered, all);
    for (const auto& sentence : section.sentences) {
      if (sentence.cover == Cover::nothing) out += uncovered(sentence, colour);
    }
  }
  const std::size_t all = source.sentences(), remarks = source.count(Cover::remark);
  const std::string total = fmt::format("{} of {} sentences", all - source.count(Cover::nothing), all);
  out += bold(total, colour) + (remarks == 0 ? "" : fmt::format(", {} of them remarks", remarks)) + "\n";
  return out;
}

std::string change_text(const SourceReport::Change& change) {
  std::string out = fmt::format("  {:<8} {}", change.kind, change.at);
  if (!change.to.empty()) out += " -> " + change.to;
  if (!change.claims.empty()) out += fmt::format("  ({})", joined(change.claims));
  return out + '\n';
}

std::string_view state_name(LockState state) {
  switch (state) {
    case LockState::none:
      return "none";
    case LockState::same:
      return "same";
    case LockState::differs:
      return "differs";
    case LockState::written:
      return "written";
  }
  return "";
}

json::Json source_json(const SourceReport::Source& source) {
  json::Json out;
  out["source"] = source.name;
  out["text"] = source.has_text;
  out["sentences"] = source.sentences();
  out["covered"] = source.sentences() - source.count(Cover::nothing);
  out["remarks"] = source.count(Cover::remark);
  out["sections"] = json::Json::array();
  for (const SourceReport::Section& section : source.sections) {
    json::Json shown;
    shown["section"] = section.slug;
    if (!section.heading.empty()) shown["heading"] = section.heading;
    shown["sentences"] = section.sentences.size();
    shown["covered"] = section.sentences.size() - section.count(Cover::nothing);
    shown["remarks"] = section.count(Cover::remark);
    shown["uncovered"] = json::Json::array();
    for (const auto& sentence : section.sentences) {
      if (sentence.cover != Cover::nothing) continue;
      json::Json one;
      one["at"] = fmt::format("{}/{}/{}.{}", source.name, section.slug, sentence.paragraph, sentence.sentence);
      if (!sentence.words.empty()) one["words"] = sentence.words;
      one["claims"] = sentence.claims;
      shown["uncovered"].push_back(std::move(one));
    }
    out["sections"].push_back(std::move(shown));
  }
  return out;
}

}  // namespace

std::string format_report(const SourceReport& report, bool colour) {
  std::string out;
  for (const auto& source : report.sources) out += (out.empty() ? "" : "\n") + source_text(source, colour);
  if (!report.idle.empty()) {
    out += '\n' + bold("claims that cover nothing", colour) + '\n';
    for (const auto& idle : report.idle) out += fmt::format("  {}  {}\n", idle.claim, idle.reason);
  }
  if (!report.changes.empty()) {
    out += '\n' + bold("what changed since the lock was written", colour) + '\n';
    for (const auto& change : report.changes) out += change_text(change);
  }
  if (report.lock_state == LockState::written) {
    out += fmt::format("\n{} written{}\n", report.lock,
                       report.changes.empty() ? "" : ": each `at` now means what stands there");
  }
  return out;
}

std::string format_report_json(const SourceReport& report, Status status, const std::vector<Message>& messages) {
  json::Json out;
  out["sources"] = json::Json::array();
  for (const auto& source : report.sources) out["sources"].push_back(source_json(source));
  out["idle"] = json::Json::array();
  for (const auto& idle : report.idle) out["idle"].push_back({{"claim", idle.claim}, {"reason", idle.reason}});
  out["changes"] = json::Json::array();
  for (const auto& change : report.changes) {
    json::Json one;
    one["kind"] = change.kind;
    one["at"] = change.at;
    if (!change.to.empty()) one["to"] = change.to;
    one["claims"] = change.claims;
    out["changes"].push_back(std::move(one));
  }
  out["lock"] = state_name(report.lock_state);
  out.update(json::json_of(status, messages));
  return json::json_line(out);
}

}  // namespace linchpin::shell
